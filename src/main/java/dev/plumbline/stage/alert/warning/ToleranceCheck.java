package dev.plumbline.stage.alert.warning;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Tolerance;
import java.time.Instant;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/** One measure against a rule's tolerance, whichever kind of tolerance the metric has. */
record ToleranceCheck(FairnessMeasure measure, FairnessRule rule) {

  private static final double Z = 1.959963984540054;

  /** A ratio of nothing is as far as its interval's upper end can tell. */
  private static final double LEAST_RATIO = 1e-6;

  /**
   * One-sided p-value of "within tolerance"; 1 without evidence. It is read off the arm of the 95 %
   * interval towards the tolerance, taken as 1.96 standard errors; on the log scale for ratios.
   */
  double pValue() {
    Double excess = excess();
    if (excess == null || excess <= 0) {
      return 1;
    }
    double error = arm() / Z;
    return error == 0 ? 0 : NormalDistribution.of(0, 1).survivalProbability(excess / error);
  }

  RuleReading reading(Instant windowEnd, boolean beyond) {
    Double excess = excess();
    return new RuleReading(
        new AlertRule(measure.metric(), measure.attribute(), measure.group()),
        windowEnd,
        beyond,
        excess != null && excess <= 0,
        new AlertFigures(
            measure.value(),
            measure.low(),
            measure.high(),
            measure.n(),
            measure.nReference(),
            rule.tolerance()),
        measure.sentence());
  }

  /** How far the value is beyond the tolerance, on the scale of the test; null without evidence. */
  private @Nullable Double excess() {
    Double value = measure.value();
    if (value == null) {
      return null;
    }
    return switch (meaning()) {
      case LARGEST_DIFFERENCE -> Math.abs(value) - rule.tolerance();
      case SMALLEST_RATIO -> Math.abs(log(value)) - Math.abs(Math.log(rule.tolerance()));
      case SMALLEST_VALUE -> rule.tolerance() - value;
      case LARGEST_VALUE -> value - rule.tolerance();
    };
  }

  /** The interval's arm towards the tolerance. */
  private double arm() {
    double value = measure.value() == null ? 0 : measure.value();
    double low = measure.low() == null ? value : measure.low();
    double high = measure.high() == null ? value : measure.high();
    return switch (meaning()) {
      case LARGEST_DIFFERENCE -> value > 0 ? value - low : high - value;
      case SMALLEST_RATIO -> value < 1 ? log(high) - log(value) : log(value) - log(low);
      case SMALLEST_VALUE -> high - value;
      case LARGEST_VALUE -> value - low;
    };
  }

  private Tolerance meaning() {
    return rule.metric().tolerance();
  }

  private static double log(double ratio) {
    return Math.log(Math.max(LEAST_RATIO, ratio));
  }
}
