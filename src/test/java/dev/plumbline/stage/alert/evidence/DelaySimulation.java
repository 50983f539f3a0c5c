package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long a true gap goes unnoticed: after some fair hours the group's rate falls, so that the gap
 * is so much beyond the tolerance of 0.1. Two groups of the same size, panes of one minute, the
 * threshold of twelve declared detectors and one false page in thirty days. Beside it the rules of
 * {@link NaiveRule} on five-minute windows, tuned to that same false-page rate.
 *
 * <p>Run from the command line for the figures in docs/alerts.md; a short run is asserted in {@link
 * SimulationTest}.
 */
final class DelaySimulation {

  static final FairnessRule RULE =
      new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1);
  static final double THRESHOLD = 12 * 43_200.0;

  private static final RateContrast LOW = RateContrast.of(RULE).get(0);
  private static final double FAIR = 0.6;
  private static final int FAIR_MINUTES = 300;
  private static final int WINDOW = 5;

  /** Nobody waits longer for a naive rule. */
  private static final int MOST = 20_000;

  private final int people;
  private final double excess;

  DelaySimulation(int people, double excess) {
    this.people = people;
    this.excess = excess;
  }

  private double gapRate() {
    return FAIR - RULE.tolerance() - excess;
  }

  /** ln(threshold) over the divergence of one pane from the closest tolerated rates; in panes. */
  double limit() {
    double[] q = {gapRate(), FAIR};
    double lambda = EValue.multiplier(LOW, q, new long[] {people, people});
    double low = EValue.closest(q[0], -lambda / people);
    double high = EValue.closest(q[1], lambda / people);
    return Math.log(THRESHOLD) / (people * (divergence(q[0], low) + divergence(q[1], high)));
  }

  private static double divergence(double q, double p) {
    return q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));
  }

  /** Minutes from the onset to the page, sorted. */
  int[] detector(int runs) {
    int[] delays = new int[runs];
    for (int run = 0; run < runs; run++) {
      BinomialDraws binomial = new BinomialDraws(run);
      DetectorRun detector = new DetectorRun(LOW);
      int minute = 0;
      while (minute < FAIR_MINUTES || !detector.detector().reaches(THRESHOLD)) {
        PaneRates sample = sample(binomial, minute < FAIR_MINUTES ? FAIR : gapRate(), FAIR);
        detector.pane(
            sample.successes(),
            sample.trials(),
            sample.referenceSuccesses(),
            sample.referenceTrials());
        minute++;
      }
      delays[run] = minute - FAIR_MINUTES;
    }
    Arrays.sort(delays);
    return delays;
  }

  int[] naive(NaiveRule.Statistic statistic, double limit, int runs) {
    int[] delays = new int[runs];
    for (int run = 0; run < runs; run++) {
      BinomialDraws binomial = new BinomialDraws(run);
      SlidingWindow window = new SlidingWindow(WINDOW);
      int minute = 0;
      double value = 0;
      while (minute < FAIR_MINUTES || (value <= limit && minute < FAIR_MINUTES + MOST)) {
        window.add(sample(binomial, minute < FAIR_MINUTES ? FAIR : gapRate(), FAIR));
        value = NaiveRule.of(RULE, statistic, window.sum());
        minute++;
      }
      delays[run] = minute - FAIR_MINUTES;
    }
    Arrays.sort(delays);
    return delays;
  }

  /**
   * The limit at which a naive rule pages once in {@link #THRESHOLD} panes when the gap is exactly
   * tolerated, by simulation of so many panes.
   */
  double tuned(NaiveRule.Statistic statistic, int panes) {
    BinomialDraws binomial = new BinomialDraws(people);
    SlidingWindow window = new SlidingWindow(WINDOW);
    double[] peaks = new double[panes / WINDOW];
    double peak = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < peaks.length * WINDOW; t++) {
      window.add(sample(binomial, FAIR - RULE.tolerance(), FAIR));
      peak = Math.max(peak, NaiveRule.of(RULE, statistic, window.sum()));
      if (t % WINDOW == WINDOW - 1) {
        // Windows that overlap rise together: one page for each such cluster.
        peaks[t / WINDOW] = peak;
        peak = Double.NEGATIVE_INFINITY;
      }
    }
    Arrays.sort(peaks);
    int pages = (int) Math.max(1, panes / THRESHOLD);
    return peaks[peaks.length - pages];
  }

  private PaneRates sample(BinomialDraws binomial, double rate, double reference) {
    return new PaneRates(
        binomial.next(people, rate), people, binomial.next(people, reference), people);
  }

  /** Arguments: runs, panes for tuning. */
  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[0]);
    int panes = Integer.parseInt(arguments[1]);
    System.out.println(
        "| gap beyond | people a minute | limit | e-detector | times limit | bare threshold | z-test |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int people : new int[] {20, 100, 500}) {
      DelaySimulation null1 = new DelaySimulation(people, 0);
      double excess = null1.tuned(NaiveRule.Statistic.EXCESS, panes);
      double z = null1.tuned(NaiveRule.Statistic.Z, panes);
      for (double gap : new double[] {0.05, 0.07, 0.10, 0.14, 0.20}) {
        DelaySimulation simulation = new DelaySimulation(people, gap);
        int[] delays = simulation.detector(runs);
        System.out.printf(
            Locale.ROOT,
            "| %.2f | %d | %.2f | %s | %.2f | %s | %s |%n",
            gap,
            people,
            simulation.limit(),
            text(delays),
            delays[runs / 2] / Math.max(1, simulation.limit()),
            text(simulation.naive(NaiveRule.Statistic.EXCESS, excess, runs)),
            text(simulation.naive(NaiveRule.Statistic.Z, z, runs)));
      }
      System.out.printf(
          Locale.ROOT, "tuned for %d people: excess above %.4f, z above %.3f%n", people, excess, z);
    }
  }

  /** Median and 95th percentile. */
  private static String text(int[] sorted) {
    return quantile(sorted, 0.5) + ", " + quantile(sorted, 0.95);
  }

  private static String quantile(int[] sorted, double level) {
    int value = sorted[(int) (level * (sorted.length - 1))];
    return value >= MOST ? "> " + MOST : Integer.toString(value);
  }
}
