package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.RetrainingJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job that something may yet be decided about.
 *
 * @param since event time at which it was learnt that it is in its state; null when no event time
 *     was known
 * @param pagedBefore keys of the alerts that were open as pages when it came to be in its state
 * @param judged pairs of predictions at the last look at them
 */
public record WatchedJob(
    RetrainingJob job, @Nullable Instant since, Set<String> pagedBefore, long judged) {

  /** Between two looks their number grows by half: each look is a chance to be wrong. */
  private static final double GROWTH = 1.5;

  public WatchedJob {
    pagedBefore = pagedBefore == null ? Set.of() : Set.copyOf(pagedBefore);
  }

  WatchedJob with(RetrainingJob next) {
    return new WatchedJob(next, since, pagedBefore, judged);
  }

  WatchedJob lookedAt(long pairs) {
    return new WatchedJob(job, since, pagedBefore, pairs);
  }

  WatchedJob knownSince(Instant time) {
    return since == null ? new WatchedJob(job, time, pagedBefore, judged) : this;
  }

  /** Whether it has been in its state for so long. */
  boolean lasts(Duration atLeast, @Nullable Instant now) {
    return since != null && now != null && !now.isBefore(since.plus(atLeast));
  }

  /** Whether enough pairs have come since the last look. */
  boolean isWorthALook(long pairs, long least) {
    return pairs >= Math.max(least, (long) Math.ceil(judged * GROWTH));
  }
}
