package dev.plumbline.stage.measure.watermark;

import dev.plumbline.kafka.streams.InputOffsets.Extent;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Up to which tick an input has been read: what had been written by then has been handled. A
 * silence counts up to there alone, as records that wait behind those of others are no silence.
 */
final class ReadTicks {

  /** Ticks that are remembered; where more have been begun, only the oldest are told apart. */
  private static final int MOST = 64;

  private record Mark(long tick, long end) {}

  private final Deque<Mark> unread = new ArrayDeque<>();
  private long read;

  /** What is known of the input at a tick; ticks only grow. */
  void at(long tick, Extent extent) {
    while (!unread.isEmpty() && unread.getFirst().end() <= extent.position()) {
      read = unread.removeFirst().tick();
    }
    if (extent.end() <= extent.position()) {
      read = tick;
    } else if (unread.size() < MOST) {
      unread.addLast(new Mark(tick, extent.end()));
    }
  }

  long read() {
    return read;
  }
}
