package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.measure.GroupScoreSums;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.policy.GroupPolicy;
import dev.plumbline.policy.ReferenceGroups;
import dev.plumbline.policy.ScoreMean;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One pane's means of scores of its groups and of whom each is compared with. */
public final class PaneScores {

  private final GroupPolicy policy;
  private final Map<GroupName, Map<ScoreMean, PaneMeans>> means = new HashMap<>();

  public PaneScores(GroupPolicy policy, PaneCounts pane) {
    this.policy = policy;
    for (ScoreMean mean : ScoreMean.values()) {
      add(mean, sums(mean, pane));
    }
  }

  private static List<GroupScoreSums> sums(ScoreMean mean, PaneCounts pane) {
    return switch (mean) {
      case PROBABILITY -> pane.scores();
      case RESIDUAL -> pane.residuals();
    };
  }

  private void add(ScoreMean mean, List<GroupScoreSums> sums) {
    Map<String, Map<String, GroupScoreSums>> scores = new HashMap<>();
    for (GroupScoreSums each : sums) {
      scores
          .computeIfAbsent(each.attribute(), name -> new LinkedHashMap<>())
          .put(each.group(), each);
    }
    scores.forEach(
        (attribute, of) -> {
          ReferenceGroups<GroupScoreSums> references =
              new ReferenceGroups<>(
                  policy.reference().get(attribute),
                  of,
                  (name, several) ->
                      several.stream()
                          .reduce(
                              new GroupScoreSums(attribute, name, 0, 0, 0), GroupScoreSums::merge));
          of.forEach(
              (group, own) ->
                  means
                      .computeIfAbsent(
                          new GroupName(attribute, group), name -> new EnumMap<>(ScoreMean.class))
                      .put(mean, PaneMeans.of(mean, own, references.reference(group))));
        });
  }

  /** Empty of a group that has none. */
  public Map<ScoreMean, PaneMeans> of(GroupName group) {
    return means.getOrDefault(group, Map.of());
  }
}
