package dev.plumbline.statistics;

/**
 * A sample by its size, sum and sum of squares.
 *
 * @param n how many values
 */
public record SampleMoments(double n, double sum, double squares) {

  /** The same values, of so many times fewer. */
  public SampleMoments dividedBy(double effect) {
    return effect == 1 ? this : new SampleMoments(n / effect, sum / effect, squares / effect);
  }

  /** NaN of nothing: ask {@link #spread} first. */
  public double mean() {
    return sum / n;
  }

  /**
   * Whether the sample says how much its values vary: at least two of them, not all the same. Of
   * less than two, Student's quantile may be beyond all numbers.
   */
  public boolean spread() {
    return n >= 2 && variance() > 0;
  }

  /**
   * Difference of means with Welch's interval (Welch 1947): Student's quantile at Satterthwaite's
   * degrees of freedom, no assumption of equal variances.
   *
   * @throws IllegalArgumentException when a side is without {@link #spread}: nothing would say how
   *     sure the difference is
   */
  public IntervalEstimate minus(SampleMoments other, ConfidenceLevel confidence) {
    if (!spread() || !other.spread()) {
      throw new IllegalArgumentException("a sample does not vary");
    }
    double mine = variance() / n;
    double theirs = other.variance() / other.n;
    double total = mine + theirs;
    double degrees = total * total / (mine * mine / (n - 1) + theirs * theirs / (other.n - 1));
    double arm = confidence.t(degrees) * Math.sqrt(total);
    double difference = mean() - other.mean();
    return new IntervalEstimate(difference, difference - arm, difference + arm);
  }

  /** Differences of sums that rounding alone can make count as none. */
  private double variance() {
    double around = squares - sum * mean();
    return around <= 1e-9 * n ? 0 : around / (n - 1);
  }
}
