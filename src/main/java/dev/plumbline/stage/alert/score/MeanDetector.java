package dev.plumbline.stage.alert.score;

import dev.plumbline.stage.alert.evidence.ShiryaevRoberts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sequential evidence that the mean of figures in [0, 1] is on the far side of a limit: the
 * Shiryaev-Roberts e-detector of Shin, Ramdas and Rinaldo ("E-detectors", 2022), M_t = (M_(t-1) +
 * 1) E_t, of several bettors in equal parts.
 *
 * <p>With n records whose figures sum up to S, and a bet q beyond the limit m, the pane's e-value
 * is E = (q/m)^S ((1-q)/(1-m))^(n-S). Its expectation is at most 1 while the mean is on the near
 * side: the exponential function is convex, so a figure in [0, 1] is at most as extreme as one of 0
 * and 1 with the same mean (Hoeffding 1963). Where a record counts as a part a of a record the same
 * holds, because the logarithm of that expectation is convex in a and 0 at a = 0.
 *
 * <p>So the mean number of panes until M first reaches a threshold is at least the threshold, as
 * long as the records of a pane are independent of each other given the past.
 *
 * @param logs ln(M + 1) of every bettor
 * @param runs ln of the evidence since the most likely start, of every bettor
 * @param starts that start, epoch milliseconds; 0 before there is any
 */
public record MeanDetector(List<Double> logs, List<Double> runs, List<Long> starts) {

  /** Bets, as shares of the way from the limit to the end of the scale. */
  private static final double[] SHARES = {0.02, 0.05, 0.1, 0.2, 0.4, 0.7};

  /** Limits are kept this far from 0 and 1, where a bet could lose everything. */
  private static final double EDGE = 1e-6;

  public static final MeanDetector START =
      new MeanDetector(
          Collections.nCopies(SHARES.length, 0.0),
          Collections.nCopies(SHARES.length, 0.0),
          Collections.nCopies(SHARES.length, 0L));

  public MeanDetector {
    logs = List.copyOf(logs);
    runs = List.copyOf(runs);
    starts = List.copyOf(starts);
  }

  /**
   * After one pane.
   *
   * @param below whether it looks for a mean below the limit, else above
   * @param start of the pane, epoch milliseconds
   */
  public MeanDetector after(MeanSample pane, double limit, boolean below, long start) {
    if (pane.records() <= 0) {
      return this;
    }
    double m = Math.max(EDGE, Math.min(1 - EDGE, limit));
    List<Double> nextLogs = new ArrayList<>();
    List<Double> nextRuns = new ArrayList<>();
    List<Long> nextStarts = new ArrayList<>();
    for (int i = 0; i < SHARES.length; i++) {
      double q = below ? m * (1 - SHARES[i]) : m + (1 - m) * SHARES[i];
      double log =
          pane.sum() * StrictMath.log(q / m)
              + (pane.records() - pane.sum()) * StrictMath.log((1 - q) / (1 - m));
      nextLogs.add(ShiryaevRoberts.next(logs.get(i), log));
      nextStarts.add(runs.get(i) <= 0 ? start : starts.get(i));
      nextRuns.add(Math.max(runs.get(i), 0) + log);
    }
    return new MeanDetector(nextLogs, nextRuns, nextStarts);
  }

  /** M, the average over the bettors; at most about 1e304. */
  public double evidence() {
    double sum = 0;
    for (double log : logs) {
      sum += ShiryaevRoberts.evidence(log) / SHARES.length;
    }
    return sum;
  }

  /** Start of the pane since which the evidence is largest, epoch milliseconds. */
  public long onset() {
    int best = 0;
    for (int i = 1; i < SHARES.length; i++) {
      if (runs.get(i) > runs.get(best)) {
        best = i;
      }
    }
    return starts.get(best);
  }
}
