package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentOmissions;
import dev.plumbline.event.incident.IncidentRule;
import dev.plumbline.event.incident.IncidentStatus;
import dev.plumbline.event.incident.IncidentStatus.Occasion;
import dev.plumbline.event.incident.IncidentStatus.State;
import dev.plumbline.event.incident.IncidentText;
import dev.plumbline.event.incident.SilenceNote;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.alert.IncidentPolicy;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.incident.TrackedIncident.Telling;
import dev.plumbline.stage.alert.memory.WatchState;
import dev.plumbline.stage.alert.tally.GroupTally;
import dev.plumbline.stage.alert.tally.TallyGap;
import dev.plumbline.stage.alert.warning.PolicyRules;
import dev.plumbline.stage.alert.warning.RuleReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When an incident is told, and what.
 *
 * @param watch where its rules stand
 */
record IncidentTelling(Policy policy, WatchState watch) {

  /** Rules that page one soon after the other are told together. */
  private static final Duration TOGETHER = Duration.ofMinutes(10);

  /** The state to be written now; empty when there is nothing to say. */
  Optional<Incident> state(IncidentDraft incident, Instant at, boolean pane) {
    SilenceNote silence =
        new SilenceCheck(policy.alerts().incidents().silences()).note(incident.paged(), at);
    Occasion occasion = occasion(incident, at, pane, silence == null);
    if (occasion == null) {
      return Optional.empty();
    }
    Telling before = incident.telling();
    boolean last = occasion == Occasion.CLEARED && before.told();
    SilenceNote note = last ? null : silence;
    incident.told(
        new Telling(
            at,
            occasion.loud() ? at : before.loudAt(),
            before.escalating() && !occasion.loud(),
            before.told() || note == null,
            note != null));
    return Optional.of(incident(incident, occasion, at, note));
  }

  private @Nullable Occasion occasion(
      IncidentDraft incident, Instant at, boolean pane, boolean heard) {
    if (incident.isNew()) {
      return Occasion.OPENED;
    }
    if (incident.hasEnded()) {
      return Occasion.CLEARED;
    }
    if (incident.isAgain()) {
      return Occasion.REOPENED;
    }
    if (!pane || !incident.isOpen()) {
      return null;
    }
    Telling told = incident.telling();
    IncidentPolicy asked = policy.alerts().incidents();
    if (told.silenced() && heard) {
      return Occasion.UNSILENCED;
    }
    if (told.escalating() && !at.isBefore(told.loudAt().plus(TOGETHER))) {
      return Occasion.ESCALATED;
    }
    if (due(told.loudAt(), asked.remindAfter(), at)) {
      return Occasion.REMINDED;
    }
    return due(told.writtenAt(), asked.refreshEvery(), at) ? Occasion.REFRESHED : null;
  }

  private static boolean due(Instant last, Duration every, Instant at) {
    return !every.isZero() && !at.isBefore(last.plus(every));
  }

  private Incident incident(
      IncidentDraft incident, Occasion occasion, Instant at, @Nullable SilenceNote silence) {
    List<IncidentRule> rules = incident.rules().stream().map(this::row).toList();
    AlertRule lead = lead(incident);
    GroupTally tally = incident.tally(GroupName.of(lead));
    TallyGap gap = TallyGap.of(lead, tally).orElse(null);
    IncidentStatus status =
        new IncidentStatus(
            incident.isOpen() ? State.OPEN : State.CLEARED,
            occasion,
            incident.since(),
            incident.onset(),
            at,
            tally == null ? at : tally.until(),
            incident.reopened(),
            silence);
    return new Incident(
        Incident.key(policy.model(), incident.id()),
        incident.id(),
        policy.model(),
        incident.opener(),
        status,
        text(incident, status, new Figures(lead, tally, gap, rules)),
        gap == null ? null : gap.excess(),
        listed(rules),
        incident.changes().stream().limit(Incident.MOST_LISTED).toList(),
        new IncidentOmissions(beyond(rules), beyond(incident.changes())),
        incident.origin());
  }

  /** Open ones and pages first, and what is left of them in the order in which they joined. */
  private static List<IncidentRule> listed(List<IncidentRule> rules) {
    if (beyond(rules) == 0) {
      return rules;
    }
    Set<AlertRule> first =
        rules.stream()
            .sorted(
                Comparator.<IncidentRule, Boolean>comparing(each -> each.clearedAt() != null)
                    .thenComparing(each -> each.severity() != Severity.PAGE))
            .limit(Incident.MOST_LISTED)
            .map(IncidentRule::rule)
            .collect(Collectors.toSet());
    return rules.stream().filter(each -> first.contains(each.rule())).toList();
  }

  private static int beyond(List<?> all) {
    return Math.max(0, all.size() - Incident.MOST_LISTED);
  }

  /**
   * What sentences are made of.
   *
   * @param lead the rule that the title speaks of
   */
  private record Figures(
      AlertRule lead,
      @Nullable GroupTally tally,
      @Nullable TallyGap gap,
      List<IncidentRule> rules) {}

  private IncidentText text(IncidentDraft incident, IncidentStatus status, Figures figures) {
    PolicyRules known = new PolicyRules(policy);
    long retired = figures.rules().stream().filter(each -> !known.have(each.rule())).count();
    String title =
        incident.isOpen()
            ? IncidentWording.title(policy.model(), figures.lead(), incident.onset(), figures.gap())
            : IncidentWording.closing(
                policy.model()
                    + ": cleared after "
                    + TimeWords.of(Duration.between(status.since(), status.at())),
                figures.rules().size() - retired,
                retired,
                figures.gap());
    List<String> lines = new ArrayList<>();
    lines.add(IncidentWording.decidedLine(incident.decided()));
    lines.add(IncidentWording.newestWindow(reading(figures.lead()), policy.windows().size()));
    if (figures.gap() != null) {
      lines.add(IncidentWording.soFar(figures.gap()));
    }
    GroupTally tally = figures.tally();
    if (tally != null && tally.lastSeen().isBefore(tally.until())) {
      lines.add(IncidentWording.silent(tally));
    }
    lines.add(IncidentWording.changed(incident.changes()));
    lines.add(IncidentWording.rules(figures.rules()));
    return new IncidentText(title, lines);
  }

  /**
   * Of the open pages one of the first group, and one of decisions: everybody understands those.
   */
  private static AlertRule lead(IncidentDraft incident) {
    GroupName first = GroupName.of(incident.opener());
    return incident.rules().stream()
        .filter(TrackedRule::page)
        .filter(each -> incident.tally(GroupName.of(each.rule())) != null)
        .min(
            Comparator.<TrackedRule, Boolean>comparing(each -> incident.isOpen() && !each.open())
                .thenComparing(each -> !GroupName.of(each.rule()).equals(first))
                .thenComparing(each -> !decisions(each.rule())))
        .map(TrackedRule::rule)
        .orElse(incident.opener());
  }

  private static boolean decisions(AlertRule rule) {
    return TallyGap.metric(rule)
        .filter(metric -> metric.rates().equals(List.of(OutcomeRate.SELECTION)))
        .isPresent();
  }

  private IncidentRule row(TrackedRule rule) {
    RuleReading reading = reading(rule.rule());
    return new IncidentRule(
        rule.rule(),
        rule.severity(),
        rule.since(),
        rule.joined(),
        rule.clearedAt(),
        reading == null ? AlertFigures.NONE : reading.figures(),
        rule.sequential());
  }

  private @Nullable RuleReading reading(AlertRule rule) {
    return watch.group(GroupName.of(rule)).readings().get(rule.metric());
  }
}
