package dev.plumbline.stage.measure.drift;

import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.statistics.dyadic.SampleFamilies;
import dev.plumbline.statistics.dyadic.SampleFamilies.Family;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints the table of docs/metrics-drift.md: the largest errors over sizes from 10^3 to 10^6. */
final class DriftAccuracyTable {

  private static final int[][] SIZES = {
    {1_000, 1_000},
    {10_000, 10_000},
    {100_000, 100_000},
    {1_000_000, 1_000_000},
    {1_000, 1_000_000},
    {1_000_000, 1_000}
  };

  private DriftAccuracyTable() {}

  public static void main(String[] args) {
    Map<String, Family> families = new LinkedHashMap<>(SampleFamilies.all());
    families.put("Cauchy around 1e6", SampleFamilies.cauchyAroundAMillion());
    families.forEach(DriftAccuracyTable::print);
  }

  private static void print(String name, Family family) {
    StringBuilder row = new StringBuilder();
    for (int most : new int[] {Histogram.MOST_CELLS, Histogram.MOST_CELLS_OF_GROUP}) {
      double[] worst = new double[4];
      SampleComparison last = null;
      for (int[] size : SIZES) {
        SampleComparison it = SampleComparison.of(family, size[0], size[1], most, 1);
        double[][] pairs = {it.ks(), it.wasserstein(), it.psi(), it.jensenShannon()};
        for (int i = 0; i < worst.length; i++) {
          double error = Math.abs(pairs[i][0] - pairs[i][1]);
          worst[i] = Math.max(worst[i], Double.isNaN(error) ? 0 : error);
        }
        last = size[0] == size[1] ? it : last;
      }
      if (row.isEmpty() && last != null) {
        row.append(
            format(
                "| %s | %.3f | %.3f | %.3f | %.3f |",
                name, last.ks()[0], last.wasserstein()[0], last.psi()[0], last.jensenShannon()[0]));
      }
      row.append(format(" %.4f | %.4f | %.4f | %.4f |", worst[0], worst[1], worst[2], worst[3]));
    }
    System.out.println(row);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
