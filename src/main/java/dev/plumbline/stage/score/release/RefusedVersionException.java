package dev.plumbline.stage.score.release;

/** A version that must not score here; the message says why. */
public final class RefusedVersionException extends Exception {

  /** What was wrong, as {@code plumbline_release_refused_total} has it. */
  public enum Reason {
    /** It is not where it should be. */
    MISSING,
    /** Its files are not those that were released. */
    CHECKSUM,
    /** It does not load, or does not score. */
    INVALID,
    /** The folder holds another version than the release names. */
    VERSION,
    /** Its labels are not those of the model that serves. */
    LABELS,
    /** The store does not answer; it is tried again. */
    UNREACHABLE
  }

  private final Reason reason;

  RefusedVersionException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  RefusedVersionException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
