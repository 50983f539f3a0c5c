package dev.plumbline.stage.alert.evidence;

/**
 * The Shiryaev-Roberts e-detector of Shin, Ramdas and Rinaldo ("E-detectors", 2022), M_t = (M_(t-1)
 * + 1) E_t, as ln(M + 1): 0 before anything, and never a number too large.
 */
public final class ShiryaevRoberts {

  /** e to this power is about 1e304; somewhat more is no number any longer. */
  private static final double MOST = 700;

  private ShiryaevRoberts() {}

  /**
   * ln(M + 1) after one step.
   *
   * @param log before it
   * @param logEValue ln of the step's e-value
   */
  public static double next(double log, double logEValue) {
    double x = log + logEValue;
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** M; at most about 1e304. */
  public static double evidence(double log) {
    return StrictMath.expm1(Math.min(MOST, log));
  }
}
