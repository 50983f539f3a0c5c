package dev.plumbline.stage.measure;

/** Names of the further whole numbers that {@link Counts#facts} holds. */
final class Facts {

  /** Labelled predictions whose label was right. */
  static final String CORRECT = "correct";

  /** Predictions that were appealed. */
  static final String APPEALS = "appeals";

  /** Predictions that a person has overridden, whatever the label. */
  static final String OVERRIDES = "overrides";

  /** The same in one group of an attribute with declared values; with {@code attribute=group}. */
  static final String OVERRIDES_OF = "overrides|";

  /** Predictions that a person has overridden with another label. */
  static final String REVERSALS = "reversals";

  /** Predictions that were appealed and overridden with another label. */
  static final String REVERSED_APPEALS = "reversedAppeals";

  /** Predictions that were rated. */
  static final String RATINGS = "ratings";

  /** Sum of the ratings, billionths. */
  static final String RATING_SUM = "ratingSum";

  /** Predictions that say how long the model took. */
  static final String LATENCIES = "latencies";

  /** Sum of the model's own latencies, microseconds. */
  static final String LATENCY_SUM = "latencySum";

  /** Texts that were scored again with the attribute's words swapped; with the attribute. */
  static final String COUNTERFACTUALS = "counterfactual|";

  /** Those among them whose outcome changed; with the attribute. */
  static final String FLIPS = "flips|";

  /** Sum of the absolute changes of the favourable probability, billionths; with the attribute. */
  static final String CHANGES = "change|";

  private Facts() {}
}
