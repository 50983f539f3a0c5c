package dev.plumbline.stage.alert.search;

import dev.plumbline.event.pane.CellExamples;
import dev.plumbline.event.pane.GroupExemplars;
import dev.plumbline.event.pane.JointCounts;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A few requests of one pane, by the groups of all searched attributes: those of a group that
 * nobody declared, and of whom it is compared with.
 */
public final class JointExamples {

  private final JointCounts pane;
  private final List<GroupParts> apart;

  /**
   * @param apart groups whose people are set apart
   */
  public JointExamples(JointCounts pane, List<GroupName> apart) {
    this.pane = pane;
    this.apart = apart.stream().map(GroupParts::of).toList();
  }

  public GroupExemplars group(GroupName name) {
    GroupParts group = GroupParts.of(name);
    return examples(name, name.group(), cell -> group.holds(cell) && isBeside(cell, group));
  }

  /** Of everyone else who has the group's attributes and is not set apart from it. */
  public GroupExemplars reference(GroupName name, String reference) {
    GroupParts group = GroupParts.of(name);
    return examples(
        name,
        reference,
        cell ->
            !group.holds(cell)
                && cell.values().keySet().containsAll(group.values().keySet())
                && isBeside(cell, group));
  }

  /** Whether people are set apart together with the group, or neither is. */
  private boolean isBeside(GroupParts cell, GroupParts group) {
    return apart.stream()
        .filter(each -> !each.equals(group))
        .allMatch(each -> each.holds(cell) == each.holds(group));
  }

  private GroupExemplars examples(GroupName name, String group, Predicate<GroupParts> asked) {
    List<String> adverse = new ArrayList<>();
    List<String> falseNegatives = new ArrayList<>();
    List<String> falsePositives = new ArrayList<>();
    for (CellExamples cell : pane.examples()) {
      if (asked.test(parts(cell))) {
        adverse.addAll(cell.adverse());
        falseNegatives.addAll(cell.falseNegatives());
        falsePositives.addAll(cell.falsePositives());
      }
    }
    return new GroupExemplars(name.attribute(), group, adverse, falseNegatives, falsePositives);
  }

  private GroupParts parts(CellExamples cell) {
    Map<String, String> values = new HashMap<>();
    for (int a = 0; a < pane.attributes().size(); a++) {
      if (!cell.groups().get(a).isEmpty()) {
        values.put(pane.attributes().get(a), cell.groups().get(a));
      }
    }
    return new GroupParts(values);
  }
}
