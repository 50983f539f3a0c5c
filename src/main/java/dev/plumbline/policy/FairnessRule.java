package dev.plumbline.policy;

/**
 * @param tolerance where fair ends, read as the metric's {@link Tolerance}
 * @param given attribute or factor whose levels groups are compared within; empty for none
 */
public record FairnessRule(FairnessMetric metric, double tolerance, String given) {

  public FairnessRule(FairnessMetric metric, double tolerance) {
    this(metric, tolerance, "");
  }

  public FairnessRule with(double other) {
    return new FairnessRule(metric, other, given);
  }

  /** Whether evidence is gathered of mean scores. */
  public boolean pagesOnScores() {
    return metric == FairnessMetric.MEAN_SCORE_DIFFERENCE && !conditional();
  }

  public boolean conditional() {
    return !given.isEmpty();
  }

  /** The rule's name in measures and alerts: the metric's, or {@code given:department:metric}. */
  public String label() {
    return conditional() ? "given:" + given + ":" + metric.label() : metric.label();
  }
}
