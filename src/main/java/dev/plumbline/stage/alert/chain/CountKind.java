package dev.plumbline.stage.alert.chain;

import java.util.Locale;
import java.util.Set;

/**
 * Which of a group's chains a count is in. They are several, so that a proof shows those counts
 * alone that it needs.
 */
public enum CountKind {
  /** Counts that need no label. */
  DECISIONS,
  /** All other counts. */
  LABELS,
  /** Sums of labels less favourable probabilities, where a policy compares their means. */
  RESIDUALS,
  /** Sums of favourable probabilities, where a policy compares their means. */
  SCORES;

  private static final Set<String> NEED_NO_LABEL = Set.of("requests", "favourable");

  /**
   * @param count such as {@code requests} or {@code scores.sum}
   */
  public static CountKind of(String count) {
    for (CountKind kind : new CountKind[] {RESIDUALS, SCORES}) {
      if (count.startsWith(kind.label() + ".")) {
        return kind;
      }
    }
    return NEED_NO_LABEL.contains(count) ? DECISIONS : LABELS;
  }

  /** The name of one of the kind's sums. */
  String sum(String field) {
    return label() + "." + field;
  }

  /** As it is written. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
