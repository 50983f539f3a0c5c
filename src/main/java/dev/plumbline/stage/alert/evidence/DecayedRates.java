package dev.plumbline.stage.alert.evidence;

import java.util.Arrays;

/**
 * One rate's earlier panes in a group and its reference, forgotten at four speeds: what bets are
 * placed on. Immutable; nobody changes the array.
 *
 * @param sums for every factor: successes and trials of the group, then of the reference
 */
@SuppressWarnings("ArrayRecordComponent") // a list of boxed numbers is ten times as slow
public record DecayedRates(double[] sums) {

  /** What of a pane is left one pane later. */
  private static final double[] FORGETTING = {0.5, 0.8, 0.9, 0.98};

  static final int SPEEDS = FORGETTING.length;

  public static final DecayedRates NONE = new DecayedRates(new double[4 * SPEEDS]);

  /** What of a pane is left one pane later, at that speed. */
  static double left(int speed) {
    return FORGETTING[speed];
  }

  public DecayedRates after(PaneRates pane) {
    double[] next = new double[sums.length];
    for (int i = 0; i < SPEEDS; i++) {
      int at = 4 * i;
      next[at] = FORGETTING[i] * sums[at] + pane.successes();
      next[at + 1] = FORGETTING[i] * sums[at + 1] + pane.trials();
      next[at + 2] = FORGETTING[i] * sums[at + 2] + pane.referenceSuccesses();
      next[at + 3] = FORGETTING[i] * sums[at + 3] + pane.referenceTrials();
    }
    return new DecayedRates(next);
  }

  /** Krichevsky-Trofimov estimate: one half more of each. */
  double rate(int speed, boolean ofGroup) {
    int at = 4 * speed + (ofGroup ? 0 : 2);
    return EValue.inside((sums[at] + 0.5) / (sums[at + 1] + 1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecayedRates past && Arrays.equals(sums, past.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return "DecayedRates" + Arrays.toString(sums);
  }
}
