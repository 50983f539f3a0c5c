package dev.plumbline.stage.alert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sequential evidence against one {@link Contrast}: the e-CUSUM of Shin, Ramdas and Rinaldo
 * ("E-detectors", 2022), M_t = max(M_(t-1), 1) E_t, averaged over several bettors (an average of
 * e-detectors is one). The mean number of panes until M first reaches a threshold is at least the
 * threshold while the gap is tolerated, whatever the group sizes.
 *
 * @param number of the rule in order of first appearance, from 1
 * @param sums for every forgetting factor: low successes, low trials, high successes, high trials
 *     of earlier panes
 * @param logs ln M of every bettor
 */
record EDetector(int number, List<Double> sums, List<Double> logs) {

  private static final double[] FORGETTING = {0.5, 0.8, 0.9, 0.98};
  private static final double[] MARGINS = {0.03, 0.06, 0.12, 0.24, 0.40};

  EDetector {
    sums = List.copyOf(sums);
    logs = List.copyOf(logs);
  }

  static EDetector fresh(int number) {
    return new EDetector(
        number,
        Collections.nCopies(4 * FORGETTING.length, 0.0),
        Collections.nCopies(FORGETTING.length + MARGINS.length, 0.0));
  }

  /** After one pane: the bets were placed on earlier panes only. */
  EDetector after(Contrast contrast, long kLow, long nLow, long kHigh, long nHigh) {
    if (nLow == 0 && nHigh == 0) {
      return this;
    }
    List<Double> nextLogs = new ArrayList<>();
    for (int i = 0; i < FORGETTING.length; i++) {
      double e = EValue.log(contrast, rate(i, 0), rate(i, 2), kLow, nLow, kHigh, nHigh);
      nextLogs.add(Math.max(logs.get(i), 0) + e);
    }
    for (int j = 0; j < MARGINS.length; j++) {
      double[] q = bet(contrast, MARGINS[j]);
      double e = EValue.log(contrast, q[0], q[1], kLow, nLow, kHigh, nHigh);
      nextLogs.add(Math.max(logs.get(FORGETTING.length + j), 0) + e);
    }
    return new EDetector(number, remember(kLow, nLow, kHigh, nHigh), nextLogs);
  }

  /** ln M, the average over the bettors. */
  double logEvidence() {
    double largest = Collections.max(logs);
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - largest);
    }
    return largest + Math.log(sum / logs.size());
  }

  /** The same rule and number, from the beginning. */
  EDetector restarted() {
    return fresh(number);
  }

  /**
   * A fixed gap of {@code margin} beyond the tolerance, placed at the reference's slowly forgetting
   * rate.
   */
  private double[] bet(Contrast contrast, double margin) {
    int slow = FORGETTING.length - 1;
    if (contrast.groupIsLow()) {
      double high = rate(slow, 2);
      double low = (contrast.u() * high - contrast.delta() - margin) / contrast.v();
      return new double[] {inside(low), high};
    }
    double low = rate(slow, 0);
    double high = (contrast.delta() + margin + contrast.v() * low) / contrast.u();
    return new double[] {low, inside(high)};
  }

  /** Krichevsky-Trofimov estimate: one half more of each. */
  private double rate(int factor, int side) {
    double successes = sums.get(4 * factor + side);
    double trials = sums.get(4 * factor + side + 1);
    return inside((successes + 0.5) / (trials + 1));
  }

  private static double inside(double rate) {
    return Math.max(EValue.EDGE, Math.min(1 - EValue.EDGE, rate));
  }

  private List<Double> remember(long kLow, long nLow, long kHigh, long nHigh) {
    long[] pane = {kLow, nLow, kHigh, nHigh};
    List<Double> next = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      next.add(FORGETTING[i / 4] * sums.get(i) + pane[i % 4]);
    }
    return next;
  }
}
