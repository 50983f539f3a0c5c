package dev.plumbline.stage.measure.counts;

/**
 * Puts numbers into bins whose places are whole numbers in the numbers' order. Bins are fixed in
 * advance, so that counting needs no second look at the data and merging is adding.
 */
public enum NumericBins {

  /** 20 equal bins of [0, 1]: probabilities. */
  UNIT {
    @Override
    public int place(double value) {
      return (int) Math.min(UNITS - 1, Math.max(0, value * UNITS));
    }

    @Override
    public double value(int place) {
      return (place + 0.5) / UNITS;
    }
  },

  /**
   * Bins that stand for a value at most {@link #ERROR} of it away from all they hold, as in
   * DDSketch (Masson, Rim and Lee 2019): place i holds magnitudes in (SMALLEST g^(i-1), SMALLEST
   * g^i] with g = (1 + ERROR) / (1 - ERROR). Place 0 holds what is closer to zero than SMALLEST,
   * negative places mirror positive ones, and magnitudes above {@link #LARGEST} share the last bin,
   * so that there are at most 2,765 bins.
   */
  LOGARITHMIC {
    @Override
    public int place(double value) {
      double magnitude = Math.abs(value);
      if (!(magnitude > SMALLEST)) {
        return 0;
      }
      // StrictMath: the same bits on every machine.
      double capped = Math.min(magnitude, LARGEST);
      int place = (int) Math.ceil(StrictMath.log(capped / SMALLEST) / LOG_GROWTH);
      return value > 0 ? place : -place;
    }

    @Override
    public double value(int place) {
      if (place == 0) {
        return 0;
      }
      double upper = SMALLEST * StrictMath.exp(Math.abs(place) * LOG_GROWTH);
      return Math.signum((double) place) * upper * (1 - ERROR);
    }
  };

  /** Largest relative error of a logarithmic bin. */
  static final double ERROR = 0.02;

  static final double SMALLEST = 1e-9;
  static final double LARGEST = 1e15;

  static final int UNITS = 20;
  private static final double LOG_GROWTH = StrictMath.log((1 + ERROR) / (1 - ERROR));

  /**
   * @param value a number that is too large for a double is as good as {@link #LARGEST}
   */
  public abstract int place(double value);

  /** The value that a bin stands for. */
  public abstract double value(int place);
}
