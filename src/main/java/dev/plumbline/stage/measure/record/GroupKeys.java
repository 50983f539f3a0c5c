package dev.plumbline.stage.measure.record;

import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The keys {@code attribute=group} that a record counts under. Remembered, because the same few
 * return in every record, but not without bound, because anyone can send new ones.
 */
final class GroupKeys {

  private static final int MOST_REMEMBERED = 4_096;

  private final GroupPolicy groups;
  private final List<String> attributes;

  /** By the attributes' values in order: a map's own hash is the same for many maps. */
  private final Map<List<String>, List<String>> remembered = new HashMap<>();

  GroupKeys(GroupPolicy groups) {
    this.groups = groups;
    this.attributes =
        Stream.of(
                groups.attributes().keySet().stream(),
                groups.factors().keySet().stream(),
                groups.byVersion() ? Stream.of(GroupPolicy.VERSION) : Stream.<String>empty())
            .flatMap(names -> names)
            .distinct()
            .sorted()
            .toList();
  }

  /**
   * @param values of attributes, and levels of factors
   */
  List<String> keysFor(Map<String, String> values) {
    List<String> inOrder = new ArrayList<>(attributes.size());
    for (String attribute : attributes) {
      inOrder.add(values.get(attribute));
    }
    List<String> keys = remembered.get(inOrder);
    if (keys == null) {
      keys = keys(values);
      if (remembered.size() < MOST_REMEMBERED) {
        remembered.put(inOrder, keys);
      }
    }
    return keys;
  }

  private List<String> keys(Map<String, String> values) {
    List<String> keys = new ArrayList<>();
    keys.add(MeasureCounts.EVERYONE);
    groups
        .cellsFor(values)
        .forEach((attribute, group) -> keys.add(MeasureCounts.key(attribute, group)));
    return List.copyOf(keys);
  }
}
