package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.measure.GroupScoreSums;
import org.jspecify.annotations.Nullable;

/**
 * What one pane says about the mean favourable probability of a group and its reference. Sums are
 * in billionths, whole numbers, so that they are the same whatever came first.
 */
public record PaneMeans(
    long n, long sum, long squares, long referenceN, long referenceSum, long referenceSquares) {

  public static final PaneMeans NOBODY = new PaneMeans(0, 0, 0, 0, 0, 0);

  public static PaneMeans of(@Nullable GroupScoreSums group, @Nullable GroupScoreSums reference) {
    return group == null || reference == null
        ? NOBODY
        : new PaneMeans(
            group.n(),
            group.sum(),
            group.squares(),
            reference.n(),
            reference.sum(),
            reference.squares());
  }

  /** Of the group; not a number when nobody has a probability. */
  public double mean() {
    return sum / GroupScoreSums.BILLION / n;
  }

  public double referenceMean() {
    return referenceSum / GroupScoreSums.BILLION / referenceN;
  }

  /** Whether both sides have somebody; otherwise a pane says nothing about their gap. */
  boolean known() {
    return n > 0 && referenceN > 0;
  }
}
