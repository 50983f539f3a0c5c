package dev.plumbline.stage.measure.window;

import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.ConditionalMetrics;
import dev.plumbline.fairness.FairnessMetrics;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.ScoreSums;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The policy's fairness metrics over one window's counts. */
final class FairnessCalculator {

  private final FairnessMetrics metrics;
  private final ConditionalMetrics conditional;
  private final Set<String> attributes;

  FairnessCalculator(Policy policy) {
    metrics = new FairnessMetrics(policy.groups(), policy.fairness());
    conditional = new ConditionalMetrics(policy.groups(), policy.fairness());
    attributes = policy.groups().compared();
  }

  List<FairnessMeasure> measure(MeasureCounts counts) {
    Map<String, List<ComparedGroup>> sides = new TreeMap<>();
    for (String attribute : attributes) {
      List<ComparedGroup> groups = new ArrayList<>();
      counts.groupsOf(attribute).forEach(group -> groups.add(side(counts, group)));
      sides.put(attribute, groups);
    }
    List<FairnessMeasure> measures =
        new ArrayList<>(metrics.measure(sides, side(counts, counts.everyone())));
    measures.addAll(
        conditional.measure(
            counts.groups().values().stream().map(group -> side(counts, group)).toList()));
    return measures;
  }

  static ComparedGroup side(MeasureCounts counts, GroupCounts group) {
    GroupScores scores = counts.scores(group.attribute(), group.group());
    return new ComparedGroup(
        group,
        new ScoreSums(
            scores.all().total(),
            scores.sum(),
            scores.squares(),
            scores.positives(),
            scores.negatives(),
            scores.residuals()),
        counts.subjects(group.attribute(), group.group()));
  }
}
