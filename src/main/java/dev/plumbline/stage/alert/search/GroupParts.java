package dev.plumbline.stage.alert.search;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A group as the value of each of its attributes: {@code sex*race} of {@code female*Black} is sex
 * female and race Black.
 *
 * @param values empty for everyone
 */
public record GroupParts(Map<String, String> values) {

  public static GroupParts of(GroupName name) {
    if (name.attribute().equals(GroupCounts.ALL)) {
      return new GroupParts(Map.of());
    }
    List<String> attributes = GroupNames.parts(name.attribute());
    List<String> groups = GroupNames.parts(name.group());
    if (attributes.size() != groups.size()) {
      return new GroupParts(Map.of(name.attribute(), name.group()));
    }
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      values.put(attributes.get(i), groups.get(i));
    }
    return new GroupParts(values);
  }

  /** Whether everybody of the other is one of these too; a group holds itself. */
  public boolean holds(GroupParts other) {
    return !values.isEmpty() && other.values.entrySet().containsAll(values.entrySet());
  }
}
