package dev.plumbline.stage.measure.counts;

/** Names of the further whole numbers that {@link MeasureCounts#facts} holds. */
public final class CounterNames {

  /** Labelled predictions whose label was right. */
  public static final String CORRECT = "correct";

  /** Labelled predictions that said how probable the true label was. */
  public static final String LOG_LOSSES = "logLosses";

  /** Sum of -ln of these probabilities, billionths. */
  public static final String LOG_LOSS_SUM = "logLossSum";

  /** Predictions that were appealed. */
  public static final String APPEALS = "appeals";

  /** Predictions that a person has overridden, whatever the label. */
  public static final String OVERRIDES = "overrides";

  /** The same in one group of an attribute with declared values; with {@code attribute=group}. */
  public static final String OVERRIDES_OF = "overrides|";

  /** Predictions that a person has overridden with another label. */
  public static final String REVERSALS = "reversals";

  /** Predictions that were appealed and overridden with another label. */
  public static final String REVERSED_APPEALS = "reversedAppeals";

  /** Predictions that were rated. */
  public static final String RATINGS = "ratings";

  /** Sum of the ratings, billionths. */
  public static final String RATING_SUM = "ratingSum";

  /** Predictions that say how long the model took. */
  public static final String LATENCIES = "latencies";

  /** Sum of the model's own latencies, microseconds. */
  public static final String LATENCY_SUM = "latencySum";

  /** Texts that were scored again with the attribute's words swapped; with the attribute. */
  public static final String COUNTERFACTUALS = "counterfactual|";

  /** Those among them whose outcome changed; with the attribute. */
  public static final String FLIPS = "flips|";

  /** Sum of the absolute changes of the favourable probability, billionths; with the attribute. */
  public static final String CHANGES = "change|";

  /**
   * Outcomes by what became of them, with the result: in the pane of the request, or, for those
   * whose request is not there, of the outcome.
   */
  public static final String OUTCOMES = "outcome|";

  /** Records in which a field was flagged; with {@code FIELD:REASON}. */
  public static final String FLAGGED = "flagged|";

  /** Candidates for units of evidence that came, with the kind: of evidence only. */
  public static final String UNITS_CAME = "units|came|";

  /** Those of them for which there was no room, with the kind: of evidence only. */
  public static final String UNITS_BEYOND = "units|beyond|";

  private CounterNames() {}

  /** Whether panes carry it as evidence; all others are of windows alone. */
  public static boolean isEvidence(String name) {
    return name.startsWith(COUNTERFACTUALS) || name.startsWith(FLIPS);
  }
}
