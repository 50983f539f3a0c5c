package dev.plumbline.policy;

import java.util.Locale;

/**
 * A figure of every record whose distribution is watched.
 *
 * @param feature the feature's name; empty for all other kinds
 */
public record DriftSignal(Kind kind, String feature) {

  /** How policies, measures and metrics begin the name of a feature. */
  public static final String FEATURE = "feature:";

  /** Where the figure comes from. */
  public enum Kind {
    /** Probability of the predicted label. */
    SCORE(true),
    /** The predicted label. */
    LABEL(false),
    /** Length of the redacted text in Unicode characters. */
    TEXT_LENGTH(true),
    /** Share of the text's tokens that the model's vocabulary lacks. */
    UNKNOWN_TOKENS(true),
    /** Which groups of an attribute the records are about. */
    GROUP_SHARE(false),
    /** One of the record's features: its numbers, or else its strings and booleans. */
    FEATURE(true);

    private final boolean ordered;

    Kind(boolean ordered) {
      this.ordered = ordered;
    }

    /** Whether it has numbers, so that there is an order. */
    public boolean ordered() {
      return ordered;
    }
  }

  /** A signal that is no feature. */
  public static DriftSignal of(Kind kind) {
    return new DriftSignal(kind, "");
  }

  public static DriftSignal ofFeature(String name) {
    return new DriftSignal(Kind.FEATURE, name);
  }

  /** The name in policies, measures and metrics. */
  public String name() {
    return kind == Kind.FEATURE ? FEATURE + feature : kind.name().toLowerCase(Locale.ROOT);
  }
}
