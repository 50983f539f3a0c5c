package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.measure.GroupScoreSums;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.policy.GroupPolicy;
import java.util.HashMap;
import java.util.Map;

/** One pane's favourable probabilities of its groups and of whom each is compared with. */
public final class PaneScores {

  private final Map<GroupName, GroupScoreSums> sums = new HashMap<>();
  private final GroupReferences<GroupScoreSums> references;

  public PaneScores(GroupPolicy policy, PaneCounts pane) {
    references =
        new GroupReferences<>(
            policy,
            pane.scores(),
            PaneScores::name,
            (name, several) ->
                several.stream()
                    .reduce(
                        new GroupScoreSums(name.attribute(), name.group(), 0, 0, 0),
                        GroupScoreSums::merge));
    pane.scores().forEach(each -> sums.put(name(each), each));
  }

  private static GroupName name(GroupScoreSums sums) {
    return new GroupName(sums.attribute(), sums.group());
  }

  public PaneMeans of(GroupName group) {
    return PaneMeans.of(sums.get(group), references.reference(group));
  }
}
