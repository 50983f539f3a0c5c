package dev.plumbline.policy.drift;

/**
 * The numbers that a feature may be, both ends included.
 *
 * @param max not below {@code min}
 */
public record ValueRange(double min, double max) {
  public ValueRange {
    if (!(min <= max)) {
      throw new IllegalArgumentException("a range ends before it begins");
    }
  }
}
