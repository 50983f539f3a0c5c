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
public record Reveal(
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

  public Reveal {
    Checks.notNull(at, "at");
    Checks.notBlank(who, "who");
    Checks.notNull(kind, "kind");
    Checks.notBlank(what, "what");
    Checks.notBlank(token, "token");
    Checks.notBlank(reason, "reason");
  }
}
