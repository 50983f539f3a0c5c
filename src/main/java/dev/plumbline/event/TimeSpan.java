package dev.plumbline.event;

import java.time.Duration;
import java.time.Instant;

/** A half-open span of event time, {@code [start, end)}: a pane or a window. */
public record TimeSpan(Instant start, Instant end) implements Comparable<TimeSpan> {
  public TimeSpan {
    MessageChecks.notNull(start, "start");
    MessageChecks.notNull(end, "end");
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("start is not before end");
    }
  }

  /** The span of this length, aligned to the epoch, that holds the instant. */
  public static TimeSpan holding(Instant at, Duration length) {
    long size = length.toMillis();
    long start = Math.floorDiv(at.toEpochMilli(), size) * size;
    return new TimeSpan(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + size));
  }

  @Override
  public int compareTo(TimeSpan other) {
    int byStart = start.compareTo(other.start);
    return byStart != 0 ? byStart : end.compareTo(other.end);
  }
}
