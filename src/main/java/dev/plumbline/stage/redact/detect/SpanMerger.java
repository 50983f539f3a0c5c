package dev.plumbline.stage.redact.detect;

import dev.plumbline.stage.redact.detect.finder.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Patterns' detections and a model's together: by score, then length, then position. What a
 * stronger one overlaps is personal data all the same, so what is left of the weaker one stays,
 * unless that is marks and spaces alone. Nothing is found in a placeholder.
 */
public final class SpanMerger {

  private static final Comparator<Detection> STRONGEST_FIRST =
      Comparator.comparingDouble(Detection::score)
          .thenComparingInt(Detection::length)
          .reversed()
          .thenComparingInt(Detection::start)
          .thenComparing(Detection::entity);

  private SpanMerger() {}

  /**
   * @param patterned in the order of the text, without overlaps
   * @param tagged without overlaps
   * @return in the order of the text, without overlaps
   */
  public static List<Detection> of(String text, List<Detection> patterned, List<Detection> tagged) {
    if (tagged.isEmpty()) {
      return patterned;
    }
    List<Detection> candidates = new ArrayList<>(patterned);
    candidates.addAll(tagged);
    candidates.sort(STRONGEST_FIRST);
    List<Detection> placeholders = RedactionPlaceholders.in(text);
    List<Detection> taken = new ArrayList<>(placeholders);
    for (Detection candidate : candidates) {
      taken.addAll(left(text, candidate, taken));
    }
    List<Detection> kept = new ArrayList<>(taken.subList(placeholders.size(), taken.size()));
    kept.sort(Comparator.comparingInt(Detection::start));
    return List.copyOf(kept);
  }

  private static List<Detection> left(String text, Detection candidate, List<Detection> taken) {
    List<Detection> pieces = new ArrayList<>();
    int from = candidate.start();
    for (Detection stronger :
        taken.stream()
            .filter(other -> other.start() < candidate.end() && candidate.start() < other.end())
            .sorted(Comparator.comparingInt(Detection::start))
            .toList()) {
      addTrimmed(text, candidate, from, stronger.start(), pieces);
      from = stronger.end();
    }
    if (from == candidate.start()) {
      return List.of(candidate);
    }
    addTrimmed(text, candidate, from, candidate.end(), pieces);
    return pieces;
  }

  /** From the first letter or digit to the last, if there is any. */
  private static void addTrimmed(
      String text, Detection whole, int start, int end, List<Detection> pieces) {
    int from = start;
    int to = end;
    while (from < to && !Character.isLetterOrDigit(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (to > from && !Character.isLetterOrDigit(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    if (from < to) {
      pieces.add(new Detection(whole.entity(), from, to, whole.score()));
    }
  }
}
