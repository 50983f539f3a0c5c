package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.group.ReferenceGroups;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whom each group of any attribute is compared with.
 *
 * @param <T> what is known of a group
 */
final class GroupReferences<T> {

  private final Map<String, ReferenceGroups<T>> byAttribute = new HashMap<>();

  /**
   * @param all of every group; joined in this order
   * @param joined several groups' under a name; the list may be empty
   */
  GroupReferences(
      GroupPolicy policy,
      Collection<T> all,
      Function<T, GroupName> name,
      BiFunction<GroupName, List<T>, T> joined) {
    Map<String, Map<String, T>> attributes = new HashMap<>();
    for (T each : all) {
      GroupName of = name.apply(each);
      attributes
          .computeIfAbsent(of.attribute(), attribute -> new LinkedHashMap<>())
          .put(of.group(), each);
    }
    attributes.forEach(
        (attribute, groups) ->
            byAttribute.put(
                attribute,
                new ReferenceGroups<>(
                    policy.reference().get(attribute),
                    groups,
                    (group, several) -> joined.apply(new GroupName(attribute, group), several))));
  }

  /** Null for a declared reference itself and for groups of attributes that nobody is known of. */
  @Nullable T reference(GroupName group) {
    ReferenceGroups<T> references = byAttribute.get(group.attribute());
    return references == null ? null : references.reference(group.group());
  }
}
