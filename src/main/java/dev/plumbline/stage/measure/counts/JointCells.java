package dev.plumbline.stage.measure.counts;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.CellCounts;
import dev.plumbline.event.pane.JointCounts;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.group.GroupSearch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cells in which a search counts people: by the groups of all its attributes at once. Counts of
 * a cell are {@link GroupCounts} under the cell's name, so that they add up as those of groups do.
 * Not thread-safe.
 */
public final class JointCells {

  /**
   * Cells that a pane tells apart, the first by a fixed order of their names; whoever is beyond is
   * in the cell of other values, hence in no group that is looked at, but among everyone else.
   */
  public static final int MOST = 4_096;

  private static final int MOST_REMEMBERED = 16_384;

  /** Between the groups of a name; no group has it. */
  private static final char SEPARATOR = '\u001f';

  /** What counts carry instead of an attribute's name, which every cell would repeat. */
  static final String ATTRIBUTE = "+";

  private static final JointCells NONE = new JointCells(GroupSearch.NONE);

  private final List<String> attributes;
  private final int depth;

  /** A group's keys to the cell; the same few lists return in every pane. */
  private final Map<List<String>, String> remembered = new HashMap<>();

  public JointCells(GroupSearch search) {
    this.attributes = search.attributes();
    this.depth = search.depth();
  }

  /** Of a policy that searches nothing. */
  public static JointCells none() {
    return NONE;
  }

  /**
   * Adds those who share all their groups.
   *
   * @param keys {@code attribute=group}
   */
  public void add(List<String> keys, GroupCounts counts, Map<String, GroupCounts> cells) {
    if (!attributes.isEmpty()) {
      String name = remembered.get(keys);
      if (name == null) {
        name = name(keys);
        if (remembered.size() < MOST_REMEMBERED) {
          remembered.put(keys, name);
        }
      }
      cells.merge(name, GroupCounts.none(ATTRIBUTE, name).merge(counts), GroupCounts::merge);
    }
  }

  private String name(List<String> keys) {
    List<String> groups = new ArrayList<>();
    for (String attribute : attributes) {
      String group = "";
      for (String key : keys) {
        int end = attribute.length();
        if (key.length() > end && key.charAt(end) == '=' && key.startsWith(attribute)) {
          group = key.substring(end + 1);
        }
      }
      groups.add(group);
    }
    return String.join(String.valueOf(SEPARATOR), groups);
  }

  /** No more cells than a pane tells apart; the same map when it holds no more. */
  static Map<String, GroupCounts> capped(Map<String, GroupCounts> cells) {
    if (cells.size() <= MOST) {
      return cells;
    }
    Map<String, GroupCounts> capped = new TreeMap<>();
    List<String> kept = CardinalityLimit.first(named(cells), MOST);
    kept.forEach(name -> capped.put(name, cells.getOrDefault(name, none(name))));
    cells.forEach(
        (name, counts) -> {
          if (!capped.containsKey(name) || isOthers(name)) {
            String others = othersFor(name);
            capped.merge(others, none(others).merge(counts), GroupCounts::merge);
          }
        });
    return Collections.unmodifiableMap(capped);
  }

  /** The cell of other values takes no place. */
  private static List<String> named(Map<String, GroupCounts> cells) {
    return cells.keySet().stream().filter(name -> !isOthers(name)).toList();
  }

  private static GroupCounts none(String name) {
    return GroupCounts.none(ATTRIBUTE, name);
  }

  private static boolean isOthers(String name) {
    return name.equals(othersFor(name));
  }

  private static String othersFor(String name) {
    long parts = name.chars().filter(c -> c == SEPARATOR).count() + 1;
    return String.join(
        String.valueOf(SEPARATOR), Collections.nCopies((int) parts, GroupPolicy.OTHER));
  }

  /** As readers get them; null where nothing is searched. */
  public @Nullable JointCounts toJoint(Map<String, GroupCounts> cells) {
    if (attributes.isEmpty()) {
      return null;
    }
    List<CellCounts> each = new ArrayList<>();
    cells.forEach(
        (name, counts) ->
            each.add(CellCounts.of(List.of(name.split(String.valueOf(SEPARATOR), -1)), counts)));
    return new JointCounts(attributes, depth, each);
  }
}
