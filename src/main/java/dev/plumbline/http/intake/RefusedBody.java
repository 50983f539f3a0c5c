package dev.plumbline.http.intake;

import io.javalin.http.HttpStatus;

/** A body of which nothing is taken; the message tells its sender what to do. */
final class RefusedBody extends Exception {

  private static final long serialVersionUID = 1;

  private final HttpStatus status;

  RefusedBody(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }

  /** The message, which is never null. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
