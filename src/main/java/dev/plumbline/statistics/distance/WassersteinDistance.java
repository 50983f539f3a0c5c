package dev.plumbline.statistics.distance;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Wasserstein-1 (earth mover's) distance: the area between the two cumulative distributions, or how
 * far the average record had to move.
 */
public final class WassersteinDistance {

  private WassersteinDistance() {}

  /**
   * In the values' own unit.
   *
   * @param bins in their values' order
   * @throws IllegalArgumentException when either side is empty
   */
  public static double distance(List<PairedBin> bins) {
    return Arrays.stream(contributions(bins)).sum();
  }

  /**
   * The area above each bin, up to the next one's value.
   *
   * @param bins in their values' order
   * @throws IllegalArgumentException when either side is empty
   */
  public static double[] contributions(List<PairedBin> bins) {
    double n = PairedBin.now(bins);
    double m = PairedBin.reference(bins);
    long k = 0;
    long r = 0;
    double[] areas = new double[bins.size()];
    for (int i = 0; i + 1 < areas.length; i++) {
      k += bins.get(i).now();
      r += bins.get(i).reference();
      areas[i] = Math.abs(k / n - r / m) * (bins.get(i + 1).value() - bins.get(i).value());
    }
    return areas;
  }

  /**
   * In standard deviations of the reference, so that one tolerance serves euros and milliseconds
   * alike; empty when the reference has one value only and with it no such unit.
   *
   * @param bins in their values' order
   * @throws IllegalArgumentException when either side is empty
   */
  public static OptionalDouble standardised(List<PairedBin> bins) {
    double deviation = deviation(bins);
    return deviation > 0 ? OptionalDouble.of(distance(bins) / deviation) : OptionalDouble.empty();
  }

  /** Of the reference, divided by its number of records. */
  private static double deviation(List<PairedBin> bins) {
    double m = PairedBin.reference(bins);
    if (bins.stream().filter(bin -> bin.reference() > 0).count() < 2) {
      return 0; // rounding must not make a unit out of a mean that is off by a bit
    }
    double mean = bins.stream().mapToDouble(bin -> bin.value() * bin.reference()).sum() / m;
    double squares =
        bins.stream()
            .mapToDouble(bin -> (bin.value() - mean) * (bin.value() - mean) * bin.reference())
            .sum();
    return Math.sqrt(squares / m);
  }
}
