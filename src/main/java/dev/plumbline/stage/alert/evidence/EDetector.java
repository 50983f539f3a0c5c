package dev.plumbline.stage.alert.evidence;

import dev.plumbline.stage.alert.evidence.RateContrast.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sequential evidence against one {@link GapContrast}: the Shiryaev-Roberts e-detector of Shin,
 * Ramdas and Rinaldo ("E-detectors", 2022), M_t = (M_(t-1) + 1) E_t, of several bettors, averaged
 * with fixed weights (an average of e-detectors is one). M is the sum over all starting panes of
 * the evidence since then. While the gap is tolerated M_t - t never rises in expectation, whatever
 * the group sizes, so that the mean number of panes until M first reaches a threshold is at least
 * the threshold, and the expected number of times it does so in T panes at most T / threshold. The
 * e-CUSUM, max(M, 1) E, promises the same and is never larger: it pages later.
 *
 * <p>A pane in which a bettor places no bet leaves its M alone (E = 1 and no new start), so that
 * evidence never grows without evidence.
 *
 * <p>The start that maximises the evidence since then is the most likely onset of the gap: the last
 * pane before which the product of E from any earlier start was at most 1 (Page 1954).
 *
 * @param number of the contrast in order of first appearance, from 1; of groups that are searched
 *     {@link PageThresholds#SEARCHED}
 * @param logs ln(M + 1) of every bettor; nobody changes the array
 * @param runs ln of the evidence since the most likely start, of every bettor
 * @param starts that start, epoch milliseconds; 0 before there is any
 */
@SuppressWarnings("ArrayRecordComponent") // a list of boxed numbers is ten times as slow
public record EDetector(int number, double[] logs, double[] runs, long[] starts) {

  /** Bets of a fixed gap beyond the tolerance; each twice the one before. */
  private static final double[] MARGINS = {0.025, 0.05, 0.1, 0.2, 0.4};

  /**
   * The margins are laid beside the reference's rate of about the last five panes: slower ones are
   * misled when everybody's rate moves, faster ones by the noise of small groups.
   */
  private static final int SPEED = 1;

  private static final int BETTORS = DecayedRates.SPEEDS + MARGINS.length;
  private static final double[] WEIGHTS = weights();

  public EDetector {
    runs = runs == null ? new double[logs.length] : runs; // written before there was an onset
    starts = starts == null ? new long[logs.length] : starts;
  }

  public static EDetector fresh(int number) {
    return new EDetector(number, new double[BETTORS], new double[BETTORS], new long[BETTORS]);
  }

  /** Plug-ins, which bet that the past goes on, catch what no margin is near: a fifth for them. */
  private static double[] weights() {
    double[] weights = new double[BETTORS];
    Arrays.fill(weights, 0, DecayedRates.SPEEDS, 0.2 / DecayedRates.SPEEDS);
    Arrays.fill(weights, DecayedRates.SPEEDS, BETTORS, 0.8 / MARGINS.length);
    return weights;
  }

  /**
   * After one pane.
   *
   * @param past of earlier panes only, one a term
   * @param pane one a term
   * @param start of the pane, epoch milliseconds
   */
  public EDetector after(RateContrast contrast, DecayedRates[] past, PaneRates[] pane, long start) {
    List<Term> terms = contrast.terms();
    long[] k = new long[pane.length];
    long[] n = new long[pane.length];
    for (int i = 0; i < pane.length; i++) {
      if (!pane[i].known()) {
        return this;
      }
      boolean ofGroup = terms.get(i).ofGroup();
      k[i] = ofGroup ? pane[i].successes() : pane[i].referenceSuccesses();
      n[i] = ofGroup ? pane[i].trials() : pane[i].referenceTrials();
    }
    EDetector next = new EDetector(number, logs.clone(), runs.clone(), starts.clone());
    for (int i = 0; i < BETTORS; i++) {
      double[] q = bet(i, contrast, past);
      if (contrast.beyond(q) > 0) {
        next.add(i, EValue.log(contrast, q, k, n), start);
      }
    }
    return next;
  }

  /**
   * After one pane of means, which the same nine kinds of bettors bet on.
   *
   * @param past of earlier panes only
   * @param start of the pane, epoch milliseconds
   */
  public EDetector after(MeanContrast contrast, DecayedMeans past, PaneMeans pane, long start) {
    if (!pane.known()) {
      return this;
    }
    boolean upward = contrast.sign() > 0;
    EDetector next = new EDetector(number, logs.clone(), runs.clone(), starts.clone());
    for (int i = 0; i < BETTORS; i++) {
      MeanBet bet = bet(i, contrast, past);
      if (bet.gap() > 0) {
        next.add(i, bet.log(pane, upward, contrast.delta()), start);
      }
    }
    return next;
  }

  /** Margins are laid beside the reference's mean, as those of rates are beside its rate. */
  private static MeanBet bet(int bettor, MeanContrast contrast, DecayedMeans past) {
    boolean plugIn = bettor < DecayedRates.SPEEDS;
    int speed = plugIn ? bettor : SPEED;
    int sign = contrast.sign();
    DecayedMeans.Past before = past.of(contrast.mean(), speed, true);
    DecayedMeans.Past beside = past.of(contrast.mean(), speed, false);
    double reference = beside.mean();
    double group =
        plugIn
            ? before.mean()
            : EValue.inside(reference + sign * (contrast.delta() + margin(bettor, contrast)));
    double gap = sign * (group - reference) - contrast.delta();
    double ofGroup = before.spread(before.mean());
    double ofReference = beside.spread(reference);
    return sign > 0
        ? new MeanBet(group, reference, gap, ofGroup, ofReference)
        : new MeanBet(reference, group, gap, ofReference, ofGroup);
  }

  private static double margin(int bettor, MeanContrast contrast) {
    return MARGINS[bettor - DecayedRates.SPEEDS] / contrast.mean().width();
  }

  /** One bettor's ln E of one pane; only while this one is being made. */
  private void add(int bettor, double log, long start) {
    logs[bettor] = ShiryaevRoberts.next(logs[bettor], log);
    if (runs[bettor] <= 0) {
      starts[bettor] = start;
    }
    runs[bettor] = Math.max(runs[bettor], 0) + log;
  }

  private static double[] bet(int bettor, RateContrast contrast, DecayedRates[] past) {
    boolean plugIn = bettor < DecayedRates.SPEEDS;
    double[] rates = new double[past.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = past[i].rate(plugIn ? bettor : SPEED, contrast.terms().get(i).ofGroup());
    }
    return plugIn ? rates : contrast.shifted(rates, MARGINS[bettor - DecayedRates.SPEEDS]);
  }

  /** Whether M is at least the threshold. */
  public boolean reaches(double threshold) {
    double log = StrictMath.log(threshold + 1);
    for (double each : logs) {
      if (each >= log) {
        // An average is at most its largest: most panes need no more than this.
        return logEvidence() >= log;
      }
    }
    return false;
  }

  /** M, the weighted average over the bettors; at most about 1e304. */
  public double evidence() {
    return ShiryaevRoberts.evidence(logEvidence());
  }

  /** Start of the pane since which the evidence is largest, epoch milliseconds. */
  public long onset() {
    int best = 0;
    for (int i = 1; i < BETTORS; i++) {
      if (StrictMath.log(WEIGHTS[i]) + runs[i] > StrictMath.log(WEIGHTS[best]) + runs[best]) {
        best = i;
      }
    }
    return starts[best];
  }

  /** ln(M + 1). */
  public double logEvidence() {
    double largest = 0;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    double sum = 0;
    for (int i = 0; i < BETTORS; i++) {
      sum += WEIGHTS[i] * StrictMath.exp(logs[i] - largest);
    }
    return largest + StrictMath.log(sum);
  }

  /** Every bettor in the order of {@link #logs}. */
  public static List<Bettor> bettors() {
    List<Bettor> bettors = new ArrayList<>();
    for (int i = 0; i < BETTORS; i++) {
      boolean plugIn = i < DecayedRates.SPEEDS;
      bettors.add(
          new Bettor(
              plugIn ? "forgets" : "margin",
              plugIn ? DecayedRates.left(i) : MARGINS[i - DecayedRates.SPEEDS],
              WEIGHTS[i]));
    }
    return bettors;
  }

  /**
   * What one bettor bets on, and its weight.
   *
   * @param kind {@code forgets} for one that bets on the past, else {@code margin}
   * @param value what of a pane is left one pane later, or the gap beyond the tolerance
   */
  public record Bettor(String kind, double value, double weight) {}

  /** The same contrast and number, from the beginning. */
  public EDetector restarted() {
    return fresh(number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EDetector detector
        && number == detector.number
        && Arrays.equals(logs, detector.logs)
        && Arrays.equals(runs, detector.runs)
        && Arrays.equals(starts, detector.starts);
  }

  @Override
  public int hashCode() {
    return 31 * number + Arrays.hashCode(logs);
  }

  @Override
  public String toString() {
    return "EDetector[" + number + ", " + Arrays.toString(logs) + "]";
  }
}
