package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.pane.GroupScoreSums;

/**
 * One bet on the means of a group and its reference, and its e-value of one pane: the
 * empirical-Bernstein bet, which is the product over requests of bets in the manner of Waudby-Smith
 * and Ramdas ("Estimating means of bounded random variables by betting", 2020), bounded below by
 * what the sums of a pane can tell.
 *
 * <p>For y of at least -1 and b from 0 to below 1, {@code exp(b y - psi(b) y^2) <= 1 + b y} with
 * {@code psi(b) = -ln(1 - b) - b} (Fan, Grama and Liu, "Exponential inequalities for martingales
 * with applications", 2015). With y = (x - m) / m for a figure x in [0, 1] and a prediction m, the
 * expectation of the left is at most {@code 1 + b (mu - m) / m <= exp(b (mu - m) / m)} if mu is the
 * mean of x. So {@code exp(a x - psi(a m) (x - m)^2 / m^2)} is at most {@code exp(a mu)} on
 * average, with a = b / m, and the same holds for 1 - x. Multiplied over all requests of the pane,
 * with a = stake / n on each side, {@code exp(stake (difference of the pane's means - delta) -
 * ...)} has an expectation of at most {@code exp(stake (difference of the true means - delta))}: at
 * most 1 where that is tolerated, even when every request has a mean of its own.
 *
 * @param up predicted mean of the side that must not be ahead
 * @param down of the other side
 * @param gap predicted beyond the tolerance; no bet unless positive
 * @param upSpread predicted mean squared distance from {@code up}
 * @param downSpread the same of the other side
 */
record MeanBet(double up, double down, double gap, double upSpread, double downSpread) {

  /** Of what could be staked at most: psi goes to infinity at 1. */
  private static final double MOST = 0.9;

  /**
   * ln E; 0 without a bet.
   *
   * @param upward whether the group is the side that must not be ahead
   */
  double log(PaneMeans pane, boolean upward, double delta) {
    if (gap <= 0) {
      return 0;
    }
    double n = upward ? pane.n() : pane.referenceN();
    double sum = (upward ? pane.sum() : pane.referenceSum()) / GroupScoreSums.BILLION;
    double squares = (upward ? pane.squares() : pane.referenceSquares()) / GroupScoreSums.BILLION;
    double m = upward ? pane.referenceN() : pane.n();
    double downSum = (upward ? pane.referenceSum() : pane.sum()) / GroupScoreSums.BILLION;
    double downSquares =
        (upward ? pane.referenceSquares() : pane.squares()) / GroupScoreSums.BILLION;
    double stake = stake(n, m);
    return stake * (sum / n - downSum / m - delta)
        - cost(stake / n, up, distance(up, n, sum, squares))
        - cost(stake / m, 1 - down, distance(down, m, downSum, downSquares));
  }

  /**
   * The stake s that makes ln E largest if the prediction is right: {@code gap = upSpread s / (n -
   * s up) + downSpread s / (m - s (1 - down))}, the smaller root of a quadratic.
   */
  private double stake(double n, double m) {
    double rest = 1 - down;
    double a = gap * up * rest + upSpread * rest + downSpread * up;
    double b = gap * (n * rest + m * up) + upSpread * m + downSpread * n;
    double c = gap * n * m;
    double best = 2 * c / (b + Math.sqrt(Math.max(b * b - 4 * a * c, 0)));
    return Math.min(best, MOST * Math.min(n / up, m / rest));
  }

  /** Sum of (x - from)^2 over the requests of a side. */
  private static double distance(double from, double n, double sum, double squares) {
    return Math.max(squares - 2 * from * sum + from * from * n, 0);
  }

  private static double cost(double stake, double least, double distance) {
    double b = stake * least;
    return (-StrictMath.log1p(-b) - b) / (least * least) * distance;
  }
}
