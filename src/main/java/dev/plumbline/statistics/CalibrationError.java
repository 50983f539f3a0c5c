package dev.plumbline.statistics;

/**
 * Expected calibration error (Naeini et al. 2015): the mean over people of the distance between
 * their bin's mean score and its share of positives.
 *
 * <p>The figure is biased upwards, the more so the fewer people (Kumar, Liang and Ma 2019,
 * "Verified uncertainty calibration"), so that no symmetric interval is trustworthy. The one here
 * is conservative, given the scores. Write e for the bins' errors of estimation, each normal with
 * deviation s, and w for the bins' weights. Upwards: with the true signs of the distances the sum
 * of the distances is unbiased, and the figure is never below it, so z times its deviation, root of
 * sum (w s)^2, suffices. Downwards: by the triangle inequality the figure is beyond the truth by at
 * most sum w |e|, whose mean is root(2 / pi) sum w s and whose variance is (1 - 2 / pi) sum (w
 * s)^2; but never less than one bin alone would need.
 */
public final class CalibrationError {

  private static final double FOLDED_MEAN = Math.sqrt(2 / Math.PI);
  private static final double FOLDED_DEVIATION = Math.sqrt(1 - 2 / Math.PI);

  private CalibrationError() {}

  /**
   * @param counts people by bin
   * @param positives how many of them are positive
   * @param sums of their scores
   * @param effect how many times fewer independent requests they are worth, at least 1
   * @throws IllegalArgumentException when there is nobody
   */
  public static IntervalEstimate of(
      long[] counts, long[] positives, double[] sums, ConfidenceLevel confidence, double effect) {
    double n = 0;
    double error = 0;
    double deviations = 0;
    double squares = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      n += counts[bin];
      error += Math.abs(sums[bin] - positives[bin]);
      double deviation =
          Math.sqrt(effect * counts[bin] * variance(positives[bin] / effect, counts[bin] / effect));
      deviations += deviation;
      squares += deviation * deviation;
    }
    if (n == 0) {
      throw new IllegalArgumentException("nobody to be calibrated for");
    }
    double root = Math.sqrt(squares);
    double down = FOLDED_MEAN * deviations + confidence.z() * FOLDED_DEVIATION * root;
    double alone = confidence.sharedBy(2).z() * root;
    return new IntervalEstimate(
            error / n, (error - Math.max(down, alone)) / n, (error + confidence.z() * root) / n)
        .within(0, 1);
  }

  /** Of one outcome, at Agresti and Coull's share: a bin of positives only still varies. */
  private static double variance(double positives, double count) {
    double share = (positives + 2.0) / (count + 4.0);
    return share * (1 - share);
  }
}
