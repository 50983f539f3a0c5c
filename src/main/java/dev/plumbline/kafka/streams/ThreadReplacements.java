package dev.plumbline.kafka.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a dead stream thread a few times in an interval; more often means that a restart does
 * not help.
 */
final class ThreadReplacements {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacements.class);

  private final int most;
  private final long intervalNanos;
  private final Deque<Long> replaced = new ArrayDeque<>();

  ThreadReplacements(int most, Duration interval) {
    this.most = most;
    this.intervalNanos = interval.toNanos();
  }

  /** Whether a thread has ever died. */
  synchronized boolean any() {
    return !replaced.isEmpty();
  }

  /** Logs classes only: an exception's message may quote the record that caused it. */
  synchronized StreamThreadExceptionResponse answer(String stage, Throwable error) {
    if (MemoryExhausted.caused(error)) {
      MemoryExhausted.end(stage);
    }
    long now = System.nanoTime();
    while (!replaced.isEmpty() && now - replaced.peekFirst() > intervalNanos) {
      replaced.removeFirst();
    }
    boolean replace = replaced.size() < most;
    LOG.error(
        "stream thread died, stage={}, cause={}, at={}, action={}",
        stage,
        causes(error),
        origin(error),
        replace ? "replace" : "stop");
    replaced.addLast(now);
    return replace
        ? StreamThreadExceptionResponse.REPLACE_THREAD
        : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static String causes(Throwable error) {
    StringBuilder names = new StringBuilder(error.getClass().getName());
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      names.append(" <- ").append(cause.getClass().getName());
    }
    return names.toString();
  }

  private static String origin(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    StackTraceElement[] trace = root.getStackTrace();
    return trace.length == 0 ? "unknown" : trace[0].toString();
  }
}
