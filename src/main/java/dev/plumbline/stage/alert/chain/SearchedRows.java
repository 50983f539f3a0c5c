package dev.plumbline.stage.alert.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.group.GroupSearch;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The groups of every combination of the searched attributes as the chain takes them: each row is
 * the sum of a record's cells, as the search adds them up, so that a proof about one group need not
 * show the cells. One row more has everyone who has these attributes.
 */
public final class SearchedRows {

  /** Before the attributes of a combination; no attribute that is compared begins so. */
  private static final String SEARCHED = "searched ";

  private static final List<String> DECISIONS = List.of("requests", "favourable");
  private static final List<String> LABELS =
      List.of("truePositives", "falsePositives", "trueNegatives", "falseNegatives", "correct");

  private static final int OTHERS = -1;
  private static final int NONE = -2;

  private final List<String> attributes = new ArrayList<>();

  /** The groups of each attribute in the order in which cells name them. */
  private final List<List<String>> groups = new ArrayList<>();

  private final List<int[]> places = new ArrayList<>();
  private final List<long[]> numbers = new ArrayList<>();

  private SearchedRows(JsonNode joint) {
    joint.path("attributes").forEach(name -> attributes.add(name.asText()));
    List<Map<String, Integer>> known = new ArrayList<>();
    for (int a = 0; a < attributes.size(); a++) {
      known.add(new HashMap<>());
      groups.add(new ArrayList<>());
    }
    for (JsonNode cell : joint.path("cells")) {
      int[] of = new int[attributes.size()];
      for (int a = 0; a < of.length; a++) {
        of[a] = place(cell.path(0).path(a).asText(), known.get(a), groups.get(a));
      }
      long[] counts = new long[DECISIONS.size() + LABELS.size()];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = cell.path(i + 1).asLong();
      }
      places.add(of);
      numbers.add(counts);
    }
  }

  private static int place(String group, Map<String, Integer> known, List<String> names) {
    if (group.isEmpty()) {
      return NONE;
    }
    if (group.equals(GroupPolicy.OTHER)) {
      return OTHERS;
    }
    Integer place = known.putIfAbsent(group, names.size());
    if (place == null) {
      names.add(group);
      return names.size() - 1;
    }
    return place;
  }

  /** Whether a name of the chain is of a combination's groups. */
  static boolean isOne(String attribute) {
    return attribute.startsWith(SEARCHED);
  }

  /** The row of a group that a search looks at. */
  public static GroupName of(GroupName group) {
    return new GroupName(SEARCHED + group.attribute(), group.group());
  }

  /** The row of everyone who has the group's attributes. */
  public static GroupName everyone(GroupName group) {
    return new GroupName(SEARCHED + group.attribute(), GroupCounts.ALL);
  }

  /**
   * Adds the rows of a record.
   *
   * @param joint its field of that name; anything else has none
   */
  static void add(JsonNode joint, Map<GroupName, SortedMap<String, Long>> rows) {
    int depth = joint.path("depth").asInt();
    if (depth < GroupSearch.LEAST_DEPTH || joint.path("cells").isEmpty()) {
      return;
    }
    SearchedRows cells = new SearchedRows(joint);
    for (List<String> names : new GroupSearch(depth, cells.attributes).combinations(List.of())) {
      cells.add(names, rows);
    }
  }

  private void add(List<String> names, Map<GroupName, SortedMap<String, Long>> rows) {
    int[] of = names.stream().mapToInt(attributes::indexOf).toArray();
    int kinds = 1;
    for (int a : of) {
      kinds *= groups.get(a).size();
    }
    long[][] sums = new long[kinds][];
    long[] all = null;
    for (int i = 0; i < places.size(); i++) {
      int index = index(places.get(i), of);
      if (index != NONE) {
        all = sum(all, numbers.get(i));
        if (index != OTHERS) {
          sums[index] = sum(sums[index], numbers.get(i));
        }
      }
    }
    if (all != null) {
      String attribute = GroupNames.joined(names);
      rows.put(everyone(new GroupName(attribute, "")), counts(all));
      for (int index = 0; index < kinds; index++) {
        if (sums[index] != null) {
          rows.put(of(new GroupName(attribute, name(index, of))), counts(sums[index]));
        }
      }
    }
  }

  private int index(int[] cell, int[] of) {
    int index = 0;
    boolean others = false;
    for (int a : of) {
      if (cell[a] == NONE) {
        return NONE;
      }
      others |= cell[a] == OTHERS;
      index = index * groups.get(a).size() + cell[a];
    }
    return others ? OTHERS : index;
  }

  private String name(int index, int[] of) {
    String[] names = new String[of.length];
    int rest = index;
    for (int i = of.length - 1; i >= 0; i--) {
      List<String> each = groups.get(of[i]);
      names[i] = each.get(rest % each.size());
      rest /= each.size();
    }
    return GroupNames.joined(List.of(names));
  }

  private static long[] sum(long @Nullable [] so, long[] more) {
    if (so == null) {
      return more.clone();
    }
    for (int i = 0; i < so.length; i++) {
      so[i] += more[i];
    }
    return so;
  }

  /** Counts of labels only where there are any. */
  private static SortedMap<String, Long> counts(long[] of) {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < DECISIONS.size(); i++) {
      counts.put(DECISIONS.get(i), of[i]);
    }
    int first = DECISIONS.size();
    long labelled = of[first] + of[first + 1] + of[first + 2] + of[first + 3];
    if (labelled > 0) {
      counts.put("labelled", labelled);
      for (int i = 0; i < LABELS.size(); i++) {
        counts.put(LABELS.get(i), of[first + i]);
      }
    }
    return counts;
  }
}
