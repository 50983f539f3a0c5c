package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.group.ReferenceGroups;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pane's counts of whom each of its groups is compared with. */
public final class PaneReferences {

  private final GroupReferences<GroupCounts> references;

  public PaneReferences(GroupPolicy policy, PaneCounts pane) {
    references =
        new GroupReferences<>(
            policy,
            pane.groups().stream()
                .filter(counts -> !counts.attribute().equals(GroupCounts.ALL))
                .toList(),
            GroupName::of,
            PaneReferences::joined);
  }

  /** Everyone else who is counted together already keeps the name that says who it is. */
  private static GroupCounts joined(GroupName name, List<GroupCounts> several) {
    return several.size() == 1 && ReferenceGroups.isRest(several.get(0).group())
        ? several.get(0)
        : several.stream()
            .reduce(GroupCounts.none(name.attribute(), name.group()), GroupCounts::merge);
  }

  /** Null for a declared reference itself and for everyone. */
  public @Nullable GroupCounts reference(GroupCounts group) {
    return references.reference(GroupName.of(group));
  }
}
