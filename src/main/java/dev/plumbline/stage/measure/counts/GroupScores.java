package dev.plumbline.stage.measure.counts;

import dev.plumbline.fairness.metric.ResidualSums;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import dev.plumbline.statistics.dyadic.DyadicLevels;
import dev.plumbline.statistics.dyadic.ValueScale;

/**
 * How one group's favourable probability p is distributed; immutable, a commutative monoid under
 * {@link #merge} with {@link #NONE}. All whole numbers: p is counted in billionths.
 *
 * <p>All three histograms are on one level, the first on which they have few cells together. Every
 * labelled prediction is among all predictions of its pane, so in the end that is the level of the
 * predictions alone, whatever labels came, were corrected and taken back on the way.
 *
 * @param all predictions that have one, by p, on {@link ValueScale#UNIT}
 * @param positives labelled predictions that are truly favourable, by p
 * @param negatives labelled predictions that are truly not, by p
 * @param sum of p over all predictions, billionths
 * @param squares sum of p squared over all predictions, billionths
 * @param residuals labels less p, of labelled predictions
 */
public record GroupScores(
    DyadicCounts all,
    DyadicCounts positives,
    DyadicCounts negatives,
    long sum,
    long squares,
    ResidualSums residuals) {

  /** Cells of p: there are many groups, and a pane is rewritten for every delta. */
  public static final int MOST_CELLS = 256;

  public static final long BILLION = 1_000_000_000L;

  /** All cells are one, but for the sign of the coordinate. */
  private static final int COARSEST = Long.SIZE - 1;

  static final GroupScores NONE =
      new GroupScores(
          DyadicCounts.NONE, DyadicCounts.NONE, DyadicCounts.NONE, 0, 0, ResidualSums.NONE);

  public GroupScores {
    int level = DyadicLevels.common(MOST_CELLS, all, positives, negatives);
    all = all.on(level);
    positives = positives.on(level);
    negatives = negatives.on(level);
  }

  /** Of numbers, sums and sums of squares alone. */
  public static GroupScores sums(DyadicCounts all, long sum, long squares, ResidualSums residuals) {
    return new GroupScores(all, DyadicCounts.NONE, DyadicCounts.NONE, sum, squares, residuals)
        .sums();
  }

  public boolean isNone() {
    return equals(NONE);
  }

  /** What takes these away. */
  GroupScores negated() {
    return new GroupScores(
        DyadicCounts.NONE.minus(all),
        DyadicCounts.NONE.minus(positives),
        DyadicCounts.NONE.minus(negatives),
        -sum,
        -squares,
        residuals.negated());
  }

  public GroupScores merge(GroupScores other) {
    return new GroupScores(
        all.plus(other.all),
        positives.plus(other.positives),
        negatives.plus(other.negatives),
        sum + other.sum,
        squares + other.squares,
        residuals.merge(other.residuals));
  }

  /** Only numbers, sums and sums of squares. */
  GroupScores sums() {
    return new GroupScores(
        all.on(COARSEST), DyadicCounts.NONE, DyadicCounts.NONE, sum, squares, residuals);
  }

  /**
   * Where a probability is counted.
   *
   * @param probability billionths
   */
  public static long coordinate(long probability) {
    return ValueScale.UNIT.coordinate((double) probability / BILLION);
  }

  void pack(VarintWriter to) {
    HistogramCodec.pack(all, to);
    HistogramCodec.pack(positives, to);
    HistogramCodec.pack(negatives, to);
    to.number(sum).number(squares);
    to.number(residuals.n()).number(residuals.sum()).number(residuals.squares());
  }

  static GroupScores unpack(VarintReader from) {
    return unpack(from, true);
  }

  /**
   * @param withResiduals whether they were written
   */
  static GroupScores unpack(VarintReader from, boolean withResiduals) {
    return new GroupScores(
        HistogramCodec.counts(from),
        HistogramCodec.counts(from),
        HistogramCodec.counts(from),
        from.number(),
        from.number(),
        withResiduals
            ? new ResidualSums(from.number(), from.number(), from.number())
            : ResidualSums.NONE);
  }
}
