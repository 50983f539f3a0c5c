package dev.plumbline.policy.drift;

import java.util.Locale;

/**
 * A figure of every record whose distribution is watched.
 *
 * @param feature the feature's name; empty for kinds that are not about one
 */
public record DriftSignal(Kind kind, String feature) {

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
    FEATURE(true, true),
    /** Whether the feature is missing. */
    MISSING(false, true),
    /** Whether the feature's numbers are in the range that the policy declares. */
    RANGE(false, true),
    /** Whether the feature's category was in the reference. */
    NEW(false, true),
    /** The feature's JSON type. */
    TYPE(false, true);

    private final boolean ordered;
    private final boolean ofFeature;

    Kind(boolean ordered) {
      this(ordered, false);
    }

    Kind(boolean ordered, boolean ofFeature) {
      this.ordered = ordered;
      this.ofFeature = ofFeature;
    }

    /** Whether it is about one feature, whose name follows. */
    public boolean ofFeature() {
      return ofFeature;
    }

    /** The name in policies, or its beginning where a feature's name follows. */
    public String label() {
      return name().toLowerCase(Locale.ROOT) + (ofFeature ? ":" : "");
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
    return kind.label() + feature;
  }
}
