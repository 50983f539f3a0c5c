package dev.plumbline.fairness.metric;

import dev.plumbline.policy.ScoreMean;
import dev.plumbline.statistics.AreaUnderCurve;
import dev.plumbline.statistics.SampleMoments;
import dev.plumbline.statistics.dyadic.AlignedCells;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import dev.plumbline.statistics.dyadic.ValueScale;

/**
 * What is known of a group's favourable probabilities p; immutable. Sums are in billionths.
 *
 * @param n how many have one
 * @param sum of p
 * @param squares sum of p squared
 * @param positives truly favourable requests by p, on {@link ValueScale#UNIT}
 * @param negatives truly not favourable requests, likewise
 * @param residuals labels less p
 */
public record ScoreSums(
    long n,
    long sum,
    long squares,
    DyadicCounts positives,
    DyadicCounts negatives,
    ResidualSums residuals) {

  public static final ScoreSums NONE =
      new ScoreSums(0, 0, 0, DyadicCounts.NONE, DyadicCounts.NONE, ResidualSums.NONE);

  private static final double BILLION = 1e9;

  public ScoreSums merge(ScoreSums other) {
    return new ScoreSums(
        n + other.n,
        sum + other.sum,
        squares + other.squares,
        positives.plus(other.positives),
        negatives.plus(other.negatives),
        residuals.merge(other.residuals));
  }

  SampleMoments moments(ScoreMean mean) {
    return switch (mean) {
      case PROBABILITY -> new SampleMoments(n, sum / BILLION, squares / BILLION);
      case RESIDUAL -> residuals.moments();
    };
  }

  long labelled() {
    return positives.total() + negatives.total();
  }

  /** How well positives of one side rank above negatives of another. */
  static AreaUnderCurve area(DyadicCounts positives, DyadicCounts negatives) {
    AlignedCells cells = AlignedCells.of(positives, negatives);
    return new AreaUnderCurve(cells.first(), cells.second());
  }
}
