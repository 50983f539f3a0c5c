package dev.plumbline.stage.measure.merge;

import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.watermark.PartitionWatermarks;

/**
 * What the merge step remembers of one model.
 *
 * @param time event time reached, epoch milliseconds; never goes back
 * @param openFrom start of the first evidence pane that is not closed
 * @param firstPane start of the earliest pane, where the drift reference begins
 */
record MergeState(PartitionWatermarks sources, long time, long openFrom, long firstPane) {

  static final MergeState START =
      new MergeState(
          PartitionWatermarks.NONE, CountsDelta.Progress.NONE, Long.MIN_VALUE, Long.MAX_VALUE);

  MergeState with(PartitionWatermarks next) {
    return new MergeState(next, time, openFrom, firstPane);
  }

  MergeState at(long now) {
    return new MergeState(sources, Math.max(time, now), openFrom, firstPane);
  }

  MergeState closedBefore(long start) {
    return new MergeState(sources, time, Math.max(openFrom, start), firstPane);
  }

  MergeState from(long pane) {
    return new MergeState(sources, time, openFrom, Math.min(firstPane, pane));
  }
}
