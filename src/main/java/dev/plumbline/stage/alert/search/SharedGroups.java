package dev.plumbline.stage.alert.search;

import dev.plumbline.policy.GroupNames;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What describes a group: a group of each of some attributes, all of which its people share.
 *
 * @param byAttribute group by attribute
 */
public record SharedGroups(Map<String, String> byAttribute) {

  public SharedGroups {
    byAttribute = Map.copyOf(byAttribute);
  }

  /** Of a group of an attribute, or of an intersection. */
  public static SharedGroups of(GroupName name) {
    List<String> attributes = GroupNames.parts(name.attribute());
    List<String> groups = GroupNames.parts(name.group());
    Map<String, String> shared = new TreeMap<>();
    for (int i = 0; i < Math.min(attributes.size(), groups.size()); i++) {
      shared.put(attributes.get(i), groups.get(i));
    }
    return new SharedGroups(shared);
  }

  /** Whether everyone of the other is in this one. */
  public boolean holds(SharedGroups other) {
    return other.byAttribute.entrySet().containsAll(byAttribute.entrySet());
  }
}
