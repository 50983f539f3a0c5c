package dev.plumbline.fairness;

import dev.plumbline.fairness.SubjectTraffic.Alike;
import dev.plumbline.fairness.SubjectTraffic.Sizes;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.GroupMetric;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How often the interval of a gap holds the truth when subjects come back, and how often a window
 * is unfair when there is no gap. The main prints the figures of {@code docs/metrics.md}.
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
    return difference(
        mine.rate() - theirs.rate(),
        () -> List.of(mine.draw("f", random), theirs.draw("m", random)),
        windows,
        minimum);
  }

  /** As if nothing were known of subjects: every request is taken for an independent one. */
  static Shares naive(SubjectTraffic traffic, int windows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return difference(
        0,
        () ->
            Stream.of("f", "m")
                .map(name -> traffic.draw(name, random))
                .map(side -> new ComparedGroup(side.counts(), side.scores()))
                .toList(),
        windows,
        1);
  }

  private static Shares difference(
      double truth, Supplier<List<ComparedGroup>> sides, int windows, long minimum) {
    GroupMetric metric = GroupMetric.of(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE);
    double shown = 0;
    double missed = 0;
    double unfair = 0;
    for (int i = 0; i < windows; i++) {
      List<ComparedGroup> drawn = sides.get();
      ComparedGroup a = drawn.get(0);
      ComparedGroup b = drawn.get(1);
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
    SubjectTraffic alike = new SubjectTraffic(20, 25, 1, 0.5, Alike.RATES, Sizes.EQUAL);
    print("taken for independent", naive(alike, windows, 7));
    print("by subject", difference(alike, windows, 1, 7));
    for (int people : new int[] {20, 50, 200}) {
      for (double correlation : new double[] {0, 0.1, 0.3, 0.6, 1}) {
        row(people, correlation, windows);
      }
    }
  }

  private static void print(String way, Shares shares) {
    System.out.printf(
        Locale.ROOT,
        "20 people, 25 requests each, decided alike, %s: held in %.1f of 100 windows, unfair %.1f %%%n",
        way,
        100 * shares.coverage(),
        100 * shares.unfair());
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
