package dev.plumbline.stage.measure.drift;

import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.DriftSignal.Kind;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.statistics.distance.JensenShannon;
import dev.plumbline.statistics.distance.KolmogorovSmirnov;
import dev.plumbline.statistics.distance.PairedBin;
import dev.plumbline.statistics.distance.PopulationStability;
import dev.plumbline.statistics.distance.WassersteinDistance;
import dev.plumbline.statistics.dyadic.AlignedCells;
import dev.plumbline.statistics.dyadic.DyadicAccumulator;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import dev.plumbline.statistics.dyadic.SampleFamilies.Family;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Two samples of a family, compared by their values and by their histograms. By their values: every
 * value is a bin of its own, with which the statistics are those of scipy ({@code
 * DriftOracleTest}).
 *
 * @param ks distance exactly, and as we tell it
 * @param wasserstein in reference standard deviations; NaN where they are zero
 * @param psi over the bins that we choose, counted from the values, and as we tell it
 */
record SampleComparison(double[] ks, double[] wasserstein, double[] psi, double[] jensenShannon) {

  static SampleComparison of(Family family, int n, int m, int most, long seed) {
    double[] now = sorted(family.now(), n, new Random(seed));
    double[] reference = sorted(family.reference(), m, new Random(~seed));
    DriftSignal signal =
        family.scale() == ValueScale.UNIT
            ? DriftSignal.of(Kind.SCORE)
            : DriftSignal.ofFeature("value");
    DyadicCounts mine = counted(now, family.scale(), most);
    DyadicCounts base = counted(reference, family.scale(), most);
    AlignedHistograms ours =
        AlignedHistograms.of(signal, Histogram.ofNumbers(mine), Histogram.ofNumbers(base));
    List<PairedBin> exact = values(now, reference);
    List<PairedBin> coarse = recounted(ours, exact, family.scale(), mine, base);
    return new SampleComparison(
        both(KolmogorovSmirnov.distance(exact), KolmogorovSmirnov.distance(ours.fine())),
        both(standardised(exact), standardised(ours.fine())),
        both(PopulationStability.index(coarse), PopulationStability.index(ours.coarse())),
        both(JensenShannon.distance(coarse), JensenShannon.distance(ours.coarse())));
  }

  private static double[] both(double exact, double ours) {
    return new double[] {exact, ours};
  }

  private static double standardised(List<PairedBin> bins) {
    return WassersteinDistance.standardised(bins).orElse(Double.NaN);
  }

  private static double[] sorted(ToDoubleFunction<Random> draw, int size, Random random) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> draw.applyAsDouble(random));
    Arrays.sort(values);
    return values;
  }

  private static DyadicCounts counted(double[] values, ValueScale scale, int most) {
    DyadicAccumulator adding = new DyadicAccumulator(most);
    for (double value : values) {
      adding.add(scale.coordinate(value));
    }
    return adding.counts();
  }

  /** A bin for every value that either side has. */
  private static List<PairedBin> values(double[] now, double[] reference) {
    List<PairedBin> bins = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < now.length || j < reference.length) {
      boolean first = i < now.length && (j == reference.length || now[i] <= reference[j]);
      double value = first ? now[i] : reference[j];
      int k = i;
      int r = j;
      while (i < now.length && now[i] == value) {
        i++;
      }
      while (j < reference.length && reference[j] == value) {
        j++;
      }
      bins.add(new PairedBin(value, i - k, j - r));
    }
    return bins;
  }

  /** Our coarse bins, filled anew with the values that lie between their edges. */
  private static List<PairedBin> recounted(
      AlignedHistograms ours,
      List<PairedBin> values,
      ValueScale scale,
      DyadicCounts now,
      DyadicCounts reference) {
    AlignedCells cells = AlignedCells.of(now, reference);
    List<PairedBin> filled = new ArrayList<>();
    int fine = 0;
    int part = 0;
    PairedBin sum = new PairedBin(0, 0, 0);
    for (PairedBin value : values) {
      long cell = scale.coordinate(value.value()) >> cells.level();
      while (cells.cell(fine) != cell) {
        fine++;
      }
      if (ours.parts().get(fine) != part) {
        filled.add(sum);
        sum = new PairedBin(0, 0, 0);
        part = ours.parts().get(fine);
      }
      sum = sum.plus(value);
    }
    filled.add(sum);
    return filled;
  }
}
