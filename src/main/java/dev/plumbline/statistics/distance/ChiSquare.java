package dev.plumbline.statistics.distance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Pearson's two-sample chi-square test, and Cramer's V as its effect size. */
public final class ChiSquare {

  /** Below this many expected, the statistic does not have its distribution (Cochran 1954). */
  private static final double EXPECTED = 5;

  private ChiSquare() {}

  /**
   * Cramer's V of the two distributions as if both samples were of one size: 0 for equal shares, 1
   * when no value is on both sides. The V of the table as it is would shrink as the reference grows
   * beside the window, and one tolerance would mean many things.
   *
   * @throws IllegalArgumentException when either side is empty
   */
  public static double cramersV(List<PairedBin> bins) {
    return Math.sqrt(Math.min(1, Arrays.stream(contributions(bins)).sum()));
  }

  /**
   * What each bin adds to the square of {@link #cramersV}.
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
              return p + q > 0 ? (p - q) * (p - q) / (p + q) / 2 : 0;
            })
        .toArray();
  }

  /**
   * Of the hypothesis that both samples come from one distribution; 1 with one bin. Bins that
   * expect fewer than five on either side are pooled first, with the smallest of the others if that
   * is not enough: otherwise one record with a new value would look like a miracle.
   *
   * @throws IllegalArgumentException when either side is empty
   */
  public static double pValue(List<PairedBin> bins) {
    double n = PairedBin.now(bins);
    double m = PairedBin.reference(bins);
    List<PairedBin> pooled = pooled(bins, Math.min(n, m) / (n + m));
    if (pooled.size() < 2) {
      return 1;
    }
    double statistic = 0;
    for (PairedBin bin : pooled) {
      double balance = bin.now() * Math.sqrt(m / n) - bin.reference() * Math.sqrt(n / m);
      statistic += balance * balance / (bin.now() + bin.reference());
    }
    return ChiSquaredDistribution.of(pooled.size() - 1).survivalProbability(statistic);
  }

  /**
   * @param share of the smaller sample in both
   */
  private static List<PairedBin> pooled(List<PairedBin> bins, double share) {
    List<PairedBin> smallestFirst = new ArrayList<>(bins);
    smallestFirst.removeIf(bin -> size(bin) == 0);
    smallestFirst.sort(Comparator.comparingLong(ChiSquare::size));
    List<PairedBin> kept = new ArrayList<>();
    PairedBin pool = new PairedBin(0, 0, 0);
    for (PairedBin bin : smallestFirst) {
      boolean sparse = size(bin) * share < EXPECTED;
      boolean poolSparse = size(pool) > 0 && size(pool) * share < EXPECTED;
      if (sparse || poolSparse) {
        pool = pool.plus(bin);
      } else {
        kept.add(bin);
      }
    }
    if (size(pool) > 0) {
      kept.add(pool);
    }
    return kept;
  }

  private static long size(PairedBin bin) {
    return bin.now() + bin.reference();
  }
}
