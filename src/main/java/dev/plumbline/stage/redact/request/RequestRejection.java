package dev.plumbline.stage.redact.request;

/** Bad data, on its way to the dead letter. Names fields and causes, never values. */
public final class RequestRejection extends RuntimeException {

  private final String errorClass;
  private final boolean sealable;

  private RequestRejection(String errorClass, String reason, boolean sealable) {
    super(reason, null, false, false);
    this.errorClass = errorClass;
    this.sealable = sealable;
  }

  public static RequestRejection of(String errorClass, String reason) {
    return new RequestRejection(errorClass, reason, true);
  }

  public static RequestRejection wrongType(String field, String expected) {
    return of("wrong_type", field + " is not " + expected);
  }

  public static RequestRejection missing(String field) {
    return of("missing_field", field + " is missing or blank");
  }

  /** Nothing of a record is kept whose consent cannot be read. */
  static RequestRejection consent(String field, String expected) {
    return new RequestRejection("wrong_type", field + " is not " + expected, false);
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
