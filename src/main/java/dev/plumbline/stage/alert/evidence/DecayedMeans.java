package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.policy.ScoreMean;
import java.util.Arrays;
import java.util.Map;

/**
 * Earlier panes' means of scores in a group and its reference, forgotten as fast as {@link
 * DecayedRates}: what bets on means are placed on. Immutable; nobody changes the array.
 *
 * @param sums for every {@link ScoreMean} and every factor: number, sum and sum of squares of the
 *     group, then of the reference
 */
@SuppressWarnings("ArrayRecordComponent") // a list of boxed numbers is ten times as slow
public record DecayedMeans(double[] sums) {

  private static final int EACH = 6;
  private static final int OF_A_MEAN = EACH * DecayedRates.SPEEDS;
  private static final int SIZE = OF_A_MEAN * ScoreMean.values().length;

  public static final DecayedMeans NONE = new DecayedMeans(new double[SIZE]);

  public DecayedMeans {
    // Shorter where written before there were residuals.
    sums = sums.length < SIZE ? Arrays.copyOf(sums, SIZE) : sums;
  }

  /**
   * @param pane of the means that are compared
   */
  public DecayedMeans after(Map<ScoreMean, PaneMeans> pane) {
    double[] next = new double[SIZE];
    for (ScoreMean mean : ScoreMean.values()) {
      double[] now = sums(pane.getOrDefault(mean, PaneMeans.NOBODY));
      int first = first(mean);
      for (int i = 0; i < OF_A_MEAN; i++) {
        next[first + i] = DecayedRates.left(i / EACH) * sums[first + i] + now[i % EACH];
      }
    }
    return new DecayedMeans(next);
  }

  /** Where its sums begin; durable. */
  private static int first(ScoreMean mean) {
    return switch (mean) {
      case PROBABILITY -> 0;
      case RESIDUAL -> OF_A_MEAN;
    };
  }

  private static double[] sums(PaneMeans pane) {
    return new double[] {
      pane.n(),
      pane.sum() / GroupScoreSums.BILLION,
      pane.squares() / GroupScoreSums.BILLION,
      pane.referenceN(),
      pane.referenceSum() / GroupScoreSums.BILLION,
      pane.referenceSquares() / GroupScoreSums.BILLION
    };
  }

  /** One mean of a group, or of its reference, forgotten at one speed. */
  Past of(ScoreMean mean, int speed, boolean ofGroup) {
    int at = first(mean) + EACH * speed + (ofGroup ? 0 : 3);
    return new Past(sums[at], sums[at + 1], sums[at + 2]);
  }

  /** Number, sum and sum of squares of figures in [0, 1]. */
  record Past(double n, double sum, double squares) {

    /** With one request more, whose figure is a half. */
    double mean() {
      return EValue.inside((sum + 0.5) / (n + 1));
    }

    /** Mean squared distance from some value, with one request more that is at 0 or 1 by half. */
    double spread(double from) {
      double distance = squares - 2 * from * sum + from * from * n;
      return (Math.max(distance, 0) + 0.25) / (n + 1);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecayedMeans past && Arrays.equals(sums, past.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return "DecayedMeans" + Arrays.toString(sums);
  }
}
