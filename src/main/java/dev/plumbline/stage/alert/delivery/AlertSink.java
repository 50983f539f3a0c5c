package dev.plumbline.stage.alert.delivery;

import dev.plumbline.event.alert.Alert;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where alerts go. */
public interface AlertSink {

  /** The name that policies and metrics use. */
  String name();

  /**
   * Tells all of them in one message, or none.
   *
   * @param alerts one to {@link #atOnce()} alerts, each of another key
   */
  DeliveryAttempt deliver(List<Alert> alerts) throws InterruptedException;

  /** How many alerts fit into one message. */
  default int atOnce() {
    return 1;
  }

  /** How often an open alert is said again, for receivers that forget what is not repeated. */
  default Optional<Duration> repeatEvery() {
    return Optional.empty();
  }
}
