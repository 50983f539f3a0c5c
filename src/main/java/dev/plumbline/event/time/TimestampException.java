package dev.plumbline.event.time;

/** A text that is no time of an event. The message says why and quotes nothing of the text. */
public final class TimestampException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Without a stack trace: bad data may come in a flood. */
  TimestampException(String reason) {
    super(reason, null, false, false);
  }

  /** What follows the field's name in a sentence, for example "is before 1990". */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
