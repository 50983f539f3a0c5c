package dev.plumbline.stage.measure;

/**
 * How one group's favourable probability p is distributed; immutable, a commutative monoid under
 * {@link #merge} with {@link #NONE}. All whole numbers: p is counted in billionths.
 *
 * @param all predictions by bin of p, {@link #BINS} equal bins of [0, 1]
 * @param positives labelled predictions that are truly favourable, by bin of p
 * @param negatives labelled predictions that are truly not, by bin of p
 * @param sum of p over all predictions, billionths
 * @param squares sum of p squared over all predictions, billionths
 * @param labelledSums sum of p over labelled predictions, billionths, by decile of p
 */
record GroupScores(
    Bins all, Bins positives, Bins negatives, long sum, long squares, Bins labelledSums) {

  /** Bins of p; five of them make a decile. */
  static final int BINS = 50;

  static final int DECILES = 10;

  static final long BILLION = 1_000_000_000L;

  static final GroupScores NONE =
      new GroupScores(Bins.none(BINS), Bins.none(BINS), Bins.none(BINS), 0, 0, Bins.none(DECILES));

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
  static int bin(long probability, int bins) {
    return (int) Math.min(bins - 1, probability * bins / BILLION);
  }

  void pack(Packer to) {
    all.pack(to);
    positives.pack(to);
    negatives.pack(to);
    to.number(sum).number(squares);
    labelledSums.pack(to);
  }

  static GroupScores unpack(Unpacker from) {
    return new GroupScores(
        Bins.unpack(from, BINS),
        Bins.unpack(from, BINS),
        Bins.unpack(from, BINS),
        from.number(),
        from.number(),
        Bins.unpack(from, DECILES));
  }
}
