package dev.plumbline.fairness;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.GroupPolicy;
import dev.plumbline.policy.ReferenceGroups;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One group's counts by the levels of something else.
 *
 * @param words as sentences name it
 * @param levels all levels, in order; those without requests have counts of 0
 */
record LeveledGroup(String attribute, String name, String words, Map<String, GroupCounts> levels) {

  /**
   * @param cells by {@link GroupPolicy#joint} names of group and level
   */
  static LeveledGroup of(
      String attribute, String name, List<String> levels, Map<String, GroupCounts> cells) {
    Map<String, GroupCounts> counts = new LinkedHashMap<>();
    for (String level : levels) {
      GroupCounts cell = cells.get(GroupPolicy.joint(name, level));
      counts.put(level, cell == null ? GroupCounts.none(attribute, name) : cell);
    }
    return new LeveledGroup(attribute, name, attribute + "=" + name, counts);
  }

  static LeveledGroup joined(String attribute, String name, List<LeveledGroup> several) {
    Map<String, GroupCounts> counts = new LinkedHashMap<>();
    several.forEach(
        group -> group.levels.forEach((level, of) -> counts.merge(level, of, GroupCounts::merge)));
    String words = name.equals(ReferenceGroups.REST) ? name : attribute + "=" + name;
    return new LeveledGroup(attribute, name, words, counts);
  }

  GroupCounts level(String level) {
    GroupCounts counts = levels.get(level);
    return counts == null ? GroupCounts.none(attribute, name) : counts;
  }
}
