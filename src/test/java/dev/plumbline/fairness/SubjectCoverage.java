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

  public static void main(String[] args) {
    int windows = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
    long minimum = args.length > 1 ? Long.parseLong(args[1]) : 1;
    for (Alike alike : Alike.values()) {
      for (Sizes sizes : Sizes.values()) {
        for (int people :
            args.length > 2 ? new int[] {Integer.parseInt(args[2])} : new int[] {20, 50, 200}) {
          for (double correlation : new double[] {0, 0.1, 0.3, 0.6, 1}) {
            row(alike, sizes, people, correlation, windows, minimum);
          }
        }
      }
    }
  }

  private static void row(
      Alike alike, Sizes sizes, int people, double correlation, int windows, long minimum) {
    StringBuilder row = new StringBuilder();
    double leastShown = 1;
    double unfair = 0;
    double least = 1;
    for (int requests : new int[] {1, 2, 5, 10, 25, 50}) {
      double lowest = 1;
      for (double rate : new double[] {0.1, 0.5, 0.9}) {
        SubjectTraffic traffic =
            new SubjectTraffic(people, requests, correlation, rate, alike, sizes);
        Shares shares = difference(traffic, windows, minimum, 7);
        lowest = Math.min(lowest, shares.coverage());
        leastShown = Math.min(leastShown, shares.shown());
        unfair = Math.max(unfair, shares.unfair());
      }
      least = Math.min(least, lowest);
      row.append(String.format(Locale.ROOT, " %.1f |", 100 * lowest));
    }
    System.out.printf(
        Locale.ROOT,
        "| %s %s %d | %.1f |%s least %.1f, unfair %.2f, shown %.2f%n",
        alike,
        sizes,
        people,
        correlation,
        row,
        100 * least,
        100 * unfair,
        leastShown);
  }
}
