package dev.plumbline.fairness.metric;

import dev.plumbline.statistics.SampleMoments;

/**
 * Labels less favourable probabilities: d = y - p of every labelled request that has a p, where y
 * is 1 if it is truly favourable, else 0. Immutable, a commutative monoid under {@link #merge} with
 * {@link #NONE}; sums are in billionths and whole numbers, so that a label that is taken back
 * leaves nothing.
 *
 * @param n how many there are
 * @param sum of d
 * @param squares sum of d squared
 */
public record ResidualSums(long n, long sum, long squares) {

  public static final ResidualSums NONE = new ResidualSums(0, 0, 0);

  private static final long BILLION = 1_000_000_000L;

  /**
   * With one request more.
   *
   * @param probability billionths, from 0 to a billion
   * @param sign -1 takes it back; 0 does nothing
   */
  public ResidualSums plus(boolean trulyFavourable, long probability, int sign) {
    long d = (trulyFavourable ? BILLION : 0) - probability;
    return new ResidualSums(n + sign, sum + sign * d, squares + sign * (d * d / BILLION));
  }

  public ResidualSums merge(ResidualSums other) {
    return new ResidualSums(n + other.n, sum + other.sum, squares + other.squares);
  }

  /** What takes these away. */
  public ResidualSums negated() {
    return new ResidualSums(-n, -sum, -squares);
  }

  SampleMoments moments() {
    return new SampleMoments(n, (double) sum / BILLION, (double) squares / BILLION);
  }
}
