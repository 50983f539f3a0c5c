package dev.plumbline.statistics;

/**
 * Theil's index of the benefits that predictions bring (Speicher et al. 2018, "A unified approach
 * to quantifying algorithmic unfairness", generalized entropy with alpha = 1): each person's
 * benefit is prediction - truth + 1, so 0 for a false negative, 1 for a right decision, 2 for a
 * false positive. 0 when all benefits are equal; with the shares f0 of false negatives and f2 of
 * false positives, and mean benefit m = 1 + f2 - f0, it is 2 ln(2) f2 / m - ln(m).
 *
 * @param people with a label
 */
public record TheilIndex(long falseNegatives, long falsePositives, long people) {

  private static final double LN4 = 2 * Math.log(2);

  /** Whether anybody has a benefit at all: without, shares of the benefits are not defined. */
  public boolean known() {
    return people > falseNegatives;
  }

  public double meanBenefit() {
    return 1 + (double) (falsePositives - falseNegatives) / people;
  }

  public double value() {
    double mean = meanBenefit();
    return Math.max(0, LN4 * falsePositives / people / mean - Math.log(mean));
  }

  /**
   * By the delta method, in square-and-add form: the arms of the Wilson intervals of both shares,
   * weighted by the index's slope in each, with the shares' (negative) correlation. So no errors
   * among few people are not taken for certainty.
   */
  public IntervalEstimate estimate(ConfidenceLevel confidence) {
    IntervalEstimate f0 = new BinomialProportion(falseNegatives, people).wilson(confidence);
    IntervalEstimate f2 = new BinomialProportion(falsePositives, people).wilson(confidence);
    double m = meanBenefit();
    double slope0 = LN4 * f2.value() / (m * m) + 1 / m;
    double slope2 = LN4 * (m - f2.value()) / (m * m) - 1 / m;
    double correlation = correlation(f0.value(), f2.value());
    double value = value();
    return new IntervalEstimate(
            value,
            value - arm(arm(slope0, f0, false), arm(slope2, f2, false), correlation),
            value + arm(arm(slope0, f0, true), arm(slope2, f2, true), correlation))
        .within(0, Double.MAX_VALUE);
  }

  /** Signed by the slope: how far the share's interval lets the index go up, or down. */
  private static double arm(double slope, IntervalEstimate share, boolean up) {
    double reach = up == slope > 0 ? share.high() - share.value() : share.value() - share.low();
    return slope * reach;
  }

  private static double arm(double a, double b, double correlation) {
    return Math.sqrt(Math.max(0, a * a + b * b + 2 * correlation * a * b));
  }

  /** Of two shares of the same people. */
  private static double correlation(double p, double q) {
    return p == 0 || q == 0 ? 0 : -Math.sqrt(p * q / ((1 - p) * (1 - q)));
  }
}
