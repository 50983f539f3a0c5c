package dev.plumbline.stage.redact;

/** Bad data, on its way to the dead letter. Names fields and causes, never values. */
final class Rejection extends RuntimeException {

  private final String errorClass;
  private final boolean sealable;

  private Rejection(String errorClass, String reason, boolean sealable) {
    super(reason, null, false, false);
    this.errorClass = errorClass;
    this.sealable = sealable;
  }

  static Rejection of(String errorClass, String reason) {
    return new Rejection(errorClass, reason, true);
  }

  static Rejection wrongType(String field, String expected) {
    return of("wrong_type", field + " is not " + expected);
  }

  static Rejection missing(String field) {
    return of("missing_field", field + " is missing or blank");
  }

  /** Nothing of a record is kept whose consent cannot be read. */
  static Rejection consent(String field, String expected) {
    return new Rejection("wrong_type", field + " is not " + expected, false);
  }

  String errorClass() {
    return errorClass;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  boolean sealable() {
    return sealable;
  }
}
