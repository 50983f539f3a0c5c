package dev.plumbline.statistics.dyadic;

/**
 * Where the values of a histogram lie; every value counts as the middle of its cell.
 *
 * @param spread from the lower quartile to the upper one, as {@link #quantile} tells them
 */
public record ValueSummary(double mean, double median, double spread) {

  /**
   * @throws IllegalArgumentException without values
   */
  public static ValueSummary of(DyadicCounts counts, ValueScale scale) {
    double sum = 0;
    for (int i = 0; i < counts.size(); i++) {
      sum += scale.middle(counts.cell(i), counts.level()) * counts.count(i);
    }
    return new ValueSummary(
        sum / counts.total(),
        quantile(counts, 0.5, scale),
        quantile(counts, 0.75, scale) - quantile(counts, 0.25, scale));
  }

  /**
   * The value at the rank, the lower one of two.
   *
   * @param share in [0, 1]: 0.5 is the median
   * @throws IllegalArgumentException without values
   */
  public static double quantile(DyadicCounts counts, double share, ValueScale scale) {
    long above = (long) (share * (counts.total() - 1));
    for (int i = 0; i < counts.size(); i++) {
      above -= counts.count(i);
      if (above < 0) {
        return scale.middle(counts.cell(i), counts.level());
      }
    }
    throw new IllegalArgumentException("there are no values");
  }
}
