package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.GroupCounts;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts of a group and of whom it is compared with, over the panes since a gap began.
 *
 * @param from start of the first pane
 * @param until end of the last one
 * @param counted length of the panes together
 * @param lastSeen end of the last pane in which the group had anything
 */
public record GroupTally(
    Instant from,
    Instant until,
    Duration counted,
    GroupCounts group,
    GroupCounts reference,
    Instant lastSeen) {

  static GroupTally ofPane(TimeSpan pane, GroupCounts group, GroupCounts reference) {
    return new GroupTally(
        pane.start(),
        pane.end(),
        Duration.between(pane.start(), pane.end()),
        group,
        reference,
        seen(group) ? pane.end() : pane.start());
  }

  /** With the counts of later panes. */
  GroupTally plus(GroupTally later) {
    return new GroupTally(
        from,
        later.until,
        counted.plus(later.counted),
        group.merge(later.group),
        reference.merge(later.reference),
        seen(later.group) ? later.lastSeen : lastSeen);
  }

  private static boolean seen(GroupCounts counts) {
    return counts.requests() > 0 || counts.labelled() > 0;
  }
}
