package dev.plumbline.stage.measure;

import dev.plumbline.event.FairnessMeasure;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.fairness.FairnessMetrics;
import dev.plumbline.stage.measure.fairness.ScoreSums;
import dev.plumbline.stage.measure.fairness.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The policy's fairness metrics over one window's counts. */
final class FairnessCalculator {

  private final FairnessMetrics metrics;
  private final Set<String> attributes;

  FairnessCalculator(Policy policy) {
    metrics = new FairnessMetrics(policy.groups(), policy.fairness());
    attributes = policy.groups().compared();
  }

  List<FairnessMeasure> measure(Counts counts) {
    Map<String, List<Side>> sides = new TreeMap<>();
    for (String attribute : attributes) {
      List<Side> groups = new ArrayList<>();
      counts.of(attribute).forEach(group -> groups.add(side(counts, group)));
      sides.put(attribute, groups);
    }
    return metrics.measure(sides, side(counts, counts.everyone()));
  }

  private static Side side(Counts counts, GroupCounts group) {
    GroupScores scores = counts.scores(group.attribute(), group.group());
    return new Side(
        group,
        new ScoreSums(
            scores.all().total(),
            scores.sum(),
            scores.squares(),
            scores.positives().toArray(),
            scores.negatives().toArray(),
            scores.labelledSums().toArray()));
  }
}
