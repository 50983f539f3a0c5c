package dev.plumbline.stage.measure.drift;

import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.statistics.dyadic.SampleFamilies;
import dev.plumbline.statistics.dyadic.SampleFamilies.Family;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints the table of docs/metrics-drift.md: the largest errors over sizes from 10^3 to 10^6. */
final class DriftAccuracyTable {

  private static final int MILLION = 1_000_000;

  private static final int[][] SIZES = {
    {1_000, 1_000},
    {10_000, 10_000},
    {100_000, 100_000},
    {1_000, MILLION},
    {MILLION, 1_000},
    {MILLION, MILLION}
  };

  private DriftAccuracyTable() {}

  public static void main(String[] args) {
    Map<String, Family> families = new LinkedHashMap<>(SampleFamilies.all());
    families.put("Cauchy around 1,000,000", SampleFamilies.cauchyAroundAMillion());
    families.forEach(DriftAccuracyTable::print);
  }

  private static void print(String name, Family family) {
    double[] everyone = new double[4];
    double[] group = new double[4];
    SampleComparison largest = null;
    for (int[] size : SIZES) {
      largest = compared(family, size, Histogram.MOST_CELLS, everyone);
      compared(family, size, Histogram.MOST_CELLS_OF_GROUP, group);
    }
    if (largest != null) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.3f | %.3f | %.3f | %.3f | %.4f | %.4f | %.4f | %.4f | %.4f | %.4f |%n",
          name,
          largest.ks()[0],
          largest.wasserstein()[0],
          largest.psi()[0],
          largest.jensenShannon()[0],
          everyone[0],
          everyone[1],
          everyone[2],
          everyone[3],
          group[0],
          group[1]);
    }
  }

  /**
   * @param worst errors of the four statistics, which grow
   */
  private static SampleComparison compared(Family family, int[] size, int most, double[] worst) {
    SampleComparison it = SampleComparison.of(family, size[0], size[1], most, 1);
    double[][] pairs = {it.ks(), it.wasserstein(), it.psi(), it.jensenShannon()};
    for (int i = 0; i < worst.length; i++) {
      double error = Math.abs(pairs[i][0] - pairs[i][1]);
      worst[i] = Double.isNaN(error) ? worst[i] : Math.max(worst[i], error);
    }
    return it;
  }
}
