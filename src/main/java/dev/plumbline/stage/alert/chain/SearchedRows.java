package dev.plumbline.stage.alert.chain;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.JointCounts;
import dev.plumbline.policy.group.GroupSearch;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.search.JointTable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The groups of every combination of the searched attributes as the chain takes them: each row is
 * the sum of a record's cells, as the search adds them up, so that a proof about one group need not
 * show the cells. One row more has everyone who has these attributes. While a search sets groups
 * apart, rows are without their people, and a group that is not compared with that row has one of
 * its own.
 */
public final class SearchedRows {

  /** Before the attributes of a combination; no attribute that is compared begins so. */
  private static final String SEARCHED = "searched ";

  /** Before a group's name; no group begins so. */
  private static final String OWN = GroupCounts.ALL + " of ";

  private SearchedRows() {}

  /** Whether a name of the chain is of a combination's groups. */
  static boolean isOne(String attribute) {
    return attribute.startsWith(SEARCHED);
  }

  /** The row of a group that a search looks at. */
  public static GroupName of(GroupName group) {
    return new GroupName(SEARCHED + group.attribute(), group.group());
  }

  /** The row of everyone who has the group's attributes and is not set apart. */
  public static GroupName everyone(GroupName group) {
    return new GroupName(SEARCHED + group.attribute(), GroupCounts.ALL);
  }

  /**
   * The row of the group together with whom it is compared with, in panes where they are not those
   * of {@link #everyone}.
   */
  public static GroupName ownEveryone(GroupName group) {
    return new GroupName(SEARCHED + group.attribute(), OWN + group.group());
  }

  /**
   * Adds the rows of a record.
   *
   * @param joint its field of that name; null has none
   * @param apart groups whose people were set apart
   */
  static void add(
      @Nullable JointCounts joint,
      List<GroupName> apart,
      Map<GroupName, SortedMap<String, Long>> rows) {
    if (joint == null || joint.depth() < GroupSearch.LEAST_DEPTH || joint.cells().isEmpty()) {
      return;
    }
    JointTable table = JointTable.whole(joint);
    for (JointTable.Combination combination : table.combinations(apart)) {
      GroupCounts everyone = combination.everyone();
      if (everyone.requests() > 0 || everyone.labelled() > 0) {
        rows.put(everyone(GroupName.of(everyone)), counts(everyone));
      }
      combination.groups().stream()
          .filter(each -> !apart.contains(each.name()))
          .forEach(each -> add(each, everyone, rows));
      for (GroupName known : apart) {
        if (known.attribute().equals(everyone.attribute())) {
          JointTable.Compared own = table.group(known, apart);
          if (own != null) {
            add(own, everyone, rows);
          }
        }
      }
    }
  }

  private static void add(
      JointTable.Compared each,
      GroupCounts everyone,
      Map<GroupName, SortedMap<String, Long>> rows) {
    rows.put(of(each.name()), counts(each.group()));
    SortedMap<String, Long> compared = counts(each.reference().merge(each.group()));
    if (!compared.equals(counts(everyone))) {
      rows.put(ownEveryone(each.name()), compared);
    }
  }

  /** Counts of labels only where there are any. */
  private static SortedMap<String, Long> counts(GroupCounts of) {
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("requests", of.requests());
    counts.put("favourable", of.favourable());
    if (of.labelled() > 0) {
      counts.put("labelled", of.labelled());
      counts.put("truePositives", of.truePositives());
      counts.put("falsePositives", of.falsePositives());
      counts.put("trueNegatives", of.trueNegatives());
      counts.put("falseNegatives", of.falseNegatives());
      counts.put("correct", of.correct());
    }
    return counts;
  }
}
