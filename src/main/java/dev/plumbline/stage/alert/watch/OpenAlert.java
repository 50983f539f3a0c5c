package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.alert.Alert.Severity;
import java.time.Instant;

/**
 * One open alert.
 *
 * @param inside windows inside tolerance since the last one outside
 * @param insideUntil end of the newest window that counts no more
 */
record OpenAlert(Severity severity, Instant since, int inside, Instant insideUntil) {

  /**
   * @param newestWindow end of the newest window that said anything about the rule; label-based
   *     rules are days behind
   */
  static OpenAlert opened(Severity severity, Instant at, Instant newestWindow) {
    return new OpenAlert(severity, at, 0, newestWindow);
  }

  OpenAlert escalated() {
    return new OpenAlert(Severity.PAGE, since, 0, insideUntil);
  }

  /** A window's revisions count once. */
  OpenAlert inside(Instant windowEnd) {
    return windowEnd.isAfter(insideUntil)
        ? new OpenAlert(severity, since, inside + 1, windowEnd)
        : this;
  }

  OpenAlert outside() {
    return new OpenAlert(severity, since, 0, insideUntil);
  }
}
