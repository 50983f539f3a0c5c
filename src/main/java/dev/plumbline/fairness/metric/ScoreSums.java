package dev.plumbline.fairness.metric;

import dev.plumbline.statistics.SampleMoments;

/**
 * What is known of a group's favourable probabilities p; immutable. Sums are in billionths.
 *
 * @param n how many have one
 * @param sum of p
 * @param squares sum of p squared
 * @param positives truly favourable people, by equal bins of p
 * @param negatives truly not favourable people, by the same bins
 * @param labelledSums sums of labelled people's p, by fewer bins that those divide into
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them, and nobody else holds them
public record ScoreSums(
    long n, long sum, long squares, long[] positives, long[] negatives, long[] labelledSums) {

  public static final ScoreSums NONE =
      new ScoreSums(0, 0, 0, new long[0], new long[0], new long[0]);

  private static final double BILLION = 1e9;

  public ScoreSums merge(ScoreSums other) {
    return new ScoreSums(
        n + other.n,
        sum + other.sum,
        squares + other.squares,
        merge(positives, other.positives),
        merge(negatives, other.negatives),
        merge(labelledSums, other.labelledSums));
  }

  SampleMoments moments() {
    return new SampleMoments(n, sum / BILLION, squares / BILLION);
  }

  long labelled() {
    return total(positives) + total(negatives);
  }

  long[] labelledByDecile() {
    return deciles(merge(positives, negatives));
  }

  long[] positivesByDecile() {
    return deciles(positives);
  }

  double[] sumsByDecile() {
    double[] sums = new double[labelledSums.length];
    for (int decile = 0; decile < sums.length; decile++) {
      sums[decile] = labelledSums[decile] / BILLION;
    }
    return sums;
  }

  private long[] deciles(long[] bins) {
    long[] deciles = new long[labelledSums.length];
    for (int bin = 0; bin < bins.length; bin++) {
      deciles[bin * deciles.length / bins.length] += bins[bin];
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

  private static long[] merge(long[] mine, long[] theirs) {
    long[] sum = mine.length < theirs.length ? theirs.clone() : mine.clone();
    long[] less = mine.length < theirs.length ? mine : theirs;
    for (int bin = 0; bin < less.length; bin++) {
      sum[bin] += less[bin];
    }
    return sum;
  }
}
