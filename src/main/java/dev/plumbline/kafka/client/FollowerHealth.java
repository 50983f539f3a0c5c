package dev.plumbline.kafka.client;

import dev.plumbline.kafka.streams.TaskOutage;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a follower follows. Logs once when it no longer does and once when it does again. Changed
 * by the follower's thread, read by any.
 */
final class FollowerHealth {

  private static final Logger LOG = LoggerFactory.getLogger(FollowerHealth.class);

  private final String name;
  private final InstantSource clock;
  private volatile @Nullable TaskOutage outage;
  private boolean logged;

  FollowerHealth(String name, InstantSource clock) {
    this.name = name;
    this.clock = clock;
    this.outage = new TaskOutage(name, clock.instant(), "it has not connected yet");
  }

  Optional<TaskOutage> outage() {
    return Optional.ofNullable(outage);
  }

  void following() {
    TaskOutage before = outage;
    if (logged && before != null) {
      LOG.info("topic is back, follower={}, lostSince={}", name, before.since());
    }
    logged = false;
    outage = null;
  }

  /** Errors after the first one change the reason and nothing else. */
  void lost(Throwable error) {
    TaskOutage before = outage;
    String reason = ErrorReason.text(error);
    outage = new TaskOutage(name, before == null ? clock.instant() : before.since(), reason);
    if (!logged) {
      LOG.warn("topic is lost, trying again, follower={}, reason={}", name, reason);
      logged = true;
    }
  }

  /** Logs classes only: an exception's message may quote the record that caused it. */
  void ended(Throwable error) {
    String cause = error.getClass().getName();
    outage = new TaskOutage(name, clock.instant(), "ended by " + cause);
    StackTraceElement[] trace = error.getStackTrace();
    LOG.error(
        "follower ended, follower={}, cause={}, at={}",
        name,
        cause,
        trace.length == 0 ? "unknown" : trace[0]);
  }
}
