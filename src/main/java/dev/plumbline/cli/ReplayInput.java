package dev.plumbline.cli;

import dev.plumbline.cli.replay.csv.CsvSource;
import dev.plumbline.cli.replay.csv.CsvTraffic;
import dev.plumbline.cli.replay.csv.QuickReplay;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.policy.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a replay is given, in the one form that it reads.
 *
 * @param requests JSON lines
 * @param outcomes the same
 * @param notes sentences on how the input was taken
 * @param madePolicy YAML of a policy that was made of the input; empty where there was one
 */
record ReplayInput(
    Policies policies,
    Path requests,
    @Nullable Path outcomes,
    List<String> notes,
    String madePolicy) {
  ReplayInput {
    notes = List.copyOf(notes);
  }

  /**
   * A table without a policy: one is made of its values.
   *
   * @param folder for files that are lost afterwards
   */
  static ReplayInput table(CsvOptions options, Path folder) throws IOException {
    Path table = readable(Objects.requireNonNull(options.table));
    QuickReplay quick =
        QuickReplay.of(CsvSource.open(table, options.separator()), options.columns());
    Path policy = options.policyOut == null ? folder.resolve("policy.yaml") : options.policyOut;
    Files.writeString(policy, quick.policy());
    CsvTraffic.Written written = quick.traffic().write(folder);
    List<String> notes = new ArrayList<>(quick.notes());
    if (options.label != null) {
      notes.addAll(unlabelled(written, options.label));
    }
    return new ReplayInput(
        PolicyReader.readAll(List.of(policy)),
        written.requests(),
        written.outcomes(),
        notes,
        quick.policy());
  }

  /**
   * Traffic of policies that there are; CSV by its name or its mapping.
   *
   * @param folder for files that are lost afterwards
   */
  static ReplayInput traffic(
      Policies policies, CsvOptions options, Path requests, @Nullable Path outcomes, Path folder)
      throws IOException {
    readable(requests);
    if (outcomes != null) {
      readable(outcomes);
    }
    if (options.maps.isEmpty() && !CsvSource.named(requests)) {
      return new ReplayInput(policies, requests, outcomes, List.of(), "");
    }
    CsvSource csv = CsvSource.open(requests, options.separator());
    List<String> models = List.copyOf(policies.byModel().keySet());
    CsvTraffic traffic = CsvTraffic.mapped(csv, options.maps, models);
    CsvTraffic.Written written = traffic.write(folder);
    if (outcomes != null && written.unlabelled() < written.rows()) {
      throw new IllegalArgumentException(
          requests + ": it has labels, and so has --outcomes; leave one of them out");
    }
    return new ReplayInput(
        policies,
        written.requests(),
        outcomes == null ? written.outcomes() : outcomes,
        List.of(),
        "");
  }

  private static List<String> unlabelled(CsvTraffic.Written written, String column) {
    return written.unlabelled() == 0
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "Column '%s' is blank in %,d of %,d rows: they count as predictions without a label."
                    + " Fill them in, or name another column with --label, if they have one.",
                column,
                written.unlabelled(),
                written.rows()));
  }

  private static Path readable(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + ": cannot be read");
    }
    return file;
  }
}
