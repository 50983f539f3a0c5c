package dev.plumbline.stage.alert.search;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.CellCounts;
import dev.plumbline.event.pane.JointCounts;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.group.GroupSearch;
import dev.plumbline.policy.group.ReferenceGroups;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /**
   * The groups of several attributes at once.
   *
   * @param everyone who has these attributes and is not set apart
   * @param groups that have anybody, by name
   */
  public record Combination(GroupCounts everyone, List<Compared> groups) {}

  /** What is not one of the attribute's declared groups. */
  private static final int OTHERS = -1;

  /** Who has no group of the attribute is in no group that it describes, nor in its reference. */
  private static final int NONE = -2;

  /** Whoever is looked for has nobody in the pane. */
  private static final int NOBODY = -3;

  private static final int NUMBERS = 7;

  private final List<String> attributes;

  /** The groups of each attribute that are told apart, sorted. */
  private final List<List<String>> declared;

  private final List<List<String>> combinations;

  /** Place of its group of each attribute, by cell. */
  private final int[][] places;

  private final long[][] numbers;

  private JointTable(
      List<String> attributes,
      List<List<String>> declared,
      List<List<String>> combinations,
      JointCounts pane) {
    this.attributes = attributes;
    this.declared = declared;
    this.combinations = combinations;
    int[] columns = attributes.stream().mapToInt(pane.attributes()::indexOf).toArray();
    int size = pane.cells().size();
    this.places = new int[size][];
    this.numbers = new long[size][];
    for (int i = 0; i < size; i++) {
      CellCounts cell = pane.cells().get(i);
      places[i] = places(cell, columns);
      numbers[i] = numbers(cell);
    }
  }

  /** Of the groups that a policy declares, and of the combinations that it searches. */
  public static JointTable searched(GroupPolicy policy, JointCounts pane) {
    List<String> attributes = policy.search().attributes();
    List<List<String>> declared =
        attributes.stream()
            .map(name -> policy.attributes().getOrDefault(name, Set.of()).stream().sorted())
            .map(Stream::toList)
            .toList();
    return new JointTable(attributes, declared, policy.searched(), pane);
  }

  /** Of the groups that the cells name, and of every combination: what needs no policy. */
  public static JointTable whole(JointCounts pane) {
    List<List<String>> named = new ArrayList<>();
    for (int a = 0; a < pane.attributes().size(); a++) {
      int column = a;
      named.add(
          pane.cells().stream()
              .map(cell -> cell.groups().get(column))
              .filter(group -> !group.isEmpty() && !group.equals(GroupPolicy.OTHER))
              .distinct()
              .sorted()
              .toList());
    }
    GroupSearch all = new GroupSearch(pane.depth(), pane.attributes());
    return new JointTable(pane.attributes(), named, all.combinations(List.of()), pane);
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

  /** The place that is asked for of each attribute; the largest number where any will do. */
  private int[] wanted(GroupParts of) {
    int[] want = new int[attributes.size()];
    Arrays.fill(want, Integer.MAX_VALUE);
    of.values()
        .forEach(
            (attribute, group) -> {
              int a = attributes.indexOf(attribute);
              int place = declared.get(a).indexOf(group);
              want[a] = place >= 0 ? place : group.equals(GroupPolicy.OTHER) ? OTHERS : NOBODY;
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

  /**
   * All groups that have anybody in the pane, by combination and name.
   *
   * @param known groups whose people are set apart; of those with the same number of attributes the
   *     first goes first
   */
  public List<Compared> groups(List<GroupName> known) {
    return combinations(known).stream().flatMap(each -> each.groups().stream()).toList();
  }

  /**
   * The same, with everyone who has the attributes of each combination.
   *
   * @param known groups whose people are set apart
   */
  public List<Combination> combinations(List<GroupName> known) {
    Parting parting = new Parting(known);
    return combinations.stream().map(parting::combination).toList();
  }

  /**
   * One group; null when it has nobody in the pane.
   *
   * @param known groups whose people are set apart; the group itself is not
   */
  public @Nullable Compared group(GroupName name, List<GroupName> known) {
    List<GroupName> others = known.stream().filter(each -> !each.equals(name)).toList();
    return new Parting(others)
        .combination(GroupNames.parts(name.attribute())).groups().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElse(null);
  }

  /** Who is compared with whom, when some groups' people are set apart. */
  private final class Parting {

    /** The longest description first. */
    private final List<GroupParts> apart = new ArrayList<>();

    /** Where each cell is set apart: 0 for nowhere, i + 1 for with the i-th. */
    private final int[] blocks = new int[places.length];

    /**
     * Sets each group's people apart, unless nobody would be left: its mirror image stays. Whoever
     * is in several goes with the longest description, and of equals with the first.
     */
    Parting(List<GroupName> known) {
      known.stream()
          .filter(name -> attributes.containsAll(GroupNames.parts(name.attribute())))
          .map(GroupParts::of)
          .sorted(Comparator.comparingInt(group -> -group.values().size()))
          .forEach(this::setApart);
    }

    private void setApart(GroupParts group) {
      int[] want = wanted(group);
      boolean left = false;
      for (int i = 0; i < blocks.length && !left; i++) {
        left = blocks[i] == 0 && !isIn(places[i], want);
      }
      if (left) {
        apart.add(group);
        for (int i = 0; i < blocks.length; i++) {
          if (blocks[i] == 0 && isIn(places[i], want)) {
            blocks[i] = apart.size();
          }
        }
      }
    }

    private Combination combination(List<String> names) {
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
          GroupCounts all = counts(attribute, rest(owners[index]), totals[owners[index]]);
          groups.add(new Compared(name, group, all.minus(group)));
        }
      }
      return new Combination(counts(attribute, GroupCounts.ALL, totals[0]), groups);
    }

    /** The name of those of a block who are not in a group of it. */
    private String rest(int block) {
      if (block == 0) {
        return ReferenceGroups.REST;
      }
      Map<String, String> values = apart.get(block - 1).values();
      return ReferenceGroups.restOf(
          GroupNames.joined(List.copyOf(values.keySet()))
              + "="
              + GroupNames.joined(List.copyOf(values.values())));
    }

    /** With whom each group is set apart: the longest description that it lies inside of. */
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
