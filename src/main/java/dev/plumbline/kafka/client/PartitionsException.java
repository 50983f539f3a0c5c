package dev.plumbline.kafka.client;

/** Topics are not as a stage needs them. The message is one line that says what to do. */
public final class PartitionsException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  PartitionsException(String message) {
    super(message);
  }
}
