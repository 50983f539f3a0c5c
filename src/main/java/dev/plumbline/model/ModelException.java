package dev.plumbline.model;

/** A model folder or device that cannot be used; the message says what to do about it. */
public final class ModelException extends RuntimeException {

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
