package dev.plumbline.event.incident;

import dev.plumbline.event.MessageChecks;
import java.time.Instant;

/**
 * Something that changed around the start of an incident.
 *
 * @param what its name, such as {@code m2} or {@code drift:score:psi/sex/female}
 * @param at event time, as well as it is known
 * @param sentence it in plain words
 */
public record StartChange(Kind kind, String what, Instant at, String sentence) {

  /** What changed. */
  public enum Kind {
    /** Nothing is known of before. */
    FIRST_PANE,
    MODEL_VERSION,
    POLICY_VERSION,
    /** The group's share of its attribute's requests. */
    TRAFFIC_SHARE,
    DRIFT
  }

  public StartChange {
    MessageChecks.notNull(kind, "kind");
    MessageChecks.notBlank(what, "what");
    MessageChecks.notNull(at, "at");
    MessageChecks.notBlank(sentence, "sentence");
  }
}
