package dev.plumbline.fairness;

import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.group.ReferenceGroups;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One group's counts by the levels of something else.
 *
 * @param words as sentences name it
 * @param levels all levels, in order; those without requests have counts of 0
 */
record LeveledGroup(
    String attribute, String name, String words, Map<String, ComparedGroup> levels) {

  /**
   * @param cells by {@link GroupPolicy#joint} names of group and level
   */
  static LeveledGroup of(
      String attribute, String name, List<String> levels, Map<String, ComparedGroup> cells) {
    Map<String, ComparedGroup> counts = new LinkedHashMap<>();
    for (String level : levels) {
      ComparedGroup cell = cells.get(GroupPolicy.joint(name, level));
      counts.put(level, cell == null ? ComparedGroup.none(attribute, name) : cell);
    }
    return new LeveledGroup(attribute, name, attribute + "=" + name, counts);
  }

  static LeveledGroup joined(String attribute, String name, List<LeveledGroup> several) {
    Map<String, ComparedGroup> counts = new LinkedHashMap<>();
    several.forEach(
        group ->
            group.levels.forEach((level, of) -> counts.merge(level, of, ComparedGroup::merge)));
    String words = name.equals(ReferenceGroups.REST) ? name : attribute + "=" + name;
    return new LeveledGroup(attribute, name, words, counts);
  }

  ComparedGroup level(String level) {
    ComparedGroup counts = levels.get(level);
    return counts == null ? ComparedGroup.none(attribute, name) : counts;
  }
}
