package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.policy.group.GroupPolicy;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One pane's means of scores of its groups and of whom each is compared with. */
public final class PaneScores {

  private final Map<GroupName, Map<ScoreMean, PaneMeans>> means = new HashMap<>();

  public PaneScores(GroupPolicy policy, PaneCounts pane) {
    for (ScoreMean mean : ScoreMean.values()) {
      List<GroupScoreSums> sums = sums(mean, pane);
      GroupReferences<GroupScoreSums> references = references(policy, sums);
      for (GroupScoreSums own : sums) {
        GroupName name = name(own);
        means
            .computeIfAbsent(name, group -> new EnumMap<>(ScoreMean.class))
            .put(mean, PaneMeans.of(mean, own, references.reference(name)));
      }
    }
  }

  /** What a pane holds of a mean. */
  public static List<GroupScoreSums> sums(ScoreMean mean, PaneCounts pane) {
    return switch (mean) {
      case PROBABILITY -> pane.scores();
      case RESIDUAL -> pane.residuals();
    };
  }

  private static GroupReferences<GroupScoreSums> references(
      GroupPolicy policy, List<GroupScoreSums> sums) {
    return new GroupReferences<>(
        policy,
        sums,
        PaneScores::name,
        (name, several) ->
            several.stream()
                .reduce(
                    new GroupScoreSums(name.attribute(), name.group(), 0, 0, 0),
                    GroupScoreSums::merge));
  }

  private static GroupName name(GroupScoreSums sums) {
    return new GroupName(sums.attribute(), sums.group());
  }

  /** Empty of a group that has none. */
  public Map<ScoreMean, PaneMeans> of(GroupName group) {
    return means.getOrDefault(group, Map.of());
  }
}
