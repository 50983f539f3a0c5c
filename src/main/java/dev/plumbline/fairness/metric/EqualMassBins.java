package dev.plumbline.fairness.metric;

import dev.plumbline.statistics.CalibrationError;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.dyadic.AlignedCells;
import dev.plumbline.statistics.dyadic.ValueScale;

/**
 * Labelled requests in ten bins of as equal numbers as there can be: sorted by p, a cell is in the
 * tenth in which its first request is. Bins of equal width would leave nearly everyone of a rare
 * outcome in one bin.
 */
final class EqualMassBins {

  static final int BINS = 10;

  private final long[] counts = new long[BINS];
  private final long[] positives = new long[BINS];
  private final double[] sums = new double[BINS];

  private EqualMassBins() {}

  static EqualMassBins of(ScoreSums scores) {
    AlignedCells cells = AlignedCells.of(scores.positives(), scores.negatives());
    EqualMassBins bins = new EqualMassBins();
    long labelled = scores.labelled();
    long before = 0;
    for (int i = 0; i < cells.size(); i++) {
      long here = cells.first(i) + cells.second(i);
      int bin = (int) Math.min(BINS - 1, BINS * before / labelled);
      bins.counts[bin] += here;
      bins.positives[bin] += cells.first(i);
      bins.sums[bin] += here * cells.middle(i, ValueScale.UNIT);
      before += here;
    }
    return bins;
  }

  /**
   * @param effect how many times fewer independent requests they are worth
   */
  IntervalEstimate calibrationError(ConfidenceLevel confidence, double effect) {
    return CalibrationError.of(counts, positives, sums, confidence, effect);
  }
}
