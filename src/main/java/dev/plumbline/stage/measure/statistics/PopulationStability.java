package dev.plumbline.stage.measure.statistics;

import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How far a histogram moved from its reference.
 *
 * @param index population stability index: sum over bins of (p - q) ln(p / q), 0 for equal shares.
 *     Every bin that either side has gets one half more on both, so that an empty bin is rare
 *     instead of infinitely surprising
 * @param pValue of Pearson's two-sample chi-square test on the same bins, without the added halves;
 *     1 with one bin
 */
public record PopulationStability(double index, double pValue, long n, long nReference) {

  /**
   * @param now counts by bin
   * @param reference counts by bin
   * @throws IllegalArgumentException when either side is empty
   */
  public static PopulationStability of(Map<String, Long> now, Map<String, Long> reference) {
    long n = total(now);
    long m = total(reference);
    if (n == 0 || m == 0) {
      throw new IllegalArgumentException("a histogram is empty");
    }
    TreeSet<String> bins = new TreeSet<>(now.keySet());
    bins.addAll(reference.keySet());
    double index = 0;
    double chiSquare = 0;
    for (String bin : bins) {
      double k = now.getOrDefault(bin, 0L);
      double r = reference.getOrDefault(bin, 0L);
      double p = (k + 0.5) / (n + 0.5 * bins.size());
      double q = (r + 0.5) / (m + 0.5 * bins.size());
      index += (p - q) * Math.log(p / q);
      double balance = k * Math.sqrt((double) m / n) - r * Math.sqrt((double) n / m);
      chiSquare += balance * balance / (k + r);
    }
    return new PopulationStability(index, pValue(chiSquare, bins.size() - 1), n, m);
  }

  private static double pValue(double chiSquare, int degrees) {
    return degrees == 0 ? 1 : ChiSquaredDistribution.of(degrees).survivalProbability(chiSquare);
  }

  private static long total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
