package dev.plumbline.stage.alert;

/**
 * The e-variable of one pane for a {@link Contrast}: bet on rates {@code q}, divide their
 * likelihood by that of the closest tolerated rates {@code p}. {@code p} minimises {@code nLow
 * KL(qLow || pLow) + nHigh KL(qHigh || pHigh)} on the boundary {@code u pHigh - v pLow = delta}; by
 * the KKT condition of that minimum the expectation under any tolerated rates is at most 1 (design,
 * section 6).
 */
final class EValue {

  /** Rates are kept this far from 0 and 1, where a bet could lose everything. */
  static final double EDGE = 1e-6;

  /** Halvings: the boundary point is known to about 1e-15. */
  private static final int HALVINGS = 50;

  private EValue() {}

  /**
   * ln E of successes {@code k} among trials {@code n} on both sides; 0 when the bet itself is
   * tolerated or a side is empty.
   */
  static double log(
      Contrast contrast, double qLow, double qHigh, long kLow, long nLow, long kHigh, long nHigh) {
    if (nLow == 0 || nHigh == 0 || contrast.beyond(qLow, qHigh) <= 0) {
      return 0;
    }
    double pLow = closest(contrast, qLow, qHigh, nLow, nHigh);
    double pHigh = high(contrast, pLow);
    return logRatio(qLow, pLow, kLow, nLow) + logRatio(qHigh, pHigh, kHigh, nHigh);
  }

  /**
   * The low side's rate at the boundary point closest to the bet; the divergence is convex along
   * the boundary.
   */
  static double closest(Contrast c, double qLow, double qHigh, long nLow, long nHigh) {
    double from = Math.max(0, -c.delta() / c.v());
    double to = Math.min(1, (c.u() - c.delta()) / c.v());
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (from + to) / 2;
      double pHigh = high(c, middle);
      double slope =
          (double) nLow * (middle - qLow) / (middle * (1 - middle))
              + (double) nHigh * c.v() / c.u() * (pHigh - qHigh) / (pHigh * (1 - pHigh));
      if (slope < 0) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return (from + to) / 2;
  }

  static double high(Contrast c, double pLow) {
    return (c.delta() + c.v() * pLow) / c.u();
  }

  private static double logRatio(double q, double p, long k, long n) {
    return k * Math.log(q / p) + (n - k) * Math.log((1 - q) / (1 - p));
  }
}
