package dev.plumbline.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Someone read personal data that was encrypted or sealed. Written before the value is shown; never
 * holds it.
 *
 * @param who the operating system's user
 * @param as who that user said to be; null when they said nothing
 * @param what the token's entity, or the dead letter's key
 * @param token SHA-256 of the token or of the sealed payload, in hexadecimal digits
 * @param reason as it was given, without personal data
 */
public record RevealRecord(
    Instant at,
    String who,
    @Nullable String as,
    Kind kind,
    String what,
    String token,
    String reason) {

  /** What was opened. */
  public enum Kind {
    TOKEN,
    DEAD_LETTER
  }

  public RevealRecord {
    MessageChecks.notNull(at, "at");
    MessageChecks.notBlank(who, "who");
    MessageChecks.notNull(kind, "kind");
    MessageChecks.notBlank(what, "what");
    MessageChecks.notBlank(token, "token");
    MessageChecks.notBlank(reason, "reason");
  }
}
