package dev.plumbline.policy;

import dev.plumbline.event.Verdict;

/** What a metric's tolerance means, and which values are fair under it. */
public enum Tolerance {
  /** Largest absolute difference; fair is near 0. */
  LARGEST_DIFFERENCE(0.001, 0.999, "the largest fair difference, either way"),
  /** Smallest ratio; fair is near 1, from the tolerance to one over it. */
  SMALLEST_RATIO(0.001, 0.999, "the smallest fair ratio, smaller over larger"),
  /** Smallest value, for example of an area under the curve. */
  SMALLEST_VALUE(0.5, 0.999, "the smallest fair value; 0.5 is chance"),
  /** Largest value of an index that is 0 when all is equal. */
  LARGEST_VALUE(0.001, 1, "the largest fair value; 0 is equality");

  private final double least;
  private final double most;
  private final String words;

  Tolerance(double least, double most, String words) {
    this.least = least;
    this.most = most;
    this.words = words;
  }

  /** Smallest tolerance that a policy may give. */
  public double least() {
    return least;
  }

  /** Largest tolerance that a policy may give. */
  public double most() {
    return most;
  }

  public String words() {
    return words;
  }

  /** Whether of two values the smaller is the worse; for differences of their absolute values. */
  public boolean smallIsWorse() {
    return this == SMALLEST_RATIO || this == SMALLEST_VALUE;
  }

  /** How far a value is from fair: 0 is fair, and a ratio counts either way. */
  public double distance(double value) {
    return switch (this) {
      case LARGEST_DIFFERENCE -> Math.abs(value);
      case SMALLEST_RATIO -> 1 - Math.min(value, 1 / value);
      case SMALLEST_VALUE -> 1 - value;
      case LARGEST_VALUE -> value;
    };
  }

  /**
   * The whole interval must lie on one side of the tolerance; otherwise the evidence does not
   * decide.
   */
  public Verdict verdict(double tolerance, double low, double high) {
    if (fair(tolerance, low, high)) {
      return Verdict.FAIR;
    }
    return unfair(tolerance, low, high) ? Verdict.UNFAIR : Verdict.NOT_ENOUGH_EVIDENCE;
  }

  /** Whether everything from {@code low} to {@code high} is within the tolerance. */
  public boolean fair(double tolerance, double low, double high) {
    return switch (this) {
      case LARGEST_DIFFERENCE -> low >= -tolerance && high <= tolerance;
      case SMALLEST_RATIO -> low >= tolerance && high <= 1 / tolerance;
      case SMALLEST_VALUE -> low >= tolerance;
      case LARGEST_VALUE -> high <= tolerance;
    };
  }

  /** Whether everything from {@code low} to {@code high} is beyond the tolerance, on one side. */
  public boolean unfair(double tolerance, double low, double high) {
    return switch (this) {
      case LARGEST_DIFFERENCE -> low > tolerance || high < -tolerance;
      case SMALLEST_RATIO -> high < tolerance || low > 1 / tolerance;
      case SMALLEST_VALUE -> high < tolerance;
      case LARGEST_VALUE -> low > tolerance;
    };
  }
}
