package dev.plumbline.config.section;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with one file, so that a user sees everything at once. */
public final class FileProblems {

  private final Path file;
  private final List<String> found = new ArrayList<>();

  FileProblems(Path file) {
    this.file = file;
  }

  public void add(Node at, String what) {
    add(at.getStartMark() == null ? 0 : at.getStartMark().getLine(), what);
  }

  public void add(int zeroBasedLine, String what) {
    found.add(file + ":" + (zeroBasedLine + 1) + ": " + what);
  }

  /** What is wrong with a file that this one names. */
  public void include(PolicyException other) {
    found.addAll(other.problems());
  }

  /** A name that is not among the allowed ones; names the closest one when it looks like a slip. */
  public void unknown(Node at, String kind, String name, Collection<String> allowed) {
    String closest =
        allowed.stream()
            .min((a, b) -> Integer.compare(distance(name, a), distance(name, b)))
            .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 3))
            .map(candidate -> " (did you mean " + candidate + "?)")
            .orElse("");
    add(
        at,
        "unknown %s '%s'%s; allowed: %s"
            .formatted(kind, name, closest, String.join(", ", new TreeSet<>(allowed))));
  }

  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new PolicyException(found);
    }
  }

  /** Levenshtein distance, case ignored. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int best = Math.min(diagonal + (same ? 0 : 1), Math.min(row[j], row[j - 1]) + 1);
        diagonal = row[j];
        row[j] = best;
      }
    }
    return row[b.length()];
  }
}
