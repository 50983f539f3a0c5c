package dev.plumbline.policy.group;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whom each group of one attribute is compared with: the policy's reference group or, where it
 * names none, everyone of the attribute outside of the group. Measures, alerts and training all ask
 * here.
 *
 * @param <T> what is known of a group: its counts, its scores, its exemplars
 * @param declared the policy's reference group; null where it names none
 * @param groups what is known, by group
 * @param joined what is known of several groups together, under a name; the list may be empty
 */
public record ReferenceGroups<T>(
    @Nullable String declared, Map<String, T> groups, BiFunction<String, List<T>, T> joined) {

  /** The name of everyone outside of a group. */
  public static final String REST = "everyone else";

  private static final String OF = REST + " of ";

  /** The name of everyone outside of a group who is in another one, {@code sex=f}. */
  public static String restOf(String other) {
    return OF + other;
  }

  /** Whether it is the name of everyone outside of a group, or of a part of them. */
  public static boolean isRest(String name) {
    return name.equals(REST) || name.startsWith(OF);
  }

  /** Groups keep their order: joining is done in it. */
  public ReferenceGroups {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /**
   * Null for the declared reference itself, which is compared with nobody; a reference of which
   * nothing is known is none joined.
   */
  public @Nullable T reference(String group) {
    if (declared == null) {
      return rest(group);
    }
    if (declared.equals(group)) {
      return null;
    }
    T reference = groups.get(declared);
    return reference == null ? joined.apply(declared, List.of()) : reference;
  }

  /** Everyone outside of the group, whatever the policy's reference. */
  public T rest(String group) {
    return joined.apply(
        REST,
        groups.entrySet().stream()
            .filter(each -> !each.getKey().equals(group))
            .map(Map.Entry::getValue)
            .toList());
  }
}
