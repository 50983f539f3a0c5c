package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.ScoreMean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * Mean favourable probabilities: how often the detector of means pages although the gap is exactly
 * tolerated, and how soon when it is not, beside detectors of rates on the same requests: of the
 * probabilities' sums as if they were counts, and of the decisions at a half.
 *
 * <p>Run from the command line for the figures in docs/alerts.md; short runs are asserted in {@link
 * MeanBetTest}.
 */
final class MeanSimulation {

  static final FairnessRule RULE = new FairnessRule(FairnessMetric.MEAN_SCORE_DIFFERENCE, 0.1);
  private static final RateContrast RATE =
      RateContrast.of(new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1)).get(0);

  /** How the probabilities of a group lie about their mean. */
  enum Scores {
    /** Within 0.1 of it: standard deviation 0.06. */
    CLOSE,
    /** Within 0.28 of it: standard deviation 0.16. */
    SPREAD,
    /** All at 0 or 1: the largest deviation there is. */
    EXTREME,
    /** Half of the people 0.2 below the mean, the others above, within 0.1 of that. */
    TWO_KINDS;

    double draw(double mean, SplittableRandom random) {
      double u = random.nextDouble();
      return switch (this) {
        case CLOSE -> mean + 0.1 * (2 * u - 1);
        case SPREAD -> mean + 0.28 * (2 * u - 1);
        case EXTREME -> u < mean ? 1 : 0;
        case TWO_KINDS -> mean + (random.nextBoolean() ? 0.2 : -0.2) + 0.1 * (2 * u - 1);
      };
    }
  }

  /** Two groups whose requests of a minute are drawn anew each time. */
  private record Minute(PaneMeans means, PaneRates sums, PaneRates decisions) {
    static Minute draw(
        Scores scores, SplittableRandom random, long[] people, double group, double reference) {
      long[][] sides = new long[2][];
      for (int side = 0; side < 2; side++) {
        long[] of = new long[4];
        for (long i = 0; i < people[side]; i++) {
          double x = scores.draw(side == 0 ? group : reference, random);
          of[0]++;
          of[1] += Math.round(x * 1e9);
          of[2] += Math.round(x * x * 1e9);
          of[3] += x >= 0.5 ? 1 : 0;
        }
        sides[side] = of;
      }
      long[] g = sides[0];
      long[] r = sides[1];
      return new Minute(
          new PaneMeans(g[0], g[1], g[2], r[0], r[1], r[2]),
          new PaneRates(Math.round(g[1] / 1e9), g[0], Math.round(r[1] / 1e9), r[0]),
          new PaneRates(g[3], g[0], r[3], r[0]));
    }
  }

  private final Scores scores;

  MeanSimulation(Scores scores) {
    this.scores = scores;
  }

  /**
   * Pages of detectors of both directions in so many panes each, when the gap is exactly tolerated;
   * groups of 1 to 60 requests a minute.
   *
   * @param reference its mean by pane; the group is 0.1 below
   */
  long falsePages(int runs, int panes, double threshold, DoubleUnaryOperator reference) {
    long pages = 0;
    for (int run = 0; run < runs; run++) {
      SplittableRandom random = new SplittableRandom(run);
      MeanContrast low = MeanContrast.of(RULE).get(0);
      EDetector detector = EDetector.fresh(1);
      DecayedMeans past = DecayedMeans.NONE;
      for (int t = 0; t < panes; t++) {
        double mean = reference.applyAsDouble(t);
        long[] people = {1 + random.nextInt(60), 1 + random.nextInt(60)};
        PaneMeans pane = Minute.draw(scores, random, people, mean - 0.1, mean).means();
        detector = detector.after(low, past, pane, t);
        past = past.after(Map.of(ScoreMean.PROBABILITY, pane));
        if (detector.reaches(threshold)) {
          pages++;
          detector = detector.restarted();
        }
      }
    }
    return pages;
  }

  /** Minutes from the onset to the page: by the means, by their sums as counts, by decisions. */
  int[][] delays(int runs, int people, double excess) {
    int[][] delays = new int[3][runs];
    long[] both = {people, people};
    for (int run = 0; run < runs; run++) {
      SplittableRandom random = new SplittableRandom(run);
      MeanContrast low = MeanContrast.of(RULE).get(0);
      EDetector detector = EDetector.fresh(1);
      DecayedMeans past = DecayedMeans.NONE;
      DetectorRun[] rates = {new DetectorRun(RATE), new DetectorRun(RATE)};
      int[] found = new int[3];
      for (int t = 1 - 100; t < 5000 && !(found[0] > 0 && found[1] > 0 && found[2] > 0); t++) {
        double group = t <= 0 ? 0.6 : 0.6 - 0.1 - excess;
        Minute minute = Minute.draw(scores, random, both, group, 0.6);
        detector = detector.after(low, past, minute.means(), t);
        past = past.after(Map.of(ScoreMean.PROBABILITY, minute.means()));
        PaneRates[] panes = {minute.sums(), minute.decisions()};
        for (int i = 0; i < 2; i++) {
          PaneRates p = panes[i];
          rates[i].pane(p.successes(), p.trials(), p.referenceSuccesses(), p.referenceTrials());
          boolean pages = rates[i].detector().reaches(DelaySimulation.THRESHOLD);
          found[i + 1] = found[i + 1] == 0 && pages ? t : found[i + 1];
        }
        found[0] = found[0] == 0 && detector.reaches(DelaySimulation.THRESHOLD) ? t : found[0];
      }
      for (int i = 0; i < 3; i++) {
        delays[i][run] = found[i] > 0 ? found[i] : Integer.MAX_VALUE;
      }
    }
    Arrays.stream(delays).forEach(Arrays::sort);
    return delays;
  }

  /** Arguments: runs of the delays, runs of the null. */
  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[0]);
    int nulls = Integer.parseInt(arguments[1]);
    System.out.println(
        "| scores | gap beyond | requests a minute | means | sums as counts | decisions |");
    System.out.println("|---|---|---|---|---|---|");
    for (Scores scores : Scores.values()) {
      for (double[] each : new double[][] {{20, 0.05}, {20, 0.1}, {100, 0.05}, {100, 0.1}}) {
        int[][] delays = new MeanSimulation(scores).delays(runs, (int) each[0], each[1]);
        System.out.printf(
            Locale.ROOT,
            "| %s | %.2f | %.0f | %d | %d | %d |%n",
            scores,
            each[1],
            each[0],
            delays[0][runs / 2],
            delays[1][runs / 2],
            delays[2][runs / 2]);
      }
    }
    for (Scores scores : Scores.values()) {
      for (boolean swinging : new boolean[] {false, true}) {
        long pages =
            new MeanSimulation(scores)
                .falsePages(
                    nulls,
                    2000,
                    2000,
                    t -> swinging ? 0.5 + 0.1 * Math.sin(2 * Math.PI * t / 200) : 0.5);
        double[] interval = NullSimulation.interval(pages);
        System.out.printf(
            Locale.ROOT,
            "null %s, %s: %d pages where %d are promised, %.3f (%.3f to %.3f)%n",
            scores,
            swinging ? "swinging" : "level",
            pages,
            nulls,
            (double) pages / nulls,
            interval[0] / nulls,
            interval[1] / nulls);
      }
    }
  }
}
