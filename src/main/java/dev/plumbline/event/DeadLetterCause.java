package dev.plumbline.event;

import org.jspecify.annotations.Nullable;

/**
 * Why a record goes no further, in words that hold nothing of what it said.
 *
 * @param disposition rejected, or withheld for want of consent
 * @param model a model that has a policy, else null: an unknown name is the producer's text
 * @param errorClass short machine-readable cause, for example {@code not_json}
 * @param reason the cause in plain words, without any value of the record
 */
public record DeadLetterCause(
    Disposition disposition, @Nullable String model, String errorClass, String reason) {

  /** What kind of end it is. */
  public enum Disposition {
    DEAD_LETTERED,
    WITHHELD
  }

  public DeadLetterCause {
    MessageChecks.notNull(disposition, "disposition");
    MessageChecks.notBlank(errorClass, "errorClass");
  }

  /** The record cannot be used. */
  public static DeadLetterCause rejected(@Nullable String model, String errorClass, String reason) {
    return new DeadLetterCause(Disposition.DEAD_LETTERED, model, errorClass, reason);
  }

  /** The record could be used, but must not be. */
  public static DeadLetterCause withheld(@Nullable String model, String errorClass, String reason) {
    return new DeadLetterCause(Disposition.WITHHELD, model, errorClass, reason);
  }

  /** The model, or "unknown", as counters name it. */
  public String countedAs() {
    return model == null ? "unknown" : model;
  }
}
