package dev.plumbline.fairness;

import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.GroupMetric;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a metric of each group is from fair, as one number that is 0 when it is fair: the
 * distance of two groups' figures, for a ratio metric one minus the smaller over the larger; one
 * minus an area under the curve; Theil's index itself. Whom a group is compared with is the
 * policy's, as everywhere.
 *
 * @param minimum of how many requests a figure must be: of fewer a group has no gap
 */
public record FairnessGaps(GroupPolicy policy, long minimum) {

  /**
   * By group; without a declared reference, which is compared with nobody, and without groups that
   * are not enough evidence. Empty of representation: it is about who makes requests, not about
   * what is decided.
   *
   * @param groups of the attribute, sorted by name
   */
  public Map<String, Double> measure(
      FairnessMetric metric, String attribute, List<ComparedGroup> groups) {
    Map<String, Double> gaps = new TreeMap<>();
    if (metric == FairnessMetric.REPRESENTATION) {
      return gaps;
    }
    GroupComparison comparison =
        new GroupComparison(GroupMetric.of(metric), metric.tolerance(), groups, minimum);
    for (GroupGap gap : comparison.references(attribute, policy.reference().get(attribute))) {
      IntervalEstimate estimate = gap.estimate();
      if (estimate != null) {
        gaps.put(gap.group().group(), metric.tolerance().distance(estimate.value()));
      }
    }
    return gaps;
  }
}
