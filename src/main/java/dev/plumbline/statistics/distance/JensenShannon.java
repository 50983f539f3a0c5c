package dev.plumbline.statistics.distance;

import java.util.Arrays;
import java.util.List;

/**
 * Jensen-Shannon distance: the square root of the mean Kullback-Leibler divergence, in bits, of
 * both distributions from their average (Lin 1991; Endres and Schindelin 2003). 0 for equal shares,
 * 1 when no value is on both sides; finite with empty bins, so nothing is added to them.
 */
public final class JensenShannon {

  private JensenShannon() {}

  /**
   * @throws IllegalArgumentException when either side is empty
   */
  public static double distance(List<PairedBin> bins) {
    double bits = Arrays.stream(contributions(bins)).sum();
    // Rounding must not leave [0, 1].
    return Math.sqrt(Math.min(1, Math.max(0, bits)));
  }

  /**
   * What each bin adds to the square of the distance, in bits.
   *
   * @throws IllegalArgumentException when either side is empty
   */
  public static double[] contributions(List<PairedBin> bins) {
    double n = PairedBin.now(bins);
    double m = PairedBin.reference(bins);
    return bins.stream()
        .mapToDouble(
            bin -> {
              double p = bin.now() / n;
              double q = bin.reference() / m;
              double average = (p + q) / 2;
              return (term(p, average) + term(q, average)) / 2 / Math.log(2);
            })
        .toArray();
  }

  private static double term(double p, double average) {
    return p == 0 ? 0 : p * Math.log(p / average);
  }
}
