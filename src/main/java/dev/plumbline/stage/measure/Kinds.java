package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Groups;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bounds the groups of an open attribute: beyond the bound they are one, {@link Groups#OTHER}.
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
final class Kinds {

  /** Kinds of one attribute that are counted apart: a pane is rewritten for every record. */
  static final int MOST_COUNTED = 4 * Groups.MOST_VALUES;

  private static final long MIXER = 0x9E3779B97F4A7C15L;

  private static final Comparator<GroupCounts> BY_HASH =
      Comparator.comparingLong((GroupCounts g) -> hash(g.group()))
          .thenComparing(GroupCounts::group);

  private static final Comparator<GroupCounts> BY_SIZE =
      Comparator.comparingLong((GroupCounts g) -> -g.requests() - g.labelled())
          .thenComparing(GroupCounts::group);

  private Kinds() {}

  /** At most {@link #MOST_COUNTED} groups an attribute; the same map when it holds no more. */
  static Map<String, GroupCounts> capped(Map<String, GroupCounts> groups) {
    return kept(groups, MOST_COUNTED, BY_HASH);
  }

  /** The {@link Groups#MOST_VALUES} largest groups of each attribute. */
  static Map<String, GroupCounts> largest(Map<String, GroupCounts> groups) {
    return kept(groups, Groups.MOST_VALUES, BY_SIZE);
  }

  private static Map<String, GroupCounts> kept(
      Map<String, GroupCounts> groups, int most, Comparator<GroupCounts> order) {
    if (groups.size() <= most) {
      return groups;
    }
    Map<String, List<GroupCounts>> byAttribute = new TreeMap<>();
    groups
        .values()
        .forEach(g -> byAttribute.computeIfAbsent(g.attribute(), a -> new ArrayList<>()).add(g));
    Map<String, GroupCounts> kept = new TreeMap<>();
    byAttribute.values().forEach(of -> keep(of, most, order, kept));
    return Collections.unmodifiableMap(kept);
  }

  private static void keep(
      List<GroupCounts> of,
      int most,
      Comparator<GroupCounts> order,
      Map<String, GroupCounts> kept) {
    of.sort(order);
    int places = most;
    for (GroupCounts g : of) {
      // The others are no kind: they take no place and give none away.
      boolean others = g.group().equals(Groups.OTHER);
      String name = others || places-- <= 0 ? Groups.OTHER : g.group();
      kept.merge(
          Counts.key(g.attribute(), name),
          GroupCounts.none(g.attribute(), name).merge(g),
          GroupCounts::merge);
    }
  }

  private static long hash(String name) {
    long mixed = name.hashCode() * MIXER;
    return mixed ^ (mixed >>> 29);
  }
}
