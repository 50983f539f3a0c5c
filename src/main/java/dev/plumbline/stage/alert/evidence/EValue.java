package dev.plumbline.stage.alert.evidence;

import dev.plumbline.stage.alert.evidence.RateContrast.Term;
import java.util.List;

/**
 * The e-variable of one pane for a {@link RateContrast}: bet on rates {@code q}, divide their
 * likelihood by that of the closest tolerated rates {@code p}, which minimise {@code sum of n KL(q
 * || p)} where {@code sum of w p = delta}. The minimum has {@code n (q - p) / (p (1 - p)) = lambda
 * w} for every term, so that each p is the root of a quadratic and only lambda is searched.
 *
 * <p>Its expectation under rates {@code r} is at most 1 when {@code sum of w r <= delta}: ln of it
 * is at most {@code sum of n ln(1 + (r - p) (q - p) / (p (1 - p)))}, which is concave in r, 0 at p,
 * and has there the slope {@code lambda (sum of w r - sum of w p)} towards r. That needs no more of
 * lambda than {@code sum of w p >= delta}: a search that stops early costs power, never soundness,
 * and people of one pane may differ in their rates.
 *
 * <p>{@link StrictMath} and square roots only: the same bits on every machine.
 */
final class EValue {

  /** Rates are kept this far from 0 and 1, where a bet could lose everything. */
  static final double EDGE = 1e-6;

  /** How far beyond delta the search may stop; it costs lambda times as much of ln E. */
  private static final double SLACK = 1e-12;

  /** Each halves the distance or the bracket: 40 and some 50 halvings at most, mostly far fewer. */
  private static final int MOST_STEPS = 100;

  private EValue() {}

  static double inside(double rate) {
    return Math.max(EDGE, Math.min(1 - EDGE, rate));
  }

  /**
   * ln E of successes {@code k} among trials {@code n} on bets {@code q}, one of each a term; 0
   * when the bet itself is tolerated.
   *
   * @param n all positive: with nobody on one side a pane says nothing
   */
  static double log(RateContrast contrast, double[] q, long[] k, long[] n) {
    if (contrast.beyond(q) <= 0) {
      return 0;
    }
    List<Term> terms = contrast.terms();
    double lambda = multiplier(contrast, q, n);
    double sum = 0;
    for (int i = 0; i < q.length; i++) {
      double s = lambda * terms.get(i).weight() / n[i];
      double p = closest(q[i], s);
      sum += k[i] * StrictMath.log(q[i] / p) + (n[i] - k[i]) * StrictMath.log((1 - q[i]) / (1 - p));
    }
    return sum;
  }

  /** Lambda by Newton's method between brackets, {@code sum of w p - delta} in [0, 2 SLACK]. */
  static double multiplier(RateContrast contrast, double[] q, long[] n) {
    List<Term> terms = contrast.terms();
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double lambda = 0;
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < MOST_STEPS; step++) {
      double beyond = -contrast.delta();
      double slope = 0;
      for (int i = 0; i < q.length; i++) {
        double w = terms.get(i).weight();
        double s = lambda * w / n[i];
        double root = root(q[i], s);
        double p = closest(q[i], s, root);
        beyond += w * p;
        slope -= w * w * p * (1 - p) / (n[i] * root);
      }
      if (beyond >= 0 && beyond <= 2 * SLACK) {
        return lambda;
      }
      if (beyond > 0) {
        low = lambda;
      } else {
        high = lambda;
      }
      // Without an upper end Newton steps up, by a finite length: a midpoint always has two ends.
      double next = lambda - (beyond - SLACK) / slope;
      // Newton may swing between two ends for ever: it goes on while it halves the distance.
      boolean closer = high == Double.POSITIVE_INFINITY || Math.abs(beyond) <= before / 2;
      lambda = closer && next > low && next < high ? next : (low + high) / 2;
      before = Math.abs(beyond);
    }
    return low;
  }

  /** The root p of {@code q - p = s p (1 - p)} in (0, 1). */
  static double closest(double q, double s) {
    return closest(q, s, root(q, s));
  }

  /** Without cancellation. */
  private static double closest(double q, double s, double root) {
    return s >= 0 ? 2 * q / (1 + s + root) : 1 - 2 * (1 - q) / (1 - s + root);
  }

  private static double root(double q, double s) {
    return Math.sqrt(Math.max((1 + s) * (1 + s) - 4 * s * q, 0));
  }
}
