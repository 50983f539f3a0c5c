package dev.plumbline.stage.measure.accumulate;

import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.statistics.dyadic.DyadicAccumulator;
import dev.plumbline.statistics.dyadic.DyadicCounts;

/** Adds up the probabilities of one side's labelled predictions in place, and takes some back. */
final class LabelledScores {

  private final DyadicAccumulator added = new DyadicAccumulator(GroupScores.MOST_CELLS);
  private final DyadicAccumulator taken = new DyadicAccumulator(GroupScores.MOST_CELLS);

  /**
   * @param sign -1 takes it back; 0 does nothing
   */
  void add(long coordinate, int sign) {
    if (sign != 0) {
      (sign > 0 ? added : taken).add(coordinate);
    }
  }

  void add(LabelledScores other) {
    added.add(other.added.counts());
    taken.add(other.taken.counts());
  }

  DyadicCounts counts() {
    return added.counts().minus(taken.counts());
  }
}
