package dev.plumbline.fairness;

import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.group.GroupPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures of groups by sex, compared with m where it is one of them. */
final class MeasuredGaps {

  static final ComparedGroup NOBODY = ComparedGroup.none("*", "*");

  private MeasuredGaps() {}

  static GroupPolicy groups(Map<String, String> reference) {
    return new GroupPolicy(Map.of("sex", Set.of()), List.of(), reference, 30);
  }

  static FairnessMeasure reference(
      FairnessMetric metric, double tolerance, String group, ComparedGroup... sides) {
    return find(measure(metric, tolerance, sides), metric, group);
  }

  static FairnessMeasure worst(FairnessMetric metric, double tolerance, ComparedGroup... sides) {
    return measure(metric, tolerance, sides).stream()
        .filter(m -> m.metric().equals(metric.label()))
        .filter(m -> m.comparison() == Comparison.WORST_PAIR)
        .findFirst()
        .orElseThrow();
  }

  static List<FairnessMeasure> measure(
      FairnessMetric metric, double tolerance, ComparedGroup... sides) {
    Map<String, String> reference =
        Arrays.stream(sides).anyMatch(s -> s.group().equals("m")) ? Map.of("sex", "m") : Map.of();
    return new FairnessMetrics(groups(reference), List.of(new FairnessRule(metric, tolerance)))
        .measure(FairnessFixtures.sides(sides), NOBODY);
  }

  static FairnessMeasure find(List<FairnessMeasure> measures, FairnessMetric metric, String group) {
    return measures.stream()
        .filter(m -> m.metric().equals(metric.label()) && m.group().equals(group))
        .filter(m -> m.comparison() == Comparison.REFERENCE)
        .findFirst()
        .orElseThrow();
  }
}
