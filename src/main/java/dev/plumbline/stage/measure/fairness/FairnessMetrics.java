package dev.plumbline.stage.measure.fairness;

import dev.plumbline.event.FairnessMeasure;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Groups;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy's fairness metrics: every group of every attribute and declared intersection against its
 * reference, and the worst pair. Measured are the metrics that the policy has rules for, and the
 * basic four, which without a rule are not judged. A group under the policy's minimum size, or
 * without people that a metric is about, is not enough evidence: it has no value, is named, and
 * takes no part in the worst pair.
 */
public final class FairnessMetrics {

  private final Groups groups;
  private final Map<FairnessMetric, @Nullable Double> tolerances =
      new EnumMap<>(FairnessMetric.class);

  public FairnessMetrics(Groups groups, List<FairnessRule> rules) {
    this.groups = groups;
    FairnessMetric.BASIC.forEach(metric -> tolerances.put(metric, null));
    rules.forEach(rule -> tolerances.put(rule.metric(), rule.tolerance()));
  }

  /**
   * @param sides by attribute or intersection its groups, sorted by name
   */
  public List<FairnessMeasure> measure(Map<String, List<Side>> sides, Side everyone) {
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

  private List<Finding> findings(FairnessMetric metric, String attribute, List<Side> sides) {
    if (metric == FairnessMetric.REPRESENTATION) {
      Map<String, Double> population = groups.population().getOrDefault(attribute, Map.of());
      List<GroupCounts> counts = sides.stream().map(Side::counts).toList();
      return new Representation(attribute, counts, population, groups.minimumSize()).all();
    }
    return findings(metric, sides).all(attribute, groups.reference().get(attribute));
  }

  private Findings findings(FairnessMetric metric, List<Side> sides) {
    return new Findings(
        new Comparison(Metric.of(metric), metric.tolerance(), sides, groups.minimumSize()));
  }

  /** A figure that needs no other group. */
  private Finding own(FairnessMetric metric, Side side) {
    return findings(metric, List.of(side)).all(GroupCounts.ALL, null).get(0);
  }
}
