package dev.plumbline.model.store;

/** A version that the store does not give or take; the message names the file or place. */
public final class StoreException extends Exception {

  /** What is wrong. */
  public enum Reason {
    /** There is no such version. */
    MISSING,
    /** A file is not what its manifest says, or the manifest not what was released. */
    CHECKSUM,
    /** The store cannot be read or written at present; trying again may help. */
    UNREACHABLE
  }

  private final Reason reason;

  StoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  StoreException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
