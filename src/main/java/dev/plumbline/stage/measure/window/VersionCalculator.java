package dev.plumbline.stage.measure.window;

import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.fairness.FairnessMetrics;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.List;
import java.util.Map;

/**
 * The basic metrics of each version of the model against all others, for a canary release. No rule
 * judges them: versions are no groups of people.
 */
final class VersionCalculator {

  private final FairnessMetrics metrics;
  private final boolean measured;

  VersionCalculator(GroupPolicy groups) {
    metrics = new FairnessMetrics(groups, List.of());
    measured = groups.byVersion() && !groups.attributes().containsKey(GroupPolicy.VERSION);
  }

  List<FairnessMeasure> measure(MeasureCounts counts) {
    if (!measured) {
      return List.of();
    }
    List<ComparedGroup> versions =
        counts.groupsOf(GroupPolicy.VERSION).stream()
            .map(version -> FairnessCalculator.side(counts, version))
            .toList();
    return metrics
        .measure(
            Map.of(GroupPolicy.VERSION, versions),
            FairnessCalculator.side(counts, counts.everyone()))
        .stream()
        .filter(measure -> measure.attribute().equals(GroupPolicy.VERSION))
        .toList();
  }
}
