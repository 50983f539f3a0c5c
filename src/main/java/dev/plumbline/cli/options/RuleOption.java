package dev.plumbline.cli.options;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessMetric;
import java.util.Arrays;

/** The option {@code --rule METRIC/ATTRIBUTE/GROUP}. */
public final class RuleOption {

  private RuleOption() {}

  /**
   * A group's name may hold a slash, a metric's and an attribute's may not.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static AlertRule parse(String rule) {
    String[] parts = rule.split("/", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException(
          "--rule must be METRIC/ATTRIBUTE/GROUP, for example "
              + FairnessMetric.EQUAL_OPPORTUNITY_DIFFERENCE.label()
              + "/sex/female");
    }
    boolean fairness =
        Arrays.stream(FairnessMetric.values()).anyMatch(metric -> metric.label().equals(parts[0]));
    if (!fairness && !parts[1].equals(GroupCounts.ALL)) {
      throw new IllegalArgumentException(
          "--rule: '"
              + parts[0]
              + "' is no fairness metric; allowed: "
              + Arrays.stream(FairnessMetric.values()).map(FairnessMetric::label).toList());
    }
    return new AlertRule(parts[0], parts[1], parts[2]);
  }
}
