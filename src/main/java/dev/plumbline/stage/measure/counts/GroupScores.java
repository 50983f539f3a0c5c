package dev.plumbline.stage.measure.counts;

import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;

/**
 * How one group's favourable probability p is distributed; immutable, a commutative monoid under
 * {@link #merge} with {@link #NONE}. All whole numbers: p is counted in billionths.
 *
 * @param all predictions that have one, by bin of p, {@link #BINS} equal bins of [0, 1]
 * @param positives labelled predictions that are truly favourable, by bin of p
 * @param negatives labelled predictions that are truly not, by bin of p
 * @param sum of p over all predictions, billionths
 * @param squares sum of p squared over all predictions, billionths
 * @param labelledSums sum of p over labelled predictions, billionths, by decile of p
 */
public record GroupScores(
    BinCounts all,
    BinCounts positives,
    BinCounts negatives,
    long sum,
    long squares,
    BinCounts labelledSums) {

  /** Bins of p; five of them make a decile. */
  public static final int BINS = 50;

  public static final int DECILES = 10;

  public static final long BILLION = 1_000_000_000L;

  static final GroupScores NONE =
      new GroupScores(
          BinCounts.none(BINS),
          BinCounts.none(BINS),
          BinCounts.none(BINS),
          0,
          0,
          BinCounts.none(DECILES));

  GroupScores merge(GroupScores other) {
    return new GroupScores(
        all.merge(other.all),
        positives.merge(other.positives),
        negatives.merge(other.negatives),
        sum + other.sum,
        squares + other.squares,
        labelledSums.merge(other.labelledSums));
  }

  /**
   * The bin of a probability.
   *
   * @param probability billionths
   * @param bins how many equal ones there are
   */
  public static int bin(long probability, int bins) {
    return (int) Math.min(bins - 1, probability * bins / BILLION);
  }

  void pack(VarintWriter to) {
    all.pack(to);
    positives.pack(to);
    negatives.pack(to);
    to.number(sum).number(squares);
    labelledSums.pack(to);
  }

  static GroupScores unpack(VarintReader from) {
    return new GroupScores(
        BinCounts.unpack(from, BINS),
        BinCounts.unpack(from, BINS),
        BinCounts.unpack(from, BINS),
        from.number(),
        from.number(),
        BinCounts.unpack(from, DECILES));
  }
}
