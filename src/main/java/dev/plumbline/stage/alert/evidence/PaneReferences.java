package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.policy.GroupPolicy;
import dev.plumbline.policy.ReferenceGroups;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pane's counts of whom each of its groups is compared with. */
public final class PaneReferences {

  private final Map<String, ReferenceGroups<GroupCounts>> byAttribute = new HashMap<>();

  public PaneReferences(GroupPolicy policy, PaneCounts pane) {
    Map<String, Map<String, GroupCounts>> groups = new HashMap<>();
    for (GroupCounts counts : pane.groups()) {
      groups
          .computeIfAbsent(counts.attribute(), name -> new LinkedHashMap<>())
          .put(counts.group(), counts);
    }
    groups.remove(GroupCounts.ALL);
    groups.forEach(
        (attribute, of) ->
            byAttribute.put(
                attribute,
                new ReferenceGroups<>(
                    policy.reference().get(attribute),
                    of,
                    (name, several) ->
                        several.stream()
                            .reduce(GroupCounts.none(attribute, name), GroupCounts::merge))));
  }

  /** Null for a declared reference itself and for everyone. */
  public @Nullable GroupCounts reference(GroupCounts group) {
    ReferenceGroups<GroupCounts> references = byAttribute.get(group.attribute());
    return references == null ? null : references.reference(group.group());
  }
}
