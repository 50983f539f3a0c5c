package dev.plumbline.event;

import java.time.Duration;
import java.time.Instant;

/** A half-open span of event time, {@code [start, end)}: a pane or a window. */
public record Span(Instant start, Instant end) implements Comparable<Span> {
  public Span {
    Checks.notNull(start, "start");
    Checks.notNull(end, "end");
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("start is not before end");
    }
  }

  /** The span of this length, aligned to the epoch, that holds the instant. */
  public static Span holding(Instant at, Duration length) {
    long size = length.toMillis();
    long start = Math.floorDiv(at.toEpochMilli(), size) * size;
    return new Span(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + size));
  }

  @Override
  public int compareTo(Span other) {
    int byStart = start.compareTo(other.start);
    return byStart != 0 ? byStart : end.compareTo(other.end);
  }
}
