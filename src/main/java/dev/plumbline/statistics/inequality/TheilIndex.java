package dev.plumbline.statistics.inequality;

import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;

/**
 * Theil's index of the benefits that predictions bring (Speicher et al. 2018, "A unified approach
 * to quantifying algorithmic unfairness", generalized entropy with alpha = 1): each person's
 * benefit is prediction - truth + 1, so 0 for a false negative, 1 for a right decision, 2 for a
 * false positive. 0 when all benefits are equal; with the shares f0 of false negatives and f2 of
 * false positives, and mean benefit m = 1 + f2 - f0, it is 2 ln(2) f2 / m - ln(m).
 *
 * @param people with a label
 */
public record TheilIndex(double falseNegatives, double falsePositives, double people) {

  private static final double LN4 = 2 * Math.log(2);

  /** Whether anybody has a benefit at all: without, shares of the benefits are not defined. */
  public boolean known() {
    return people > falseNegatives;
  }

  public double value() {
    return Math.max(0, index(falseNegatives / people, falsePositives / people));
  }

  /** The index where these are the shares of people with a benefit of 0 and of 2. */
  public static double index(double falseNegatives, double falsePositives) {
    double mean = 1 + falsePositives - falseNegatives;
    return LN4 * falsePositives / mean - Math.log(mean);
  }

  /**
   * All values that the index takes where Pearson's test does not reject the shares of errors, and
   * where an exact interval does not reject one of them: see {@link TheilRegion}.
   *
   * @param effect how many times fewer independent requests they are worth, at least 1
   */
  public IntervalEstimate estimate(ConfidenceLevel confidence, double effect) {
    TheilIndex worth =
        new TheilIndex(falseNegatives / effect, falsePositives / effect, people / effect);
    IntervalEstimate range = new TheilRegion(worth, confidence).range();
    return new IntervalEstimate(value(), range.low(), range.high()).within(0, Double.MAX_VALUE);
  }
}
