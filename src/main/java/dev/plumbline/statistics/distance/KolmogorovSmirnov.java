package dev.plumbline.statistics.distance;

import java.util.List;

/**
 * Kolmogorov-Smirnov distance D: the largest gap between the two cumulative distributions.
 *
 * <p>Its p-value is the two-sample test's asymptotic one, Kolmogorov's limit at D sqrt(nm/(n+m)).
 * Values that share a bin count as equal, which makes D smaller and the p-value larger than on the
 * unbinned values: the test is conservative.
 */
public final class KolmogorovSmirnov {

  private static final double NEGLIGIBLE = 1e-17;

  private KolmogorovSmirnov() {}

  /**
   * @param bins in their values' order
   * @throws IllegalArgumentException when either side is empty
   */
  public static double distance(List<PairedBin> bins) {
    double n = PairedBin.now(bins);
    double m = PairedBin.reference(bins);
    long k = 0;
    long r = 0;
    double distance = 0;
    for (PairedBin bin : bins) {
      k += bin.now();
      r += bin.reference();
      distance = Math.max(distance, Math.abs(k / n - r / m));
    }
    return distance;
  }

  /**
   * What each bin adds to the distance: the gain of its share, up to the value at which the gap is
   * largest; less than nothing where a bin narrows the gap, and nothing beyond.
   *
   * @param bins in their values' order
   * @throws IllegalArgumentException when either side is empty
   */
  public static double[] contributions(List<PairedBin> bins) {
    double n = PairedBin.now(bins);
    double m = PairedBin.reference(bins);
    double[] gains = new double[bins.size()];
    double gap = 0;
    double largest = 0;
    int last = -1;
    for (int i = 0; i < gains.length; i++) {
      gains[i] = bins.get(i).now() / n - bins.get(i).reference() / m;
      gap += gains[i];
      if (Math.abs(gap) > Math.abs(largest)) {
        largest = gap;
        last = i;
      }
    }
    for (int i = 0; i < gains.length; i++) {
      gains[i] = i > last ? 0 : gains[i] * Math.signum(largest);
    }
    return gains;
  }

  /**
   * @param bins in their values' order
   * @throws IllegalArgumentException when either side is empty
   */
  public static double pValue(List<PairedBin> bins) {
    double n = PairedBin.now(bins);
    double m = PairedBin.reference(bins);
    return limit(distance(bins) * Math.sqrt(n * m / (n + m)));
  }

  /** P(K > x) of Kolmogorov's distribution: the series that converges fast on either side of 1. */
  static double limit(double x) {
    if (x < 0.1) {
      return 1; // to within 1e-50
    }
    return x < 1 ? 1 - below(x) : above(x);
  }

  /** 2 sum of (-1)^(k-1) exp(-2 k^2 x^2). */
  private static double above(double x) {
    double sum = 0;
    double term = 1;
    for (int k = 1; Math.abs(term) > NEGLIGIBLE * Math.abs(sum) && k < 100; k++) {
      term = (k % 2 == 0 ? -2 : 2) * Math.exp(-2.0 * k * k * x * x);
      sum += term;
    }
    return Math.min(1, sum);
  }

  /** sqrt(2 pi) / x sum of exp(-(2k - 1)^2 pi^2 / (8 x^2)). */
  private static double below(double x) {
    double sum = 0;
    for (int k = 1; k <= 5; k++) {
      double odd = 2 * k - 1;
      sum += Math.exp(-odd * odd * Math.PI * Math.PI / (8 * x * x));
    }
    return Math.sqrt(2 * Math.PI) / x * sum;
  }
}
