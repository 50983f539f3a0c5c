package dev.plumbline.statistics;

import java.util.List;

/**
 * The largest gap between any two of several groups' true rates. The largest gap between the rates
 * that are seen is larger than that, the more so the more and the smaller the groups are: of four
 * groups of 50 without any gap it is 0.14 on average. So the spread of the rates is shrunk by what
 * chance may explain of it. For K groups let Q be Pearson's chi-square statistic of equal rates and
 * c its mean plus two standard deviations when chance is all there is, K - 1 + 2 root(2 (K - 1)).
 * Up to c there is no gap to show, which is so in some 19 of 20 windows without any; beyond it all
 * but (c / Q)^2 of the gap is shown (a non-negative garrote: Breiman 1995, Gao 1998).
 *
 * <p>The interval is that of the largest of all pairs' gaps: it begins at the largest gap that any
 * pair surely has, and ends at the largest that any may have (Newcombe 1998, method 10, for each
 * pair). It holds whenever all pairs' intervals hold at once.
 */
public final class LargestGap {

  /** As in an interval of 95 %. */
  private static final double DEVIATIONS = 2;

  private LargestGap() {}

  /** How many intervals {@link #between} lays beside each other. */
  public static int pairs(int groups) {
    return groups * (groups - 1) / 2;
  }

  /**
   * @param rates at least two, each with trials
   * @param each what each pair's interval holds: share a level by {@link #pairs}
   */
  public static IntervalEstimate between(List<BinomialProportion> rates, ConfidenceLevel each) {
    List<IntervalEstimate> intervals = rates.stream().map(rate -> rate.interval(each)).toList();
    double largest = 0;
    double low = 0;
    double high = 0;
    for (int i = 0; i < intervals.size(); i++) {
      for (int j = 0; j < i; j++) {
        IntervalEstimate gap = intervals.get(i).minus(intervals.get(j));
        largest = Math.max(largest, Math.abs(gap.value()));
        low = Math.max(low, Math.max(gap.low(), -gap.high()));
        high = Math.max(high, Math.max(-gap.low(), gap.high()));
      }
    }
    double value = largest * keptOf(chiSquare(rates), rates.size() - 1);
    return new IntervalEstimate(Math.max(low, value), low, high);
  }

  /**
   * The share of a spread that chance does not explain.
   *
   * @param statistic chi-square, of the hypothesis that there is no spread
   * @param degrees its degrees of freedom, at least one
   */
  public static double keptOf(double statistic, int degrees) {
    double chance = degrees + DEVIATIONS * Math.sqrt(2.0 * degrees);
    double share = chance / statistic;
    return statistic > chance ? 1 - share * share : 0;
  }

  /** Pearson's statistic of equal rates; 0 when none or all succeeded. */
  private static double chiSquare(List<BinomialProportion> rates) {
    double trials = rates.stream().mapToDouble(BinomialProportion::trials).sum();
    double successes = rates.stream().mapToDouble(BinomialProportion::successes).sum();
    double pooled = successes / trials;
    if (pooled <= 0 || pooled >= 1) {
      return 0;
    }
    double sum = 0;
    for (BinomialProportion rate : rates) {
      double away = rate.rate() - pooled;
      sum += rate.trials() * away * away;
    }
    return sum / (pooled * (1 - pooled));
  }
}
