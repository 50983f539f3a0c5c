package dev.plumbline.stage.measure;

import org.jspecify.annotations.Nullable;

/**
 * What the merge step remembers of one model.
 *
 * @param time event time reached, epoch milliseconds; never goes back
 * @param openFrom start of the first evidence pane that is not closed
 * @param firstPane start of the earliest pane, where the drift reference begins
 * @param reference frozen counts of the reference period; null until it has closed
 */
record MergeState(
    Sources sources, long time, long openFrom, long firstPane, @Nullable Counts reference) {

  static final MergeState START =
      new MergeState(Sources.NONE, Delta.Progress.NONE, Long.MIN_VALUE, Long.MAX_VALUE, null);

  MergeState with(Sources next) {
    return new MergeState(next, time, openFrom, firstPane, reference);
  }

  MergeState at(long now) {
    return new MergeState(sources, Math.max(time, now), openFrom, firstPane, reference);
  }

  MergeState closedBefore(long start) {
    return new MergeState(sources, time, Math.max(openFrom, start), firstPane, reference);
  }

  MergeState sawPane(long start) {
    return new MergeState(
        sources,
        time,
        openFrom,
        reference == null ? Math.min(firstPane, start) : firstPane,
        reference);
  }

  MergeState withReference(Counts counts) {
    return new MergeState(sources, time, openFrom, firstPane, counts);
  }
}
