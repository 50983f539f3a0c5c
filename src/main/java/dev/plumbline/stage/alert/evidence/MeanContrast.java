package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessRule;
import java.util.List;

/**
 * One one-sided hypothesis about the mean favourable probability of a group and its reference:
 * {@code sign * (mean of the group - mean of the reference) <= delta} is tolerated.
 *
 * @param sign 1 when the group must not be ahead, -1 when it must not be behind
 */
public record MeanContrast(String name, int sign, double delta) implements GapContrast {

  public static List<MeanContrast> of(FairnessRule rule) {
    return rule.pagesOnScores()
        ? List.of(
            new MeanContrast("mean-low", -1, rule.tolerance()),
            new MeanContrast("mean-high", 1, rule.tolerance()))
        : List.of();
  }

  @Override
  public double tolerance() {
    return delta;
  }

  @Override
  public MeanContrast reversed() {
    return new MeanContrast(name + "-inside", -sign, -delta);
  }
}
