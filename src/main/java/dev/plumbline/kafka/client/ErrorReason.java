package dev.plumbline.kafka.client;

import org.apache.kafka.common.errors.ApiException;

/** An error in a few words that quote no record. */
final class ErrorReason {

  private static final int LONGEST = 160;

  private ErrorReason() {}

  /**
   * The class, and the message of what the broker's protocol knows: those name topics, groups and
   * times. A message of another error may quote anything and is left out.
   */
  static String text(Throwable error) {
    Throwable cause = error;
    while (!(cause instanceof ApiException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String name = cause.getClass().getSimpleName();
    return cause instanceof ApiException && cause.getMessage() != null
        ? name + ": " + shortened(cause.getMessage())
        : name;
  }

  private static String shortened(String message) {
    String line = message.replaceAll("\\s+", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
