package dev.plumbline.event.incident;

import dev.plumbline.event.MessageChecks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an incident stands in its life; all times are event times.
 *
 * @param occasion why this state was written
 * @param since when it opened; of one that opened again soon after it cleared, when it first did
 * @param onset the most likely start of its gap
 * @param at of this state
 * @param until end of the newest pane that is in its figures
 * @param reopened how often it opened again
 * @param silence null when people are told
 */
public record IncidentStatus(
    State state,
    Occasion occasion,
    Instant since,
    Instant onset,
    Instant at,
    Instant until,
    int reopened,
    @Nullable SilenceNote silence) {

  /** An incident is open until all its rules are inside their tolerance. */
  public enum State {
    OPEN,
    CLEARED
  }

  /** Why a state is written. */
  public enum Occasion {
    /** Its first page. */
    OPENED,
    /** A page that followed soon after it had cleared. */
    REOPENED,
    /** Another rule paged. */
    ESCALATED,
    /** Its figures are new; nothing else happened. */
    REFRESHED,
    /** It has been open for a while. */
    REMINDED,
    /** A silence has ended. */
    UNSILENCED,
    /** All its rules are inside their tolerance. */
    CLEARED;

    /** Whether people are told, and not only what shows the newest figures. */
    public boolean loud() {
      return this != REFRESHED;
    }
  }

  public IncidentStatus {
    MessageChecks.notNull(state, "state");
    MessageChecks.notNull(occasion, "occasion");
    MessageChecks.notNull(since, "since");
    MessageChecks.notNull(onset, "onset");
    MessageChecks.notNull(at, "at");
    MessageChecks.notNull(until, "until");
  }

  /** Whether no sink is told of this state. */
  public boolean silenced() {
    return silence != null;
  }
}
