package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.WindowPolicy;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PaneReferences;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The panes that are kept, and the newest one, for one step; read when somebody asks. */
final class PaneHistory {

  private final Policy policy;
  private final IncidentMemory memory;
  private final @Nullable PaneCounts newest;
  private List<PaneCounts> read = List.of();
  private Instant readFrom = Instant.MAX;

  /**
   * @param newest that the memory does not have yet; null for a window
   */
  PaneHistory(Policy policy, IncidentMemory memory, @Nullable PaneCounts newest) {
    this.policy = policy;
    this.memory = memory;
    this.newest = newest;
  }

  /** How long panes are kept: a day of panes of a minute. */
  static Duration kept(Policy policy) {
    return policy.windows().advance().multipliedBy(WindowPolicy.MOST_PANES);
  }

  /** A pane with what is needed of it. */
  static PaneCounts slim(PaneCounts pane) {
    return new PaneCounts(
        pane.model(),
        pane.pane(),
        pane.groups(),
        Map.of(),
        List.of(),
        pane.modelVersion(),
        pane.policyVersion());
  }

  static String key(GroupName name) {
    return name.attribute() + "=" + name.group();
  }

  /** Panes that start at this time or later, in order. */
  List<PaneCounts> from(Instant start) {
    if (start.isBefore(readFrom)) {
      List<PaneCounts> panes = new ArrayList<>(memory.panesFrom(start));
      if (newest != null) {
        TimeSpan span = newest.pane();
        panes.removeIf(pane -> pane.pane().equals(span));
        panes.add(newest);
      }
      read = panes;
      readFrom = start;
    }
    return read.stream().filter(pane -> !pane.pane().start().isBefore(start)).toList();
  }

  /** Null when no pane since then has the group's attribute. */
  @Nullable GroupTally tally(GroupName name, Instant start) {
    GroupTally tally = null;
    for (PaneCounts pane : from(start)) {
      GroupTally one = tally(name, pane);
      if (one != null) {
        tally = tally == null ? one : tally.plus(one);
      }
    }
    return tally;
  }

  /** Null when the pane has nobody of the group's attribute. */
  @Nullable GroupTally tally(GroupName name, PaneCounts pane) {
    GroupCounts group = counts(name, pane);
    GroupCounts reference = new PaneReferences(policy.groups(), pane).reference(group);
    return reference == null ? null : GroupTally.ofPane(pane.pane(), group, reference);
  }

  /** What the panes since then have of a group; nothing for a group without records. */
  GroupCounts counts(GroupName name, Instant start) {
    GroupCounts sum = GroupCounts.none(name.attribute(), name.group());
    for (PaneCounts pane : from(start)) {
      sum = sum.merge(counts(name, pane));
    }
    return sum;
  }

  private static GroupCounts counts(GroupName name, PaneCounts pane) {
    return pane.groups().stream()
        .filter(
            each -> each.attribute().equals(name.attribute()) && each.group().equals(name.group()))
        .findFirst()
        .orElseGet(() -> GroupCounts.none(name.attribute(), name.group()));
  }
}
