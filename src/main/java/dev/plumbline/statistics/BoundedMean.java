package dev.plumbline.statistics;

/**
 * A mean of figures in [0, 1], such as an indicator's over records.
 *
 * @param variance of the mean, not of the figures
 * @param records that it is of; of records that weigh differently Kish's effective number, (sum of
 *     w)^2 / sum of w^2
 */
public record BoundedMean(double mean, double variance, double records) {

  /**
   * Wilson's score interval (1927) with as many records as a figure of nothing but 0 and 1 with
   * this mean would need for the variance. So it stays in [0, 1], and does not shrink to a point
   * where all figures are 1.
   */
  public IntervalEstimate interval(ConfidenceLevel confidence) {
    double spread = mean * (1 - mean);
    double n = variance > 0 && spread > 0 ? spread / variance : records;
    n = Double.isFinite(n) ? Math.max(1, n) : 1; // weights too small to be told from nothing
    IntervalEstimate wilson = new BinomialProportion(mean * n, n).wilson(confidence);
    return new IntervalEstimate(mean, Math.min(mean, wilson.low()), Math.max(mean, wilson.high()))
        .within(0, 1);
  }
}
