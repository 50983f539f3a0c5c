package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.policy.GroupPolicy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom each group of a pane is compared with. */
public final class ReferenceGroups {

  private static final String REST = "everyone else";

  private final GroupPolicy groups;
  private final Map<GroupName, GroupCounts> byName = new HashMap<>();
  private final Map<String, GroupCounts> totals = new HashMap<>();

  public ReferenceGroups(GroupPolicy groups, PaneCounts pane) {
    this.groups = groups;
    for (GroupCounts counts : pane.groups()) {
      byName.put(GroupName.of(counts), counts);
      totals.merge(counts.attribute(), counts, GroupCounts::merge);
    }
  }

  /**
   * The declared reference, or everyone of the attribute outside the group; null for the reference
   * itself and for everyone.
   */
  public @Nullable GroupCounts of(GroupCounts group) {
    String attribute = group.attribute();
    if (attribute.equals(GroupCounts.ALL)) {
      return null;
    }
    String declared = groups.reference().get(attribute);
    if (declared == null) {
      GroupCounts all = totals.getOrDefault(attribute, group);
      return GroupCounts.none(attribute, REST).merge(all.minus(group));
    }
    if (declared.equals(group.group())) {
      return null;
    }
    GroupCounts reference = byName.get(new GroupName(attribute, declared));
    return reference == null ? GroupCounts.none(attribute, declared) : reference;
  }
}
