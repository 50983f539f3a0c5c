package dev.plumbline.stage.alert.search;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.CellCounts;
import dev.plumbline.event.pane.JointCounts;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.group.ReferenceGroups;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * One pane's people by the groups of all searched attributes at once, and the groups that come of
 * it: every combination of attributes is summed over the others once.
 *
 * <p>People whose group has a page already are set apart, so that nothing is named again for what
 * somebody has been told: a group is compared with everyone else who is not set apart; a group that
 * lies inside of one with a page, with everyone else in there.
 */
public final class JointTable {

  /** A group and whom it is compared with. */
  public record Compared(GroupName name, GroupCounts group, GroupCounts reference) {}

  /** What is not one of the attribute's declared groups. */
  private static final int OTHERS = -1;

  /** Who has no group of the attribute is in no group that it describes, nor in its reference. */
  private static final int NONE = -2;

  private static final int NUMBERS = 7;

  private final GroupPolicy policy;
  private final List<String> attributes;

  /** The declared groups of each attribute, sorted. */
  private final List<List<String>> declared = new ArrayList<>();

  /** The longest description first. */
  private final List<GroupParts> apart;

  /** Place of its group of each attribute, by cell. */
  private final int[][] places;

  private final long[][] numbers;

  /** Where each cell is set apart: 0 for nowhere, i + 1 for with the i-th. */
  private final int[] blocks;

  /**
   * @param paged groups that have a page, the first one first
   */
  public JointTable(GroupPolicy policy, JointCounts pane, List<GroupName> paged) {
    this.policy = policy;
    this.attributes = policy.search().attributes();
    for (String attribute : attributes) {
      declared.add(
          policy.attributes().getOrDefault(attribute, Set.of()).stream().sorted().toList());
    }
    int[] columns = attributes.stream().mapToInt(pane.attributes()::indexOf).toArray();
    int size = pane.cells().size();
    this.places = new int[size][];
    this.numbers = new long[size][];
    this.blocks = new int[size];
    for (int i = 0; i < size; i++) {
      CellCounts cell = pane.cells().get(i);
      places[i] = places(cell, columns);
      numbers[i] = numbers(cell);
    }
    this.apart = setApart(paged);
  }

  private int[] places(CellCounts cell, int[] columns) {
    int[] of = new int[columns.length];
    for (int a = 0; a < columns.length; a++) {
      String group = columns[a] < 0 ? "" : cell.groups().get(columns[a]);
      int place = declared.get(a).indexOf(group);
      of[a] = group.isEmpty() ? NONE : place < 0 ? OTHERS : place;
    }
    return of;
  }

  private static long[] numbers(CellCounts cell) {
    return new long[] {
      cell.requests(),
      cell.favourable(),
      cell.truePositives(),
      cell.falsePositives(),
      cell.trueNegatives(),
      cell.falseNegatives(),
      cell.correct()
    };
  }

  /**
   * Sets each group's people apart, unless nobody would be left: its mirror image stays. Whoever is
   * in several goes with the longest description, and of equals with the first.
   */
  private List<GroupParts> setApart(List<GroupName> paged) {
    List<GroupParts> taken = new ArrayList<>();
    List<GroupParts> longestFirst =
        paged.stream()
            .map(GroupParts::of)
            .filter(shared -> attributes.containsAll(shared.values().keySet()))
            .sorted(Comparator.comparingInt(shared -> -shared.values().size()))
            .toList();
    for (GroupParts shared : longestFirst) {
      int[] want = wanted(shared);
      boolean left = false;
      for (int i = 0; i < blocks.length && !left; i++) {
        left = blocks[i] == 0 && !isIn(places[i], want);
      }
      if (left) {
        taken.add(shared);
        for (int i = 0; i < blocks.length; i++) {
          if (blocks[i] == 0 && isIn(places[i], want)) {
            blocks[i] = taken.size();
          }
        }
      }
    }
    return taken;
  }

  /** The place that is asked for of each attribute; the largest number where any will do. */
  private int[] wanted(GroupParts shared) {
    int[] want = new int[attributes.size()];
    Arrays.fill(want, Integer.MAX_VALUE);
    shared
        .values()
        .forEach(
            (attribute, group) -> {
              int a = attributes.indexOf(attribute);
              want[a] = declared.get(a).indexOf(group); // the others, where it is not declared
            });
    return want;
  }

  private static boolean isIn(int[] places, int[] want) {
    for (int a = 0; a < want.length; a++) {
      if (want[a] != Integer.MAX_VALUE && want[a] != places[a]) {
        return false;
      }
    }
    return true;
  }

  /** All groups that have anybody in the pane, by combination and name. */
  public List<Compared> groups() {
    List<Compared> all = new ArrayList<>();
    for (List<String> names : policy.searched()) {
      all.addAll(groups(names));
    }
    return all;
  }

  private List<Compared> groups(List<String> names) {
    int[] of = names.stream().mapToInt(attributes::indexOf).toArray();
    int kinds = 1;
    for (int a : of) {
      kinds *= declared.get(a).size();
    }
    int[] owners = owners(names, of, kinds);
    long[][] sums = new long[kinds][];
    long[][] totals = new long[apart.size() + 1][NUMBERS];
    for (int i = 0; i < places.length; i++) {
      int index = index(places[i], of);
      if (index != NONE) {
        add(totals[blocks[i]], numbers[i]);
        if (index != OTHERS && owners[index] == blocks[i]) {
          sums[index] = sums[index] == null ? new long[NUMBERS] : sums[index];
          add(sums[index], numbers[i]);
        }
      }
    }
    List<Compared> groups = new ArrayList<>();
    String attribute = GroupNames.joined(names);
    for (int index = 0; index < kinds; index++) {
      if (sums[index] != null) {
        GroupName name = new GroupName(attribute, GroupNames.joined(groupsAt(index, of)));
        GroupCounts group = counts(attribute, name.group(), sums[index]);
        GroupCounts all = counts(attribute, ReferenceGroups.REST, totals[owners[index]]);
        groups.add(new Compared(name, group, all.minus(group)));
      }
    }
    return groups;
  }

  /** With whom each group is set apart: the longest that has a page and that it lies inside of. */
  private int[] owners(List<String> names, int[] of, int kinds) {
    int[] owners = new int[kinds];
    for (int g = apart.size() - 1; g >= 0; g--) {
      if (names.containsAll(apart.get(g).values().keySet())) {
        int[] want = wanted(apart.get(g));
        for (int index = 0; index < kinds; index++) {
          if (isIn(placesAt(index, of), want)) {
            owners[index] = g + 1;
          }
        }
      }
    }
    return owners;
  }

  /** Of a cell among the combination's groups; {@link #OTHERS} or {@link #NONE} for none. */
  private int index(int[] cell, int[] of) {
    int index = 0;
    boolean others = false;
    for (int a : of) {
      if (cell[a] == NONE) {
        return NONE;
      }
      others |= cell[a] == OTHERS;
      index = index * declared.get(a).size() + cell[a];
    }
    return others ? OTHERS : index;
  }

  private int[] placesAt(int index, int[] of) {
    int[] at = new int[attributes.size()];
    int rest = index;
    for (int i = of.length - 1; i >= 0; i--) {
      int size = declared.get(of[i]).size();
      at[of[i]] = rest % size;
      rest /= size;
    }
    return at;
  }

  private List<String> groupsAt(int index, int[] of) {
    int[] at = placesAt(index, of);
    List<String> groups = new ArrayList<>();
    for (int a : of) {
      groups.add(declared.get(a).get(at[a]));
    }
    return groups;
  }

  private static void add(long[] sum, long[] more) {
    for (int i = 0; i < NUMBERS; i++) {
      sum[i] += more[i];
    }
  }

  private static GroupCounts counts(String attribute, String group, long[] of) {
    return new GroupCounts(
        attribute,
        group,
        of[0],
        of[1],
        of[2] + of[3] + of[4] + of[5],
        of[2],
        of[3],
        of[4],
        of[5],
        of[6]);
  }
}
