package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.measure.GroupScoreSums;
import java.util.Arrays;

/**
 * Earlier panes' favourable probabilities in a group and its reference, forgotten as fast as {@link
 * DecayedRates}: what bets on means are placed on. Immutable; nobody changes the array.
 *
 * @param sums for every factor: number, sum and sum of squares of the group, then of the reference
 */
@SuppressWarnings("ArrayRecordComponent") // a list of boxed numbers is ten times as slow
public record DecayedMeans(double[] sums) {

  private static final int EACH = 6;

  public static final DecayedMeans NONE = new DecayedMeans(new double[EACH * DecayedRates.SPEEDS]);

  public DecayedMeans after(PaneMeans pane) {
    double[] now = {
      pane.n(),
      pane.sum() / GroupScoreSums.BILLION,
      pane.squares() / GroupScoreSums.BILLION,
      pane.referenceN(),
      pane.referenceSum() / GroupScoreSums.BILLION,
      pane.referenceSquares() / GroupScoreSums.BILLION
    };
    double[] next = new double[sums.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = DecayedRates.left(i / EACH) * sums[i] + now[i % EACH];
    }
    return new DecayedMeans(next);
  }

  /** With one request more, half of whose probability is favourable. */
  double mean(int speed, boolean ofGroup) {
    int at = at(speed, ofGroup);
    return EValue.inside((sums[at + 1] + 0.5) / (sums[at] + 1));
  }

  /** Mean squared distance from some value, with one request more that is at 0 or 1 by half. */
  double spread(int speed, boolean ofGroup, double from) {
    int at = at(speed, ofGroup);
    double squares = sums[at + 2] - 2 * from * sums[at + 1] + from * from * sums[at];
    return (Math.max(squares, 0) + 0.25) / (sums[at] + 1);
  }

  private static int at(int speed, boolean ofGroup) {
    return EACH * speed + (ofGroup ? 0 : 3);
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
