package dev.plumbline.stage.measure.counts;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.statistics.sketch.StableHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bounds the kinds of whatever anyone can name: groups of an open attribute, labels. Beyond the
 * bound they are one, {@link GroupPolicy#OTHER}.
 *
 * <p>Two bounds, because "the largest 64" cannot be kept while counting: which ones they are is
 * known at the end, and what was thrown away until then depends on who counted what when. So
 * counting tells {@link #MOST_COUNTED} kinds apart, the first by a fixed order of their names (a
 * hash, so that no alphabet is favoured). Whatever is not among the first of a part is not among
 * the first of the whole, hence the groups that remain have exact counts, and the result is the
 * same for any partitioning, batching and restart. Only readers get the 64 largest of them. With up
 * to {@link #MOST_COUNTED} kinds nothing is lost; a flood of more may push real groups into "other"
 * too, but never changes a count that is shown.
 */
public final class CardinalityLimit {

  /** Kinds of one attribute that are counted apart: a pane is rewritten for every delta. */
  public static final int MOST_COUNTED = 4 * GroupPolicy.MOST_VALUES;

  private static final Comparator<String> BY_HASH =
      Comparator.comparingLong(StableHash::fibonacci).thenComparing(Comparator.naturalOrder());

  private static final Comparator<GroupCounts> FIRST_BY_HASH =
      Comparator.comparing(GroupCounts::group, BY_HASH);

  private static final Comparator<GroupCounts> LARGEST =
      Comparator.comparingLong((GroupCounts g) -> -g.requests() - g.labelled())
          .thenComparing(GroupCounts::group);

  private CardinalityLimit() {}

  /** Keys of the groups beyond {@link #MOST_COUNTED} an attribute, to the key of its others. */
  static Map<String, String> beyondCounted(Map<String, GroupCounts> groups) {
    return beyond(groups, MOST_COUNTED, FIRST_BY_HASH);
  }

  /** Keys of all but the {@link GroupPolicy#MOST_VALUES} largest, to the key of its others. */
  static Map<String, String> beyondLargest(Map<String, GroupCounts> groups) {
    return beyond(groups, GroupPolicy.MOST_VALUES, LARGEST);
  }

  /** At most {@link #MOST_COUNTED} names and the others; the same map when it holds no more. */
  static Map<String, Long> capped(Map<String, Long> counts) {
    if (counts.size() <= MOST_COUNTED) {
      return counts;
    }
    List<String> names = new ArrayList<>(counts.keySet());
    names.remove(GroupPolicy.OTHER);
    names.sort(BY_HASH);
    Map<String, Long> capped = new TreeMap<>(counts);
    for (String name : names.subList(Math.min(MOST_COUNTED, names.size()), names.size())) {
      Long count = capped.remove(name);
      if (count != null) {
        capped.merge(GroupPolicy.OTHER, count, Long::sum);
      }
    }
    return capped;
  }

  /** The first names by a fixed order that favours no alphabet. */
  static List<String> first(Collection<String> names, int most) {
    return names.stream().sorted(BY_HASH).limit(most).toList();
  }

  private static Map<String, String> beyond(
      Map<String, GroupCounts> groups, int most, Comparator<GroupCounts> order) {
    if (groups.size() <= most) {
      return Map.of();
    }
    Map<String, List<GroupCounts>> byAttribute = new TreeMap<>();
    for (GroupCounts g : groups.values()) {
      if (!g.group().equals(GroupPolicy.OTHER)) { // the others are no kind: they take no place
        byAttribute.computeIfAbsent(g.attribute(), a -> new ArrayList<>()).add(g);
      }
    }
    Map<String, String> renamed = new HashMap<>();
    byAttribute.forEach(
        (attribute, of) -> {
          of.sort(order);
          for (GroupCounts g : of.subList(Math.min(most, of.size()), of.size())) {
            renamed.put(
                MeasureCounts.key(attribute, g.group()),
                MeasureCounts.key(attribute, GroupPolicy.OTHER));
          }
        });
    return Collections.unmodifiableMap(renamed);
  }
}
