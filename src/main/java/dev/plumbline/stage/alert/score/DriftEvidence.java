package dev.plumbline.stage.alert.score;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.stage.alert.evidence.ShiryaevRoberts;
import java.time.Instant;

/**
 * Evidence of one comparison of drift over windows that do not overlap: the Shiryaev-Roberts
 * e-detector of the windows' p-values. A p-value p of "nothing has moved" becomes the e-value (e^u
 * - 1 - u) / u^2 with u = -ln p, the mixture of all of Vovk and Wang's (2021, "E-values:
 * calibration, combination and applications") calibrators k p^(k-1). While nothing moves, its
 * expectation is 1, so the mean number of windows until M = (M + 1) e first reaches a threshold is
 * at least the threshold.
 *
 * <p>A window whose effect is inside the tolerance counts with an e-value of 1 at most: of a large
 * sample any p-value is small, and a small effect is no drift.
 *
 * @param log ln(M + 1)
 * @param until end of the newest window that counted
 * @param beyond whether the threshold was reached, and the effect has not been inside the tolerance
 *     for as many windows as clear an alert since
 * @param inside windows in a row, until now, whose effect was inside the tolerance
 */
public record DriftEvidence(double log, Instant until, boolean beyond, int inside) {

  public static final DriftEvidence START = new DriftEvidence(0, Instant.EPOCH, false, 0);

  /** Of smaller p-values nothing more is made. */
  private static final double LEAST = 1e-300;

  private static final double SMALL = 1e-4;

  /**
   * What decides.
   *
   * @param threshold that M has to reach
   * @param clearing windows inside the tolerance after which it is no longer beyond
   */
  public record Limits(double threshold, int clearing) {}

  /**
   * After a window. One that overlaps a window that has counted says much the same and changes
   * nothing, and so does a window's revision.
   *
   * @param isOutside whether the effect is beyond the tolerance
   */
  public DriftEvidence after(TimeSpan window, double pValue, boolean isOutside, Limits limits) {
    if (window.start().isBefore(until)) {
      return this;
    }
    double e = logEValue(pValue);
    double next = ShiryaevRoberts.next(log, isOutside ? e : Math.min(0, e));
    int rest = isOutside ? 0 : inside + 1;
    if (beyond && rest >= limits.clearing()) {
      return new DriftEvidence(0, window.end(), false, rest);
    }
    boolean reached = isOutside && ShiryaevRoberts.evidence(next) >= limits.threshold();
    return new DriftEvidence(next, window.end(), beyond || reached, rest);
  }

  /**
   * The sum from nothing, as after another model or other counts. What is beyond stays so until
   * windows of the new kind are inside.
   */
  public DriftEvidence restarted() {
    return new DriftEvidence(0, until, beyond, 0);
  }

  static double logEValue(double pValue) {
    double u = -StrictMath.log(Math.max(LEAST, Math.min(1, pValue)));
    return u < SMALL
        ? StrictMath.log(0.5 + u / 6)
        : StrictMath.log((StrictMath.expm1(u) - u) / (u * u));
  }
}
