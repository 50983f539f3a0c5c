package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Groups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys {@code attribute=group} that a record counts under. Remembered, because the same few
 * return in every record, but not without bound, because anyone can send new ones.
 */
final class GroupKeys {

  static final String EVERYONE = Counts.key(GroupCounts.ALL, GroupCounts.ALL);

  private static final int MOST_REMEMBERED = 4_096;

  private final Groups groups;
  private final Map<Map<String, String>, List<String>> remembered = new HashMap<>();

  GroupKeys(Groups groups) {
    this.groups = groups;
  }

  List<String> of(Map<String, String> attributes) {
    List<String> keys = remembered.get(attributes);
    if (keys == null) {
      keys = keys(attributes);
      if (remembered.size() < MOST_REMEMBERED) {
        remembered.put(attributes, keys);
      }
    }
    return keys;
  }

  private List<String> keys(Map<String, String> attributes) {
    List<String> keys = new ArrayList<>();
    keys.add(EVERYONE);
    groups.of(attributes).forEach((attribute, group) -> keys.add(Counts.key(attribute, group)));
    return List.copyOf(keys);
  }
}
