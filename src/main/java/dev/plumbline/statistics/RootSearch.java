package dev.plumbline.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * Where a continuous function changes its sign (Chandrupatla 1997, "A new hybrid
 * quadratic/bisection algorithm"): about ten evaluations, never more than bisection needs.
 */
public final class RootSearch {

  private static final int MOST_STEPS = 200;

  private final DoubleUnaryOperator function;
  private double newest;
  private double atNewest;
  private double opposite;
  private double atOpposite;
  private double before;
  private double atBefore;

  private RootSearch(DoubleUnaryOperator function, double positive, double negative) {
    this.function = function;
    this.newest = positive;
    this.opposite = negative;
    this.before = negative;
    double up = function.applyAsDouble(positive);
    double down = function.applyAsDouble(negative);
    // The caller knows the signs at the ends, where a score test's statistic can be 0 over 0. What
    // is nearly 0 there must not draw the search to the end.
    double least = Math.max(Double.MIN_NORMAL, 1e-3 * Math.max(Math.abs(up), Math.abs(down)));
    this.atNewest = Math.max(least, up);
    this.atOpposite = Math.min(-least, down);
    this.atBefore = atOpposite;
  }

  /**
   * @param positive where the function is above zero, or becomes so at once on the way to the other
   * @param negative where it is below zero, or becomes so at once
   */
  public static double between(DoubleUnaryOperator function, double positive, double negative) {
    return new RootSearch(function, positive, negative).root();
  }

  private double root() {
    double share = 0.5;
    for (int step = 0; step < MOST_STEPS; step++) {
      move(newest + share * (opposite - newest));
      double best = Math.abs(atNewest) < Math.abs(atOpposite) ? newest : opposite;
      double least = 2 * Math.ulp(best) / Math.abs(opposite - newest);
      if (atNewest == 0 || !(least < 0.5)) {
        return best;
      }
      share = Math.min(1 - least, Math.max(least, share()));
    }
    return newest;
  }

  private void move(double to) {
    double at = function.applyAsDouble(to);
    if (Math.signum(at) == Math.signum(atNewest)) {
      before = newest;
      atBefore = atNewest;
    } else {
      before = opposite;
      atBefore = atOpposite;
      opposite = newest;
      atOpposite = atNewest;
    }
    newest = to;
    atNewest = at;
  }

  /** How far on the way to the opposite the next try is: by a parabola where one can be trusted. */
  private double share() {
    double place = (newest - opposite) / (before - opposite);
    double height = (atNewest - atOpposite) / (atBefore - atOpposite);
    if (!(height * height < place && (1 - height) * (1 - height) < 1 - place)) {
      return 0.5;
    }
    double straight = atNewest / (atOpposite - atNewest) * (atBefore / (atOpposite - atBefore));
    double bend = atNewest / (atBefore - atNewest) * (atOpposite / (atBefore - atOpposite));
    return straight + (before - newest) / (opposite - newest) * bend;
  }
}
