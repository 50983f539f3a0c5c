package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.ScoreMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Calibration in the large: how often the rule pages although the group's scores are too high by
 * exactly what is tolerated, and how soon when they are higher. Sums of labels less scores are
 * drawn as panes carry them, in [-1, 1].
 *
 * <p>Run from the command line for the figures in docs/alerts.md; short runs are asserted in {@link
 * ResidualBetTest}.
 */
final class ResidualSimulation {

  static final FairnessRule RULE =
      new FairnessRule(FairnessMetric.CALIBRATION_IN_THE_LARGE_DIFFERENCE, 0.1);

  /** Panes of 30 days, in which one false page is allowed. */
  static final int PANES = 43_200;

  private static final long BILLION = 1_000_000_000L;

  /** What scores there are. */
  enum Scores {
    /** From 0.25 to 0.95. */
    SPREAD,
    /** Half of them from 0.2 to 0.3, half from 0.9 to 1. */
    SURE,
    /** Everyone's score is 0.6: only labels vary. */
    EQUAL,
    /** From 0.2 to 0.24, of a rare outcome. */
    LOW;

    double draw(SplittableRandom random) {
      double u = random.nextDouble();
      return switch (this) {
        case SPREAD -> 0.25 + 0.7 * u;
        case SURE -> u < 0.5 ? 0.2 + 0.2 * u : 0.8 + 0.2 * u;
        case EQUAL -> 0.6;
        case LOW -> 0.2 + 0.04 * u;
      };
    }
  }

  /** How many labels a side has in a minute. */
  enum Traffic {
    /** 1 to 20. */
    UNEVEN,
    /** A night of twelve hours with none or one, a day with up to twenty. */
    DAYS,
    /** All in one minute of sixty, 1 to 200. */
    BATCHES;

    int labels(int minute, SplittableRandom random) {
      return switch (this) {
        case UNEVEN -> 1 + random.nextInt(20);
        case DAYS -> minute / 720 % 2 == 0 ? random.nextInt(2) : random.nextInt(21);
        case BATCHES -> minute % 60 == 0 ? 1 + random.nextInt(200) : 0;
      };
    }
  }

  private final Scores scores;

  ResidualSimulation(Scores scores) {
    this.scores = scores;
  }

  /**
   * @param excess by how much scores are too high
   */
  private GroupScoreSums labels(String group, int number, double excess, SplittableRandom random) {
    long sum = 0;
    long squares = 0;
    for (int i = 0; i < number; i++) {
      double p = scores.draw(random);
      long d = (random.nextDouble() < p - excess ? BILLION : 0) - Math.round(p * BILLION);
      sum += d;
      squares += d * d / BILLION;
    }
    return new GroupScoreSums("sex", group, number, sum, squares);
  }

  private PaneMeans pane(int[] numbers, double excess, SplittableRandom random) {
    return PaneMeans.of(
        ScoreMean.RESIDUAL,
        labels("f", numbers[0], excess, random),
        labels("m", numbers[1], 0, random));
  }

  /**
   * The pages of one deployment of so many panes whose group is exactly at the tolerance. Both
   * directions of the rule are its only detectors; a page restarts them.
   */
  int falsePages(long seed, Traffic traffic, int panes) {
    SplittableRandom random = new SplittableRandom(seed);
    List<MeanContrast> contrasts = MeanContrast.of(RULE);
    PageThresholds thresholds = new PageThresholds(panes, OptionalLong.of(contrasts.size()), 0);
    EDetector[] detectors = {EDetector.fresh(1), EDetector.fresh(2)};
    DecayedMeans past = DecayedMeans.NONE;
    int pages = 0;
    for (int t = 0; t < panes; t++) {
      int[] numbers = {traffic.labels(t, random), traffic.labels(t, random)};
      PaneMeans pane = pane(numbers, RULE.tolerance(), random);
      if (!pane.known()) { // detectors stay as they are
        past = past.after(Map.of(ScoreMean.RESIDUAL, pane));
        continue;
      }
      double evidence = 0;
      for (int i = 0; i < detectors.length; i++) {
        detectors[i] = detectors[i].after(contrasts.get(i), past, pane, t);
        evidence += thresholds.weighted(detectors[i]);
      }
      past = past.after(Map.of(ScoreMean.RESIDUAL, pane));
      if (evidence >= thresholds.panes()) {
        pages++;
        Arrays.setAll(detectors, i -> EDetector.fresh(i + 1));
      }
    }
    return pages;
  }

  long falsePages(int deployments, Traffic traffic, int panes) {
    long pages = 0;
    for (int i = 0; i < deployments; i++) {
      pages += falsePages(i, traffic, panes);
    }
    return pages;
  }

  /**
   * Minutes from the onset to the page, sorted; after 100 minutes without a gap.
   *
   * @param labels a minute of each side
   * @param beyond by how much the gap is beyond the tolerance
   */
  int[] delays(int runs, int labels, double beyond) {
    int[] delays = new int[runs];
    int[] both = {labels, labels};
    MeanContrast low = MeanContrast.of(RULE).get(0);
    for (int run = 0; run < runs; run++) {
      SplittableRandom random = new SplittableRandom(run);
      EDetector detector = EDetector.fresh(1);
      DecayedMeans past = DecayedMeans.NONE;
      int t = 1 - 100;
      while (t < 5000 && (t <= 1 || !detector.reaches(DelaySimulation.THRESHOLD))) {
        PaneMeans pane = pane(both, t <= 0 ? 0 : RULE.tolerance() + beyond, random);
        detector = detector.after(low, past, pane, t);
        past = past.after(Map.of(ScoreMean.RESIDUAL, pane));
        t++;
      }
      delays[run] = t - 1;
    }
    Arrays.sort(delays);
    return delays;
  }

  /** Arguments: {@code delays RUNS} or {@code null TRAFFIC SCORES DEPLOYMENTS}. */
  public static void main(String[] arguments) {
    if (arguments[0].equals("delays")) {
      printDelays(Integer.parseInt(arguments[1]));
    } else {
      printNull(
          Traffic.valueOf(arguments[1]),
          Scores.valueOf(arguments[2]),
          Integer.parseInt(arguments[3]));
    }
  }

  private static void printDelays(int runs) {
    for (Scores scores : Scores.values()) {
      for (double[] each : new double[][] {{20, 0.05}, {20, 0.1}, {100, 0.05}, {100, 0.1}}) {
        int[] delays = new ResidualSimulation(scores).delays(runs, (int) each[0], each[1]);
        System.out.printf(
            Locale.ROOT, "| %s | %.2f | %.0f | %d |%n", scores, each[1], each[0], delays[runs / 2]);
      }
    }
  }

  private static void printNull(Traffic traffic, Scores scores, int deployments) {
    long pages = new ResidualSimulation(scores).falsePages(deployments, traffic, PANES);
    double[] interval = NullSimulation.interval(pages);
    System.out.printf(
        Locale.ROOT,
        "null %s, %s: %d pages where %d are promised, %.3f (%.3f to %.3f)%n",
        scores,
        traffic,
        pages,
        deployments,
        (double) pages / deployments,
        interval[0] / deployments,
        interval[1] / deployments);
  }
}
