package dev.plumbline.statistics;

import dev.plumbline.statistics.inequality.TheilIndex;
import java.util.ArrayList;
import java.util.List;

/** Coverage of Theil's index, every split of the people into its three kinds being weighed. */
final class TheilCoverage {

  private static final double[] SHARES = {
    0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99
  };
  private static final double NEVER = 1e-12;

  private TheilCoverage() {}

  /** Of all shares of false negatives and of false positives on the grid. */
  static List<CoverageCell> cells(int people) {
    IntervalEstimate[][] intervals = intervals(people);
    double[] factorials = new double[people + 1];
    for (int i = 1; i <= people; i++) {
      factorials[i] = factorials[i - 1] + Math.log(i);
    }
    List<CoverageCell> cells = new ArrayList<>();
    for (double negatives : SHARES) {
      for (double positives : SHARES) {
        if (negatives + positives <= 1) {
          cells.add(cell(intervals, factorials, negatives, positives));
        }
      }
    }
    return cells;
  }

  private static IntervalEstimate[][] intervals(int people) {
    IntervalEstimate[][] intervals = new IntervalEstimate[people][];
    for (int negatives = 0; negatives < people; negatives++) {
      intervals[negatives] = new IntervalEstimate[people - negatives + 1];
      for (int positives = 0; positives <= people - negatives; positives++) {
        intervals[negatives][positives] =
            new TheilIndex(negatives, positives, people).estimate(ConfidenceLevel.USUAL, 1);
      }
    }
    return intervals;
  }

  private static CoverageCell cell(
      IntervalEstimate[][] intervals, double[] factorials, double negatives, double positives) {
    int people = intervals.length;
    double right = Math.max(0, 1 - negatives - positives);
    double truth = TheilIndex.index(negatives, positives);
    double shown = 0;
    double missed = 0;
    for (int i = 0; i < people; i++) {
      for (int j = 0; j <= people - i; j++) {
        int k = people - i - j;
        double logarithm =
            factorials[people]
                - factorials[i]
                - factorials[j]
                - factorials[k]
                + power(negatives, i)
                + power(positives, j)
                + power(right, k);
        double weight = Math.exp(logarithm);
        if (weight > NEVER) {
          shown += weight;
          missed += RateCoverage.holds(intervals[i][j], truth) ? 0 : weight;
        }
      }
    }
    String where = "%d with %s false negatives, %s false positives";
    return new CoverageCell(where.formatted(people, negatives, positives), shown, missed);
  }

  private static double power(double share, int count) {
    return count == 0 ? 0 : count * Math.log(share);
  }
}
