package dev.plumbline.http.access;

/** A file of tokens, keys or certificates cannot be used; the message says why, and no secret. */
public final class AccessException extends RuntimeException {

  private static final long serialVersionUID = 1;

  AccessException(String message) {
    super(message);
  }

  AccessException(String message, Throwable cause) {
    super(message, cause);
  }
}
