package dev.plumbline.stage.measure.counts;

/**
 * An indicator's sums over records, each with its risk weight; whole numbers, so that no order of
 * adding changes them.
 *
 * @param sum of risk times indicator, billionths
 * @param weight sum of the risks, billionths
 * @param squares sum of the squares of risk times indicator, millionths
 * @param products sum of risk squared times indicator, millionths
 * @param risks sum of the squares of the risks, millionths
 * @param largest the largest risk, billionths
 */
public record WeightedSum(
    long sum, long weight, long squares, long products, long risks, long largest) {

  private static final double MILLION = 1e6;

  /**
   * One record's.
   *
   * @param f indicator in [0, 1], billionths
   * @param risk billionths
   */
  public static WeightedSum of(long f, long risk) {
    double r = (double) risk / GroupScores.BILLION;
    double x = (double) f / GroupScores.BILLION;
    return new WeightedSum(
        risk == GroupScores.BILLION ? f : Math.round(f * r),
        risk,
        Math.round(r * x * r * x * MILLION),
        Math.round(r * r * x * MILLION),
        Math.round(r * r * MILLION),
        risk);
  }

  public WeightedSum merge(WeightedSum other) {
    return new WeightedSum(
        sum + other.sum,
        weight + other.weight,
        squares + other.squares,
        products + other.products,
        risks + other.risks,
        Math.max(largest, other.largest));
  }

  /** NaN without any weight. */
  double mean() {
    return (double) sum / weight;
  }

  /** Of the mean, the records' weights taken as given; NaN without any weight. */
  public double variance() {
    double mean = mean();
    double whole = (double) weight / GroupScores.BILLION;
    double away = squares - 2 * mean * products + mean * mean * risks;
    return Math.max(0, away / MILLION) / (whole * whole);
  }

  /** Kish's effective number of records; NaN without any weight. */
  public double records() {
    double whole = (double) weight / GroupScores.BILLION;
    return whole * whole / (risks / MILLION);
  }
}
