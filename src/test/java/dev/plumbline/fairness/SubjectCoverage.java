package dev.plumbline.fairness;

import dev.plumbline.fairness.SubjectTraffic.Alike;
import dev.plumbline.fairness.SubjectTraffic.Sizes;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.GroupMetric;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How often the interval of a gap holds the truth when subjects come back, and how often a window
 * is unfair when there is no gap. The main prints the table of {@code docs/metrics.md}.
 */
final class SubjectCoverage {

  static final double TOLERANCE = 0.1;

  /**
   * Shares of the windows.
   *
   * @param shown with a figure: both sides are worth enough independent requests
   * @param missed with an interval that does not hold the truth
   * @param unfair judged unfair, which they are not
   */
  record Shares(double shown, double missed, double unfair) {

    /** Of the windows that show an interval. */
    double coverage() {
      return shown == 0 ? 1 : 1 - missed / shown;
    }
  }

  private SubjectCoverage() {}

  /** Of the difference of two sides with one rate. */
  static Shares difference(SubjectTraffic traffic, int windows, long minimum, long seed) {
    return difference(traffic, traffic, windows, minimum, seed);
  }

  static Shares difference(
      SubjectTraffic mine, SubjectTraffic theirs, int windows, long minimum, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GroupMetric metric = GroupMetric.of(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE);
    double truth = mine.rate() - theirs.rate();
    double shown = 0;
    double missed = 0;
    double unfair = 0;
    for (int i = 0; i < windows; i++) {
      ComparedGroup a = mine.draw("f", random);
      ComparedGroup b = theirs.draw("m", random);
      if (metric.needs().get(0).met(a, minimum) && metric.needs().get(0).met(b, minimum)) {
        IntervalEstimate gap = metric.estimate(a, b, ConfidenceLevel.USUAL);
        shown++;
        missed += gap.low() <= truth && truth <= gap.high() ? 0 : 1;
        unfair += gap.low() > TOLERANCE || gap.high() < -TOLERANCE ? 1 : 0;
      }
    }
    return new Shares(shown / windows, missed / windows, unfair / windows);
  }

  /**
   * @param args windows of each cell
   */
  public static void main(String[] args) {
    int windows = Integer.parseInt(args[0]);
    for (int people : new int[] {20, 50, 200}) {
      for (double correlation : new double[] {0, 0.1, 0.3, 0.6, 1}) {
        row(people, correlation, windows);
      }
    }
  }

  /** Of each cell the lowest coverage over rates, models and sizes; at the end the most unfair. */
  private static void row(int people, double correlation, int windows) {
    StringBuilder row = new StringBuilder();
    double unfair = 0;
    for (int requests : new int[] {1, 2, 5, 10, 25, 50}) {
      double lowest = 1;
      for (double rate : new double[] {0.1, 0.5, 0.9}) {
        for (Alike alike : Alike.values()) {
          for (Sizes sizes : Sizes.values()) {
            Shares shares =
                difference(
                    new SubjectTraffic(people, requests, correlation, rate, alike, sizes),
                    windows,
                    1,
                    7);
            lowest = Math.min(lowest, shares.coverage());
            unfair = Math.max(unfair, shares.unfair());
          }
        }
      }
      row.append(String.format(Locale.ROOT, " %.1f |", 100 * lowest));
    }
    System.out.printf(
        Locale.ROOT, "| %d | %.1f |%s %.1f %% |%n", people, correlation, row, 100 * unfair);
  }
}
