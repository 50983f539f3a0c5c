package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.policy.ScoreMean;
import org.jspecify.annotations.Nullable;

/**
 * What one pane says about a mean of scores of a group and its reference. Figures are moved to [0,
 * 1], the scale that bets know. Sums are in billionths, whole numbers, so that they are the same
 * whatever came first.
 */
public record PaneMeans(
    long n, long sum, long squares, long referenceN, long referenceSum, long referenceSquares) {

  public static final PaneMeans NOBODY = new PaneMeans(0, 0, 0, 0, 0, 0);

  public static PaneMeans of(
      ScoreMean mean, @Nullable GroupScoreSums group, @Nullable GroupScoreSums reference) {
    return group == null || reference == null
        ? NOBODY
        : new PaneMeans(
            group.n(),
            sum(mean, group),
            squares(mean, group),
            reference.n(),
            sum(mean, reference),
            squares(mean, reference));
  }

  /** Sum of (d - least) / width. */
  private static long sum(ScoreMean mean, GroupScoreSums of) {
    return Math.round((of.sum() - mean.least() * of.n() * GroupScoreSums.BILLION) / mean.width());
  }

  /** Sum of ((d - least) / width) squared. */
  private static long squares(ScoreMean mean, GroupScoreSums of) {
    double least = mean.least();
    double moved =
        of.squares() - 2 * least * of.sum() + least * least * of.n() * GroupScoreSums.BILLION;
    return Math.round(moved / (mean.width() * mean.width()));
  }

  /** Of the group; not a number when nobody has a figure. */
  public double mean(ScoreMean of) {
    return of.least() + of.width() * (sum / GroupScoreSums.BILLION / n);
  }

  public double referenceMean(ScoreMean of) {
    return of.least() + of.width() * (referenceSum / GroupScoreSums.BILLION / referenceN);
  }

  /** Of both panes together. */
  public PaneMeans plus(PaneMeans other) {
    return new PaneMeans(
        n + other.n,
        sum + other.sum,
        squares + other.squares,
        referenceN + other.referenceN,
        referenceSum + other.referenceSum,
        referenceSquares + other.referenceSquares);
  }

  /** The group without another's group, and the same reference. */
  public PaneMeans without(PaneMeans other) {
    return new PaneMeans(
        n - other.n,
        sum - other.sum,
        squares - other.squares,
        referenceN,
        referenceSum,
        referenceSquares);
  }

  /** Whether both sides have somebody; otherwise a pane says nothing about their gap. */
  public boolean known() {
    return n > 0 && referenceN > 0;
  }
}
