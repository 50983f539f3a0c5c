package dev.plumbline.stage.alert.tally;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.stage.alert.evidence.PaneMeans;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of a group and of whom it is compared with, over the panes since a gap began.
 *
 * @param from start of the first pane
 * @param until end of the last one
 * @param counted length of the panes together
 * @param lastSeen end of the last pane in which the group had anything
 * @param units that the panes count
 * @param means of scores of both, where a rule compares them
 */
public record GroupTally(
    Instant from,
    Instant until,
    Duration counted,
    GroupCounts group,
    GroupCounts reference,
    Instant lastSeen,
    TallyUnits units,
    Map<ScoreMean, PaneMeans> means) {

  public GroupTally {
    units = units == null ? TallyUnits.REQUESTS : units; // written before there were any
    means = means == null ? Map.of() : Map.copyOf(means); // and so are these
  }

  public static GroupTally ofPane(
      PaneCounts pane, GroupCounts group, GroupCounts reference, Map<ScoreMean, PaneMeans> means) {
    Instant start = pane.pane().start();
    Instant end = pane.pane().end();
    return new GroupTally(
        start,
        end,
        Duration.between(start, end),
        group,
        reference,
        seen(group) ? end : start,
        TallyUnits.of(pane),
        means);
  }

  /** With the counts of later panes. */
  public GroupTally plus(GroupTally later) {
    return new GroupTally(
        from,
        later.until,
        counted.plus(later.counted),
        group.merge(later.group),
        reference.merge(later.reference),
        seen(later.group) ? later.lastSeen : lastSeen,
        units.and(later.units),
        sums(later.means));
  }

  /**
   * Without some people of the group.
   *
   * @param scores of these people
   */
  public GroupTally without(GroupCounts some, Map<ScoreMean, GroupScoreSums> scores) {
    Map<ScoreMean, PaneMeans> left = new TreeMap<>(means);
    left.replaceAll(
        (mean, all) -> {
          GroupScoreSums of = scores.get(mean);
          return of == null ? all : all.without(PaneMeans.of(mean, of, of));
        });
    return new GroupTally(
        from, until, counted, group.minus(some), reference, lastSeen, units, left);
  }

  /** What is known of a mean; of nobody where nothing is. */
  public PaneMeans means(ScoreMean mean) {
    return means.getOrDefault(mean, PaneMeans.NOBODY);
  }

  private Map<ScoreMean, PaneMeans> sums(Map<ScoreMean, PaneMeans> later) {
    Map<ScoreMean, PaneMeans> sums = new TreeMap<>(means);
    later.forEach((mean, of) -> sums.merge(mean, of, PaneMeans::plus));
    return sums;
  }

  private static boolean seen(GroupCounts counts) {
    return counts.requests() > 0 || counts.labelled() > 0;
  }
}
