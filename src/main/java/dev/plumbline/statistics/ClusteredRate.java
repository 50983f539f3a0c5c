package dev.plumbline.statistics;

import java.util.Arrays;

/**
 * A rate whose trials come in clusters: those of one person are alike. Clusters are put into a
 * fixed number of buckets by a hash (Wolter 2007, "Introduction to variance estimation", chapter 2,
 * the method of random groups), of which only the totals are known: a bucket's total varies as much
 * as the totals of its clusters together.
 *
 * <p>Immutable.
 */
public final class ClusteredRate {

  private final double weight;
  private final long[] successes;
  private final long[] trials;
  private final BinomialProportion all;

  private ClusteredRate(double weight, long[] successes, long[] trials, BinomialProportion all) {
    this.weight = weight;
    this.successes = successes;
    this.trials = trials;
    this.all = all;
  }

  /**
   * Takes the arrays as they are.
   *
   * @param successes by bucket, at most as many as its trials
   * @param trials by bucket
   * @param all of all trials, those of no cluster included: each of them is one of its own
   */
  public ClusteredRate(long[] successes, long[] trials, BinomialProportion all) {
    this(1, successes, trials, all);
    if (successes.length != trials.length || trials.length < 2) {
      throw new IllegalArgumentException("buckets of one length, and at least two, are needed");
    }
  }

  public BinomialProportion all() {
    return all;
  }

  /** The same with another weight in a sum of several; it is 1 at first. */
  public ClusteredRate weighing(double other) {
    return new ClusteredRate(other, successes, trials, all);
  }

  double weight() {
    return weight;
  }

  long trials(int bucket) {
    return trials[bucket];
  }

  int buckets() {
    return trials.length;
  }

  /** What a bucket moves the weighted rate by. */
  double residual(int bucket) {
    return weight * (successes[bucket] - all.rate() * trials[bucket]) / all.trials();
  }

  /** How far a bucket could move it if all its trials were alike, for each standard deviation. */
  double reach(int bucket) {
    return Math.abs(weight) * Math.sqrt(spread()) * trials[bucket] / all.trials();
  }

  /** The bucket's share in the variance of the weighted rate, were its trials independent. */
  double independent(double bucketTrials) {
    return weight * weight * spread() * bucketTrials / (all.trials() * all.trials());
  }

  /** Variance of the weighted rate, were all its trials independent; 0 when all or none succeed. */
  double variance() {
    return weight * weight * all.rate() * (1 - all.rate()) / all.trials();
  }

  /** Trials of no cluster. */
  double unclustered() {
    return all.trials() - Arrays.stream(trials).sum();
  }

  /** What they move the weighted rate by, each alone, squared and added up. */
  double residualSquares() {
    double rate = all.rate();
    double succeeded = all.successes() - Arrays.stream(successes).sum();
    double failed = unclustered() - succeeded;
    double squares = succeeded * (1 - rate) * (1 - rate) + failed * rate * rate;
    return weight * weight * squares / (all.trials() * all.trials());
  }

  /** Of one trial; above 0 also where all or none succeed (Agresti and Coull 1998). */
  private double spread() {
    double share = (all.successes() + 2) / (all.trials() + 4);
    return share * (1 - share);
  }
}
