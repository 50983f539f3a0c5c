package dev.plumbline.model.tabular;

/** A request that a model of features cannot be shown; the message names features, never values. */
public final class FeatureException extends RuntimeException {

  private final String errorClass;

  FeatureException(String errorClass, String message) {
    super(message);
    this.errorClass = errorClass;
  }

  /** What is wrong, in one word, as dead letters say it. */
  public String errorClass() {
    return errorClass;
  }

  /** Always there: no value is in it. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
