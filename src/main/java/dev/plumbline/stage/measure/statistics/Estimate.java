package dev.plumbline.stage.measure.statistics;

/** A point estimate with its 95 % interval; all three are finite. */
public record Estimate(double value, double low, double high) {
  public Estimate {
    if (!Double.isFinite(value) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException("an estimate must be finite");
    }
  }
}
