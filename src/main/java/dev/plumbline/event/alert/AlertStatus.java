package dev.plumbline.event.alert;

import dev.plumbline.event.MessageChecks;
import java.time.Instant;

/**
 * Where an alert stands in its life.
 *
 * @param since event time at which it opened
 * @param at event time of this state
 */
public record AlertStatus(Alert.State state, Alert.Severity severity, Instant since, Instant at) {

  public AlertStatus {
    MessageChecks.notNull(state, "state");
    MessageChecks.notNull(severity, "severity");
    MessageChecks.notNull(since, "since");
    MessageChecks.notNull(at, "at");
  }
}
