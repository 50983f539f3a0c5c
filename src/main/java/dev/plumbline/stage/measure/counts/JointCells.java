package dev.plumbline.stage.measure.counts;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.CellCounts;
import dev.plumbline.event.pane.CellExamples;
import dev.plumbline.event.pane.JointCounts;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.group.GroupSearch;
import dev.plumbline.statistics.sketch.StableHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
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

  /**
   * Samples of requests a pane keeps, whatever cells they are of: each has {@link
   * BottomKSample#MOST} of a kind, so that a group of three hundredths has some in every pane.
   */
  private static final int SAMPLES = 32;

  private static final int MOST_REMEMBERED = 16_384;

  /** Between the groups of a name; no group has it. */
  private static final char SEPARATOR = '\u001f';

  /** Between a cell's name and a request's id; no group has it. */
  private static final char ID_BEGINS = '\u001e';

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
      String name = cell(keys);
      cells.merge(name, GroupCounts.none(ATTRIBUTE, name).merge(counts), GroupCounts::merge);
    }
  }

  /**
   * Adds a request to look at. Which ones are kept depends on the set of all of them alone.
   *
   * @param keys {@code attribute=group}
   * @param samples by key, among those of {@link MeasureCounts#examples}
   */
  public void example(
      PaneExemplars.Kind kind,
      String requestId,
      List<String> keys,
      Map<String, PaneExemplars> samples) {
    if (!attributes.isEmpty()) {
      String key = MeasureCounts.key(ATTRIBUTE, sampleOf(requestId));
      PaneExemplars before = samples.getOrDefault(key, PaneExemplars.NONE);
      samples.put(key, before.plus(kind, cell(keys) + ID_BEGINS + requestId));
    }
  }

  private static String sampleOf(String requestId) {
    return Long.toString(Math.floorMod(StableHash.bits(requestId), SAMPLES));
  }

  /** Whether samples of requests are of cells, not of a group. */
  static boolean isSample(String key) {
    return key.startsWith(MeasureCounts.key(ATTRIBUTE, ""));
  }

  private String cell(List<String> keys) {
    String name = remembered.get(keys);
    if (name == null) {
      name = name(keys);
      if (remembered.size() < MOST_REMEMBERED) {
        remembered.put(keys, name);
      }
    }
    return name;
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

  /**
   * As readers get them; null where nothing is searched.
   *
   * @param samples of requests, by key
   */
  public @Nullable JointCounts toJoint(
      Map<String, GroupCounts> cells, Map<String, PaneExemplars> samples) {
    if (attributes.isEmpty()) {
      return null;
    }
    List<CellCounts> each = new ArrayList<>();
    cells.forEach((name, counts) -> each.add(CellCounts.of(groups(name), counts)));
    return new JointCounts(attributes, depth, each, examples(samples));
  }

  private static List<String> groups(String name) {
    return List.of(name.split(String.valueOf(SEPARATOR), -1));
  }

  private static List<CellExamples> examples(Map<String, PaneExemplars> samples) {
    Map<String, Map<PaneExemplars.Kind, List<String>>> byCell = new TreeMap<>();
    samples.forEach(
        (key, sample) -> {
          if (isSample(key)) {
            for (PaneExemplars.Kind kind : PaneExemplars.Kind.values()) {
              for (String id : sample.ids(kind)) {
                int end = id.indexOf(ID_BEGINS);
                byCell
                    .computeIfAbsent(
                        id.substring(0, end), cell -> new EnumMap<>(PaneExemplars.Kind.class))
                    .computeIfAbsent(kind, k -> new ArrayList<>())
                    .add(id.substring(end + 1));
              }
            }
          }
        });
    List<CellExamples> examples = new ArrayList<>();
    byCell.forEach(
        (name, ids) ->
            examples.add(
                new CellExamples(
                    groups(name),
                    sorted(ids.get(PaneExemplars.Kind.ADVERSE)),
                    sorted(ids.get(PaneExemplars.Kind.FALSE_NEGATIVE)),
                    sorted(ids.get(PaneExemplars.Kind.FALSE_POSITIVE)))));
    return examples;
  }

  private static List<String> sorted(@Nullable List<String> ids) {
    return ids == null ? List.of() : ids.stream().sorted().toList();
  }
}
