package dev.plumbline.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Coverage of the intervals of two rates' contrast, without chance: every pair of counts weighs as
 * much as it is likely.
 *
 * @param interval null where there is none
 * @param truth of two true rates
 */
record RateCoverage(
    BiFunction<BinomialProportion, BinomialProportion, @Nullable IntervalEstimate> interval,
    DoubleBinaryOperator truth) {

  static final double[] RATES = {
    0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99
  };

  /** Less likely counts are left out. */
  private static final double NEVER = 1e-9;

  static RateCoverage differences() {
    return new RateCoverage(BinomialProportion::minus, (p, q) -> p - q);
  }

  static RateCoverage ratios() {
    return new RateCoverage(
        (mine, theirs) -> theirs.successes() == 0 ? null : mine.over(theirs), (p, q) -> p / q);
  }

  /** Of every two rates of {@link #RATES}. */
  List<CoverageCell> cells(int n1, int n2) {
    @Nullable IntervalEstimate[][] intervals = new IntervalEstimate[n1 + 1][n2 + 1];
    for (int x1 = 0; x1 <= n1; x1++) {
      for (int x2 = 0; x2 <= n2; x2++) {
        intervals[x1][x2] =
            interval.apply(new BinomialProportion(x1, n1), new BinomialProportion(x2, n2));
      }
    }
    List<CoverageCell> cells = new ArrayList<>();
    for (double p1 : RATES) {
      for (double p2 : RATES) {
        String where = "%d and %d with rates of %s and %s".formatted(n1, n2, p1, p2);
        cells.add(cell(where, intervals, binomial(n1, p1), binomial(n2, p2), truth(p1, p2)));
      }
    }
    return cells;
  }

  private double truth(double p1, double p2) {
    return truth.applyAsDouble(p1, p2);
  }

  static CoverageCell cell(
      String where,
      @Nullable IntervalEstimate[][] intervals,
      double[] first,
      double[] second,
      double truth) {
    double shown = 0;
    double missed = 0;
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < second.length && first[i] > NEVER; j++) {
        double weight = first[i] * second[j];
        IntervalEstimate interval = intervals[i][j];
        if (weight > 0 && interval != null) {
          shown += weight;
          missed += holds(interval, truth) ? 0 : weight;
        }
      }
    }
    return new CoverageCell(where, shown, missed);
  }

  /** An interval that ends at the truth holds it, whatever the last bit says. */
  static boolean holds(IntervalEstimate interval, double truth) {
    double bit = 1e-12 * Math.max(1, Math.abs(truth));
    return interval.low() <= truth + bit && truth - bit <= interval.high();
  }

  /** Probabilities of 0 to n successes. */
  static double[] binomial(int n, double p) {
    double[] probabilities = new double[n + 1];
    double logarithm = n * Math.log1p(-p);
    for (int x = 0; x <= n; x++) {
      double probability = Math.exp(logarithm);
      probabilities[x] = probability > NEVER ? probability : 0;
      logarithm += Math.log((double) (n - x) / (x + 1)) + Math.log(p) - Math.log1p(-p);
    }
    return probabilities;
  }
}
