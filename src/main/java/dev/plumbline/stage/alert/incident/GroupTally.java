package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.GroupScoreSums;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.stage.alert.evidence.PaneMeans;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts of a group and of whom it is compared with, over the panes since a gap began.
 *
 * @param from start of the first pane
 * @param until end of the last one
 * @param counted length of the panes together
 * @param lastSeen end of the last pane in which the group had anything
 * @param units that the panes count
 * @param means favourable probabilities of both, where a rule compares them
 */
public record GroupTally(
    Instant from,
    Instant until,
    Duration counted,
    GroupCounts group,
    GroupCounts reference,
    Instant lastSeen,
    TallyUnits units,
    PaneMeans means) {

  public GroupTally {
    units = units == null ? TallyUnits.REQUESTS : units; // written before there were any
    means = means == null ? PaneMeans.NOBODY : means; // and so are these
  }

  static GroupTally ofPane(
      PaneCounts pane, GroupCounts group, GroupCounts reference, PaneMeans means) {
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
  GroupTally plus(GroupTally later) {
    return new GroupTally(
        from,
        later.until,
        counted.plus(later.counted),
        group.merge(later.group),
        reference.merge(later.reference),
        seen(later.group) ? later.lastSeen : lastSeen,
        units.and(later.units),
        sum(means, later.means));
  }

  /** Without some people of the group. */
  GroupTally without(GroupCounts some, GroupScoreSums scores) {
    return new GroupTally(
        from,
        until,
        counted,
        group.minus(some),
        reference,
        lastSeen,
        units,
        new PaneMeans(
            means.n() - scores.n(),
            means.sum() - scores.sum(),
            means.squares() - scores.squares(),
            means.referenceN(),
            means.referenceSum(),
            means.referenceSquares()));
  }

  private static PaneMeans sum(PaneMeans a, PaneMeans b) {
    return new PaneMeans(
        a.n() + b.n(),
        a.sum() + b.sum(),
        a.squares() + b.squares(),
        a.referenceN() + b.referenceN(),
        a.referenceSum() + b.referenceSum(),
        a.referenceSquares() + b.referenceSquares());
  }

  private static boolean seen(GroupCounts counts) {
    return counts.requests() > 0 || counts.labelled() > 0;
  }
}
