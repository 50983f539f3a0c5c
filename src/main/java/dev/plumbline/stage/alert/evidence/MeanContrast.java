package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.ScoreMean;
import java.util.List;

/**
 * One one-sided hypothesis about a mean of scores of a group and its reference: {@code sign * (mean
 * of the group - mean of the reference) <= tolerance} is tolerated.
 *
 * @param sign 1 when the group must not be ahead, -1 when it must not be behind
 */
public record MeanContrast(String name, ScoreMean mean, int sign, double tolerance)
    implements GapContrast {

  public static List<MeanContrast> of(FairnessRule rule) {
    ScoreMean mean = rule.pagedMean();
    return mean == null
        ? List.of()
        : List.of(
            new MeanContrast("mean-low", mean, -1, rule.tolerance()),
            new MeanContrast("mean-high", mean, 1, rule.tolerance()));
  }

  /** What is tolerated, as a share of all that the mean can be. */
  double delta() {
    return tolerance / mean.width();
  }

  @Override
  public boolean ofLabels() {
    return mean.ofLabels();
  }

  @Override
  public MeanContrast reversed() {
    return new MeanContrast(name + "-inside", mean, -sign, -tolerance);
  }
}
