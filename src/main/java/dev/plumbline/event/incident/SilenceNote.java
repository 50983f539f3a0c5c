package dev.plumbline.event.incident;

import dev.plumbline.event.MessageChecks;
import java.time.Instant;

/**
 * Why an incident is told to nobody for a while.
 *
 * @param why the policy's reason
 * @param until event time at which it ends
 */
public record SilenceNote(String why, Instant until) {
  public SilenceNote {
    MessageChecks.notBlank(why, "why");
    MessageChecks.notNull(until, "until");
  }
}
