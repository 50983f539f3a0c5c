package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.measure.GroupScoreSums;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.policy.GroupPolicy;
import dev.plumbline.policy.ReferenceGroups;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One pane's favourable probabilities of its groups and of whom each is compared with. */
public final class PaneScores {

  private final Map<GroupName, PaneMeans> means = new HashMap<>();

  public PaneScores(GroupPolicy policy, PaneCounts pane) {
    Map<String, Map<String, GroupScoreSums>> scores = new HashMap<>();
    for (GroupScoreSums each : pane.scores()) {
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
              (group, sums) ->
                  means.put(
                      new GroupName(attribute, group),
                      PaneMeans.of(sums, references.reference(group))));
        });
  }

  public PaneMeans of(GroupName group) {
    return means.getOrDefault(group, PaneMeans.NOBODY);
  }
}
