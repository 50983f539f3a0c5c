package dev.plumbline.statistics.distance;

import java.util.Arrays;
import java.util.List;

/**
 * Population stability index: sum over bins of (p - q) ln(p / q), the symmetric Kullback-Leibler
 * divergence in nats. Every bin has one half more on both sides, so that a bin that one side lacks
 * is rare instead of infinitely surprising.
 */
public final class PopulationStability {

  private static final double HALF = 0.5;

  private PopulationStability() {}

  /**
   * @param bins each with a count on at least one side
   * @throws IllegalArgumentException when either side is empty
   */
  public static double index(List<PairedBin> bins) {
    return Arrays.stream(contributions(bins)).sum();
  }

  /**
   * What each bin adds to the index.
   *
   * @param bins each with a count on at least one side
   * @throws IllegalArgumentException when either side is empty
   */
  public static double[] contributions(List<PairedBin> bins) {
    double n = PairedBin.now(bins) + HALF * bins.size();
    double m = PairedBin.reference(bins) + HALF * bins.size();
    return bins.stream()
        .mapToDouble(
            bin -> {
              double p = (bin.now() + HALF) / n;
              double q = (bin.reference() + HALF) / m;
              return (p - q) * Math.log(p / q);
            })
        .toArray();
  }
}
