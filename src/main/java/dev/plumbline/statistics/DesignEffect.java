package dev.plumbline.statistics;

import java.util.List;

/**
 * How many times as large the variance of a rate, or of a weighted sum of rates, is as it would be
 * if all trials were independent (Kish 1965, "Survey sampling"): n trials are worth n over the
 * effect. It is estimated from buckets of clusters ({@link ClusteredRate}) by Taylor's
 * linearisation of the ratio of means (Woodruff 1971), as if a tenth of one more cluster had been
 * seen, and never below 1. Where all or none succeed nothing can be estimated: then every cluster's
 * trials count as alike.
 *
 * @param value the estimate
 * @param largest what it would be if every cluster's trials were all alike, or more: buckets that
 *     hold several clusters are taken for one
 * @param degrees of freedom of the estimate (Satterthwaite 1946); infinite when nothing is
 *     estimated
 */
public record DesignEffect(double value, double largest, double degrees) {

  /** Of trials of which each is a cluster of its own. */
  public static final DesignEffect NONE = new DesignEffect(1, 1, Double.POSITIVE_INFINITY);

  /**
   * Of a cluster as large as the others that was not seen. Found by simulation: without it, where
   * most clusters are of one mind and the few of another happen to be missing, those that are left
   * look independent, and 90 of 100 intervals hold where 95 should.
   */
  private static final double UNSEEN = 0.1;

  /** With fewer, the estimate is worth nothing. */
  private static final double FEWEST_DEGREES = 3;

  /** Of one rate. */
  public static DesignEffect of(ClusteredRate rate) {
    return of(List.of(rate));
  }

  /**
   * Of the weighted sum of rates of different trials, some of which may be the same cluster's.
   *
   * @param rates with trials, of as many buckets each
   */
  public static DesignEffect of(List<ClusteredRate> rates) {
    Buckets buckets = new Buckets(rates);
    if (buckets.filled == 0) {
      return NONE;
    }
    double largest = Math.max(1, buckets.reachSquares / buckets.variance);
    double degrees = Math.max(0, buckets.effective() - 1);
    return new DesignEffect(Math.min(largest, buckets.effect()), largest, degrees);
  }

  /**
   * Of figures whose clusters' own totals are not known: as if every cluster's trials were all
   * alike.
   *
   * @param sizes trials by bucket
   */
  public static DesignEffect largest(long[] sizes, long all) {
    ClusteredRate rate =
        new ClusteredRate(new long[sizes.length], sizes, new BinomialProportion(0, all));
    return of(rate);
  }

  /**
   * What trials are divided by in an interval: more than the estimate, because a few buckets know
   * it badly. Student's quantile then stands where the normal one is used.
   */
  public double at(ConfidenceLevel confidence) {
    if (degrees == Double.POSITIVE_INFINITY) {
      return value;
    }
    if (degrees < FEWEST_DEGREES) {
      return largest;
    }
    double wider = confidence.nearT(degrees) / confidence.z();
    return Math.min(largest, value * wider * wider);
  }

  /** The larger one, for a figure that depends on several rates. */
  public DesignEffect orLarger(DesignEffect other) {
    return value >= other.value ? this : other;
  }

  /** Sums over the buckets. */
  private static final class Buckets {
    private final int number;
    private int filled;
    private double residualSquares;
    private double reaches;
    private double reachSquares;
    private double shareSquares;
    private double variance;
    private double estimated;
    private double unclustered;
    private double unit;
    private double trials;

    Buckets(List<ClusteredRate> rates) {
      number = rates.get(0).buckets();
      for (int bucket = 0; bucket < number; bucket++) {
        add(rates, bucket);
      }
      for (ClusteredRate rate : rates) {
        double apart = rate.unclustered();
        variance += rate.independent(rate.all().trials());
        estimated += rate.variance();
        unclustered += rate.independent(apart);
        unit += rate.weight() * rate.weight() / rate.all().trials();
        trials += rate.all().trials();
        residualSquares += rate.residualSquares();
      }
      reachSquares += unclustered;
    }

    private void add(List<ClusteredRate> rates, int bucket) {
      double residual = 0;
      double reach = 0;
      double share = 0;
      for (ClusteredRate rate : rates) {
        residual += rate.residual(bucket);
        reach += rate.reach(bucket);
        share += rate.independent((double) rate.trials(bucket));
      }
      filled += share > 0 ? 1 : 0;
      residualSquares += residual * residual;
      reaches += reach;
      reachSquares += reach * reach;
      shareSquares += share * share;
    }

    /** How many buckets of one size there would be, by the variance that each has a share in. */
    double effective() {
      return variance * variance / shareSquares;
    }

    double effect() {
      double size = Math.max(1, alike() / variance);
      if (estimated == 0) {
        return size;
      }
      double many = effective();
      if (many <= 1) {
        return Double.POSITIVE_INFINITY;
      }
      // Residuals are smaller than errors: the rate is the mean of the same buckets.
      double seen = residualSquares * many / (many - 1) / estimated;
      return Math.max(1, seen + unseen(size));
    }

    /**
     * A cluster whose trials all succeed or all fail, one as likely as the other.
     *
     * @param size of a cluster in trials, as they weigh in the variance
     */
    private double unseen(double size) {
      double spread = estimated / unit; // of one trial
      return UNSEEN * size * size * (0.5 - spread) / (spread * trials);
    }

    /**
     * The variance if every cluster's trials were all alike. Chance puts clusters together, which
     * the last term takes out again: the result is right on average over the hashes.
     */
    private double alike() {
      double buckets = reachSquares - unclustered - reaches * reaches / number;
      return buckets * number / (number - 1) + unclustered;
    }
  }
}
