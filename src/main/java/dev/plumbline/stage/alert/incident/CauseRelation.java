package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PaneMeans;
import dev.plumbline.stage.alert.search.GroupParts;
import dev.plumbline.stage.alert.tally.GroupTally;
import dev.plumbline.stage.alert.tally.TallyGap;
import dev.plumbline.stage.alert.tally.ToleratedGap;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a rule's alert has the cause of an incident: its evidence comes from the same people.
 *
 * @param history of the model's panes
 */
record CauseRelation(Policy policy, PaneHistory history) {

  /**
   * Drift of everyone and the scores are related to every incident, and an incident that only they
   * have paged in to every group. A group is related to itself, to its intersections, to what the
   * incident's first group is an intersection of, and to the other side of a comparison with
   * everyone else. A wider group that only shares an intersection with the incident is related when
   * it is not beyond its tolerance without it: otherwise it has a cause of its own.
   *
   * @param onset of the alert's gap, as far as it is known
   */
  boolean related(AlertRule rule, Instant onset, IncidentDraft incident) {
    GroupName name = GroupName.of(rule);
    if (name.attribute().equals(GroupCounts.ALL)) {
      return true;
    }
    List<GroupName> members =
        incident.groups().stream()
            .filter(each -> !each.attribute().equals(GroupCounts.ALL))
            .toList();
    if (members.isEmpty()) { // everyone's page, of which this says whom it is about
      return true;
    }
    if (name.group().equals(GroupCounts.ALL)) { // the shares of an attribute's groups
      return members.stream().anyMatch(each -> each.attribute().equals(name.attribute()));
    }
    GroupParts parts = GroupParts.of(name);
    GroupName first = members.get(0);
    if (members.contains(name) || parts.holds(GroupParts.of(first))) {
      return true;
    }
    return members.stream().anyMatch(each -> GroupParts.of(each).holds(parts))
        || members.stream().anyMatch(each -> otherSide(rule, onset, each, incident))
        || explained(rule, onset, members);
  }

  /** Where nobody is declared the reference, one group's loss is everyone else's gain. */
  private boolean otherSide(
      AlertRule rule, Instant onset, GroupName member, IncidentDraft incident) {
    GroupName name = GroupName.of(rule);
    if (!member.attribute().equals(name.attribute())
        || policy.groups().reference().containsKey(name.attribute())) {
      return false;
    }
    Optional<Boolean> mine = behind(rule, history.tally(name, onset));
    Optional<Boolean> theirs = incident.behind(member);
    return mine.isPresent() && theirs.isPresent() && !mine.get().equals(theirs.get());
  }

  /** Whether the group of a rule is behind; empty when nothing says so. */
  static Optional<Boolean> behind(AlertRule rule, @Nullable GroupTally tally) {
    ScoreMean mean = mean(rule);
    if (tally != null && mean != null) {
      PaneMeans means = tally.means(mean);
      return means.known()
          ? Optional.of(means.mean(mean) <= means.referenceMean(mean))
          : Optional.empty();
    }
    return TallyGap.of(rule, tally).map(TallyGap::groupBehind);
  }

  /** The mean of scores that the rule compares; null where it compares none. */
  private static @Nullable ScoreMean mean(AlertRule rule) {
    return Stream.of(FairnessMetric.values())
        .filter(metric -> metric.label().equals(rule.metric()))
        .map(FairnessMetric::mean)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Whether the gap goes away without the people of the incident. */
  private boolean explained(AlertRule rule, Instant onset, List<GroupName> members) {
    GroupName name = GroupName.of(rule);
    GroupParts parts = GroupParts.of(name);
    List<GroupName> within =
        members.stream().filter(each -> parts.holds(GroupParts.of(each))).toList();
    GroupTally tally = within.isEmpty() ? null : history.tally(name, onset);
    Optional<FairnessRule> asked =
        policy.fairness().stream().filter(each -> each.label().equals(rule.metric())).findFirst();
    if (tally == null || asked.isEmpty()) {
      return !within.isEmpty();
    }
    String attribute = within.get(0).attribute(); // cells of one attribute have nobody twice
    GroupTally without = tally;
    for (GroupName cell : within) {
      if (cell.attribute().equals(attribute)) {
        without = without.without(history.counts(cell, onset), history.scores(cell, onset));
      }
    }
    FairnessRule judging = asked.get().judging(name.attribute(), name.group(), tally.until());
    return !new ToleratedGap(judging).exceededBy(without);
  }
}
