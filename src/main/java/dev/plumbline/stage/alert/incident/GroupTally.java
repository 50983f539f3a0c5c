package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.PaneCounts;
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
 */
public record GroupTally(
    Instant from,
    Instant until,
    Duration counted,
    GroupCounts group,
    GroupCounts reference,
    Instant lastSeen,
    TallyUnits units) {

  public GroupTally {
    units = units == null ? TallyUnits.REQUESTS : units; // written before there were any
  }

  static GroupTally ofPane(PaneCounts pane, GroupCounts group, GroupCounts reference) {
    Instant start = pane.pane().start();
    Instant end = pane.pane().end();
    return new GroupTally(
        start,
        end,
        Duration.between(start, end),
        group,
        reference,
        seen(group) ? end : start,
        TallyUnits.of(pane));
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
        units.and(later.units));
  }

  /** Of others in the group's place. */
  GroupTally withGroup(GroupCounts others) {
    return new GroupTally(from, until, counted, others, reference, lastSeen, units);
  }

  private static boolean seen(GroupCounts counts) {
    return counts.requests() > 0 || counts.labelled() > 0;
  }
}
