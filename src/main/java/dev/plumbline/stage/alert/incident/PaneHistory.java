package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.policy.WindowPolicy;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PaneReferences;
import dev.plumbline.stage.alert.evidence.PaneScores;
import dev.plumbline.stage.alert.tally.GroupTally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The panes that are kept, and the newest one, for one step; read when somebody asks. */
final class PaneHistory {

  /** Counts of a group in a pane that are kept, all together. */
  private static final long MOST_GROUPS = 200_000;

  private static final int LEAST_PANES = 60;

  private final Policy policy;
  private final IncidentMemory memory;
  private final @Nullable PaneCounts newest;
  private final Map<Instant, IndexedPane> indexes = new HashMap<>();
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

  /**
   * How long panes are kept: a day of panes of a minute; fewer where a pane has many groups, so
   * that a policy with large intersections does not fill the disk.
   */
  static Duration kept(Policy policy, PaneCounts pane) {
    long panes = MOST_GROUPS / Math.max(1, pane.groups().size());
    return policy
        .windows()
        .advance()
        .multipliedBy(Math.max(LEAST_PANES, Math.min(WindowPolicy.MOST_PANES, panes)));
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
        pane.policyVersion(),
        pane.counted(),
        List.of(),
        pane.scores(),
        Map.of(),
        Map.of(),
        pane.residuals(),
        null);
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

  /** Start of the newest pane that starts before this time. */
  Optional<Instant> newestBefore(Instant time) {
    return from(Instant.EPOCH).stream()
        .map(pane -> pane.pane().start())
        .filter(start -> start.isBefore(time))
        .reduce((earlier, later) -> later);
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
    IndexedPane indexed = indexed(pane);
    GroupCounts group = indexed.counts(name);
    GroupCounts reference = indexed.references().reference(group);
    return reference == null
        ? null
        : GroupTally.ofPane(pane, group, reference, indexed.scores().of(name));
  }

  /** What the panes since then have of a group; nothing for a group without records. */
  GroupCounts counts(GroupName name, Instant start) {
    GroupCounts sum = GroupCounts.none(name.attribute(), name.group());
    for (PaneCounts pane : from(start)) {
      sum = sum.merge(indexed(pane).counts(name));
    }
    return sum;
  }

  /** Of a group's scores, likewise. */
  Map<ScoreMean, GroupScoreSums> scores(GroupName name, Instant start) {
    Map<ScoreMean, GroupScoreSums> scores = new EnumMap<>(ScoreMean.class);
    for (ScoreMean mean : ScoreMean.values()) {
      from(start).stream()
          .flatMap(pane -> PaneScores.sums(mean, pane).stream())
          .filter(each -> each.attribute().equals(name.attribute()))
          .filter(each -> each.group().equals(name.group()))
          .reduce(GroupScoreSums::merge)
          .ifPresent(sums -> scores.put(mean, sums));
    }
    return scores;
  }

  /** Many pages at once ask for the same panes. */
  private IndexedPane indexed(PaneCounts pane) {
    return indexes.computeIfAbsent(
        pane.pane().start(),
        start -> {
          Map<GroupName, GroupCounts> groups = new HashMap<>();
          pane.groups().forEach(each -> groups.put(GroupName.of(each), each));
          return new IndexedPane(
              groups,
              new PaneReferences(policy.groups(), pane),
              new PaneScores(policy.groups(), pane));
        });
  }

  /** A pane's counts by group. */
  private record IndexedPane(
      Map<GroupName, GroupCounts> groups, PaneReferences references, PaneScores scores) {

    GroupCounts counts(GroupName name) {
      GroupCounts counts = groups.get(name);
      return counts == null ? GroupCounts.none(name.attribute(), name.group()) : counts;
    }
  }
}
