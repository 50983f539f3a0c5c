package dev.plumbline.stage.measure.counts;

/**
 * An indicator's sum over records, each with its risk weight; whole numbers, so that no order of
 * adding changes it.
 *
 * @param sum of risk times indicator, billionths
 * @param weight sum of the risks, billionths
 */
public record WeightedSum(long sum, long weight) {

  public WeightedSum merge(WeightedSum other) {
    return new WeightedSum(sum + other.sum, weight + other.weight);
  }

  /** NaN without any weight. */
  double mean() {
    return (double) sum / weight;
  }
}
