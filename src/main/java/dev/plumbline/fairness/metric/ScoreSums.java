package dev.plumbline.fairness.metric;

import dev.plumbline.statistics.SampleMoments;
import java.util.Arrays;

/**
 * What is known of a group's favourable probabilities p; immutable. Sums are in billionths. Sides
 * that are compared or merged must have the same bins.
 *
 * @param n how many have one
 * @param sum of p
 * @param squares sum of p squared
 * @param positives truly favourable requests by bins of p, lowest first: equal ones, or one for
 *     each value of p
 * @param negatives truly not favourable requests, by the same bins
 * @param deciles labelled requests
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them, and nobody else holds them
public record ScoreSums(
    long n, long sum, long squares, long[] positives, long[] negatives, ScoreDeciles deciles) {

  public static final ScoreSums NONE =
      new ScoreSums(0, 0, 0, new long[0], new long[0], ScoreDeciles.NONE);

  /**
   * By equal bins, which the deciles divide into.
   *
   * @param labelledSums sums of labelled requests' p, by decile
   */
  public ScoreSums(
      long n, long sum, long squares, long[] positives, long[] negatives, long[] labelledSums) {
    this(
        n,
        sum,
        squares,
        positives,
        negatives,
        new ScoreDeciles(
            deciles(merge(positives, negatives), labelledSums.length),
            deciles(positives, labelledSums.length),
            labelledSums));
  }

  private static final double BILLION = 1e9;

  public ScoreSums merge(ScoreSums other) {
    return new ScoreSums(
        n + other.n,
        sum + other.sum,
        squares + other.squares,
        merge(positives, other.positives),
        merge(negatives, other.negatives),
        deciles.merge(other.deciles));
  }

  SampleMoments moments() {
    return new SampleMoments(n, sum / BILLION, squares / BILLION);
  }

  long labelled() {
    return total(positives) + total(negatives);
  }

  double[] sumsByDecile() {
    return Arrays.stream(deciles.sums()).mapToDouble(sum -> sum / BILLION).toArray();
  }

  private static long[] deciles(long[] bins, int many) {
    long[] deciles = new long[many];
    for (int bin = 0; bin < bins.length; bin++) {
      deciles[bin * many / bins.length] += bins[bin];
    }
    return deciles;
  }

  static long total(long[] bins) {
    long total = 0;
    for (long bin : bins) {
      total += bin;
    }
    return total;
  }

  static long[] merge(long[] mine, long[] theirs) {
    long[] sum = mine.length < theirs.length ? theirs.clone() : mine.clone();
    long[] less = mine.length < theirs.length ? mine : theirs;
    for (int bin = 0; bin < less.length; bin++) {
      sum[bin] += less[bin];
    }
    return sum;
  }
}
