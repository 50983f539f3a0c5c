package dev.plumbline.fairness.metric;

/**
 * Labelled requests by ten equal bins of the favourable probability p; immutable.
 *
 * @param counts how many
 * @param positives how many of them are truly favourable
 * @param sums of their p, in billionths
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them, and nobody else holds them
public record ScoreDeciles(long[] counts, long[] positives, long[] sums) {

  static final ScoreDeciles NONE = new ScoreDeciles(new long[0], new long[0], new long[0]);

  ScoreDeciles merge(ScoreDeciles other) {
    return new ScoreDeciles(
        ScoreSums.merge(counts, other.counts),
        ScoreSums.merge(positives, other.positives),
        ScoreSums.merge(sums, other.sums));
  }
}
