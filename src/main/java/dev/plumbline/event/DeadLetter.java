package dev.plumbline.event;

import org.jspecify.annotations.Nullable;

/**
 * A record that goes no further: where it lies, why, and its payload only if sealed. Holds nothing
 * that the record said, because the record may never have been redacted. In JSON the fields of
 * origin and cause stand beside the others.
 *
 * @param sealed hybrid encryption of the whole original value, base64; null without a sealing key
 */
public record DeadLetter(
    RecordOrigin origin, String stage, DeadLetterCause cause, @Nullable String sealed) {

  public DeadLetter {
    MessageChecks.notNull(origin, "origin");
    MessageChecks.notBlank(stage, "stage");
    MessageChecks.notNull(cause, "cause");
  }

  /** A letter that carries nothing of the record. */
  public static DeadLetter of(RecordOrigin origin, String stage, DeadLetterCause cause) {
    return new DeadLetter(origin, stage, cause, null);
  }

  /** The same letter with the record's value under seal. */
  public DeadLetter carrying(String sealedPayload) {
    return new DeadLetter(origin, stage, cause, sealedPayload);
  }

  /** The topic's key: origin topic, partition and offset. */
  public String key() {
    return origin.topic() + "-" + origin.partition() + "@" + origin.offset();
  }
}
