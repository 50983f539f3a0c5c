package dev.plumbline.stage.alert.delivery;

import dev.plumbline.event.Alert;
import java.time.Duration;
import java.util.Optional;

/** Where alerts go. */
public interface Sink {

  /** The name that policies and metrics use. */
  String name();

  Attempt deliver(Alert alert) throws InterruptedException;

  /** How often an open alert is said again, for receivers that forget what is not repeated. */
  default Optional<Duration> repeatEvery() {
    return Optional.empty();
  }
}
