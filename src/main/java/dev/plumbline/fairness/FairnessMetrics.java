package dev.plumbline.fairness;

import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.GroupMetric;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.group.GroupPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy's fairness metrics: every group of every attribute and declared intersection against its
 * reference, and the worst pair. Measured are the metrics that the policy has rules for, and the
 * basic four, which without a rule are not judged. A group under the policy's minimum size, or
 * without requests that a metric is about, is not enough evidence: it has no value, is named, and
 * takes no part in the worst pair.
 */
public final class FairnessMetrics {

  private final GroupPolicy groups;
  private final Map<FairnessMetric, @Nullable Double> tolerances =
      new EnumMap<>(FairnessMetric.class);

  public FairnessMetrics(GroupPolicy groups, List<FairnessRule> rules) {
    this.groups = groups;
    FairnessMetric.BASIC.forEach(metric -> tolerances.put(metric, null));
    rules.stream()
        .filter(rule -> !rule.conditional())
        .forEach(rule -> tolerances.put(rule.metric(), rule.tolerance()));
  }

  /**
   * @param sides by attribute or intersection its groups, sorted by name
   */
  public List<FairnessMeasure> measure(
      Map<String, List<ComparedGroup>> sides, ComparedGroup everyone) {
    List<FairnessMeasure> measures = new ArrayList<>();
    tolerances.forEach(
        (metric, tolerance) -> {
          if (metric == FairnessMetric.THEIL_INDEX) {
            measures.add(own(metric, everyone).judged(metric, tolerance));
          }
          sides.forEach(
              (attribute, of) ->
                  findings(metric, attribute, of)
                      .forEach(finding -> measures.add(finding.judged(metric, tolerance))));
        });
    return measures;
  }

  private List<FairnessFinding> findings(
      FairnessMetric metric, String attribute, List<ComparedGroup> sides) {
    if (metric == FairnessMetric.REPRESENTATION) {
      Map<String, Double> population = groups.population().getOrDefault(attribute, Map.of());
      return new RepresentationShare(attribute, sides, population, groups.minimumSize()).all();
    }
    return findings(metric, sides).all(attribute, groups.reference().get(attribute));
  }

  private FindingSentences findings(FairnessMetric metric, List<ComparedGroup> sides) {
    return new FindingSentences(
        new GroupComparison(
            GroupMetric.of(metric), metric.tolerance(), sides, groups.minimumSize()));
  }

  /** A figure that needs no other group. */
  private FairnessFinding own(FairnessMetric metric, ComparedGroup side) {
    return findings(metric, List.of(side)).all(GroupCounts.ALL, null).get(0);
  }
}
