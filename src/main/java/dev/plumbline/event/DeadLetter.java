package dev.plumbline.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that goes no further: where it lies, why, and its payload only if sealed. Holds nothing
 * that the record said, because the record may never have been redacted.
 *
 * @param timestamp the Kafka record's timestamp
 * @param disposition rejected, or withheld for want of consent
 * @param model a model that has a policy, else null: an unknown name is the producer's text
 * @param errorClass short machine-readable cause, for example {@code not_json}
 * @param reason the cause in plain words, without any value of the record
 * @param sealed hybrid encryption of the whole original value, base64; null without a sealing key
 */
public record DeadLetter(
    String topic,
    int partition,
    long offset,
    Instant timestamp,
    String stage,
    Disposition disposition,
    @Nullable String model,
    String errorClass,
    String reason,
    @Nullable String sealed) {

  /** Why the record stops here. */
  public enum Disposition {
    DEAD_LETTERED,
    WITHHELD
  }

  public DeadLetter {
    MessageChecks.notBlank(topic, "topic");
    MessageChecks.notBlank(stage, "stage");
    MessageChecks.notNull(disposition, "disposition");
    MessageChecks.notBlank(errorClass, "errorClass");
  }

  /** The topic's key: origin topic, partition and offset. */
  public String key() {
    return topic + "-" + partition + "@" + offset;
  }
}
