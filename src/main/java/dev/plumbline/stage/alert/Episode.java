package dev.plumbline.stage.alert;

import dev.plumbline.event.Alert.Severity;
import java.time.Instant;

/**
 * One open alert.
 *
 * @param inside windows inside tolerance since the last one outside
 * @param insideUntil end of the newest window that counts no more
 */
record Episode(Severity severity, Instant since, int inside, Instant insideUntil) {

  /**
   * @param newestWindow end of the newest window that said anything about the rule; label-based
   *     rules are days behind
   */
  static Episode opened(Severity severity, Instant at, Instant newestWindow) {
    return new Episode(severity, at, 0, newestWindow);
  }

  Episode escalated() {
    return new Episode(Severity.PAGE, since, 0, insideUntil);
  }

  /** A window's revisions count once. */
  Episode inside(Instant windowEnd) {
    return windowEnd.isAfter(insideUntil)
        ? new Episode(severity, since, inside + 1, windowEnd)
        : this;
  }

  Episode outside() {
    return new Episode(severity, since, 0, insideUntil);
  }
}
