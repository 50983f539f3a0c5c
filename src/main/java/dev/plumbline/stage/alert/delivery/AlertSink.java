package dev.plumbline.stage.alert.delivery;

import dev.plumbline.webhook.DeliveryAttempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where incidents and alerts go. */
public interface AlertSink {

  /** The name that policies and metrics use. */
  String name();

  /**
   * Tells all of them in one message, or none.
   *
   * @param messages one to {@link #atOnce()}, each of another key
   */
  DeliveryAttempt deliver(List<SinkMessage> messages) throws InterruptedException;

  /** How many fit into one message. */
  default int atOnce() {
    return 1;
  }

  /** Whether a newer message takes an earlier one's place, so that new figures bother nobody. */
  default boolean updates() {
    return true;
  }

  /** How often an open alert is said again, for receivers that forget what is not repeated. */
  default Optional<Duration> repeatEvery() {
    return Optional.empty();
  }
}
