package dev.plumbline.event.pane;

import dev.plumbline.event.MessageChecks;
import dev.plumbline.event.measure.GroupCounts;
import java.util.List;

/**
 * How those fared who share the groups of all searched attributes; in JSON a list of its parts,
 * because there are many.
 *
 * @param groups one an attribute, in the attributes' order; empty where a request has none
 * @param requests predictions
 * @param favourable predictions with a favourable label
 * @param truePositives predicted favourable, and truly so
 * @param falsePositives predicted favourable, truly not
 * @param trueNegatives predicted not favourable, truly not
 * @param falseNegatives predicted not favourable, though truly so
 * @param correct labelled predictions whose label is exactly the true one
 */
public record CellCounts(
    List<String> groups,
    long requests,
    long favourable,
    long truePositives,
    long falsePositives,
    long trueNegatives,
    long falseNegatives,
    long correct) {

  public CellCounts {
    groups = MessageChecks.list(groups);
  }

  public static CellCounts of(List<String> groups, GroupCounts counts) {
    return new CellCounts(
        groups,
        counts.requests(),
        counts.favourable(),
        counts.truePositives(),
        counts.falsePositives(),
        counts.trueNegatives(),
        counts.falseNegatives(),
        counts.correct());
  }

  /** The same people as a group of their own. */
  public GroupCounts toGroup(String attribute, String group) {
    return new GroupCounts(
        attribute,
        group,
        requests,
        favourable,
        truePositives + falsePositives + trueNegatives + falseNegatives,
        truePositives,
        falsePositives,
        trueNegatives,
        falseNegatives,
        correct);
  }
}
