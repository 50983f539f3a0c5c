package dev.plumbline.stage.alert;

import dev.plumbline.event.Alert.Severity;
import java.time.Instant;

/**
 * One open alert.
 *
 * @param inside windows inside tolerance since the last one outside
 * @param insideUntil end of the last window that was counted
 */
record Episode(Severity severity, Instant since, int inside, Instant insideUntil) {

  static Episode opened(Severity severity, Instant at) {
    return new Episode(severity, at, 0, at);
  }

  Episode escalated() {
    return new Episode(Severity.PAGE, since, 0, insideUntil);
  }

  Episode inside(Instant windowEnd) {
    return windowEnd.isAfter(insideUntil)
        ? new Episode(severity, since, inside + 1, windowEnd)
        : this;
  }

  Episode outside() {
    return new Episode(severity, since, 0, insideUntil);
  }
}
