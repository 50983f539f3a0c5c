package dev.plumbline.statistics.dyadic;

/**
 * Maps numbers to whole-number coordinates in the numbers' order, and back. Where coordinates are
 * dense a dyadic histogram sees more; the scale says where that is.
 */
public enum ValueScale {

  /**
   * The IEEE 754 double's own order: steps relative to the value, so that amounts of money and
   * milliseconds, epoch seconds and constants are all resolved as finely as their spread needs.
   */
  REAL {
    @Override
    public long coordinate(double value) {
      double finite = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
      long bits = Double.doubleToLongBits(finite + 0.0); // one zero, not two
      return bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE);
    }

    @Override
    public double value(long coordinate) {
      long bits = coordinate ^ ((coordinate >> (Long.SIZE - 1)) & Long.MAX_VALUE);
      double value = Double.longBitsToDouble(bits);
      // The middle of a huge cell at either end may lie beyond all finite numbers.
      if (Double.isFinite(value)) {
        return value;
      }
      return coordinate < 0 ? -Double.MAX_VALUE : Double.MAX_VALUE;
    }
  },

  /**
   * Probabilities by their logits, so that .99 and .999 are as far apart as .5 and .91. Zero and
   * one have places of their own, and so have numbers below and above, which are no probabilities;
   * the gaps between are so wide that no histogram joins them to others. Logits are counted in
   * steps of 2^-20, a float's own precision, and end at 64 on either side.
   */
  UNIT {
    @Override
    public long coordinate(double value) {
      if (value > 0 && value < 1) {
        // StrictMath: the same bits on every machine.
        double logit = StrictMath.log(value / (1 - value));
        double bounded = Math.max(-WIDEST_LOGIT, Math.min(WIDEST_LOGIT, logit));
        return 2 * GAP + (long) Math.floor((bounded + WIDEST_LOGIT) * STEPS);
      }
      if (value <= 0) {
        return value < 0 ? 0 : GAP;
      }
      return value > 1 ? 4 * GAP : 3 * GAP;
    }

    @Override
    public double value(long coordinate) {
      if (coordinate < 2 * GAP) {
        return coordinate < GAP ? -OUTSIDE : 0;
      }
      if (coordinate >= 3 * GAP) {
        return coordinate < 4 * GAP ? 1 : 1 + OUTSIDE;
      }
      double logit = (coordinate - 2 * GAP) / STEPS - WIDEST_LOGIT;
      return 1 / (1 + StrictMath.exp(-logit));
    }

    /** The shortest decimal with the coordinate: .35 was .35, and not .3499999. */
    @Override
    double likeliest(long coordinate) {
      double some = value(coordinate);
      for (double scale = 10; scale <= MOST_DECIMALS; scale *= 10) {
        double shorter = Math.rint(some * scale) / scale;
        if (coordinate(shorter) == coordinate) {
          return shorter;
        }
      }
      return some;
    }
  };

  private static final long GAP = 1L << 40;
  private static final double STEPS = 1 << 20;
  private static final double MOST_DECIMALS = 1e7;
  private static final double WIDEST_LOGIT = 64;

  /** How far outside of [0, 1] what is no probability is taken to be. */
  private static final double OUTSIDE = 0.05;

  /**
   * @param value no NaN; what is infinite counts as the largest finite number
   */
  public abstract long coordinate(double value);

  /** A number with the coordinate. */
  public abstract double value(long coordinate);

  /**
   * What a cell stands for: its middle; on level 0 the number itself.
   *
   * @param cell {@code coordinate >> level}
   */
  public double middle(long cell, int level) {
    return level == 0 ? likeliest(cell) : value((cell << level) + (1L << (level - 1)));
  }

  /** Of the numbers with a coordinate the one that it most likely came from. */
  double likeliest(long coordinate) {
    return value(coordinate);
  }

  /** The smallest number of a cell. */
  public double lowest(long cell, int level) {
    return value(cell << level);
  }
}
