package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.incident.ModelIncidents.DriftNote;
import dev.plumbline.stage.alert.tally.TallyGap;
import dev.plumbline.stage.alert.warning.PolicyRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An {@link IncidentStep} in the making: the incidents of one model and what one event does. */
final class IncidentTransition {

  private final Policy policy;
  private final ModelIncidents before;
  private final PaneHistory history;
  private final CauseRelation relation;
  private final List<IncidentDraft> incidents = new ArrayList<>();
  private final Map<String, TrackedRule> standing;
  private final Map<String, DriftNote> drifting;
  private Instant newestWindow;

  IncidentTransition(Policy policy, ModelIncidents before, PaneHistory history) {
    this.policy = policy;
    this.before = before;
    this.history = history;
    this.relation = new CauseRelation(policy, history);
    before.incidents().forEach(each -> incidents.add(IncidentDraft.of(each)));
    this.standing = new LinkedHashMap<>(before.standing());
    this.drifting = new LinkedHashMap<>(before.drifting());
    this.newestWindow = before.newestWindow();
  }

  /** Adds a pane to what open incidents have counted. */
  void count(PaneCounts pane) {
    incidents.stream().filter(IncidentDraft::isOpen).forEach(each -> each.count(pane, history));
  }

  /** Remembers which signals drift; windows older than the newest speak of the past. */
  void drift(WindowMeasures window) {
    Instant end = window.window().end();
    if (end.isBefore(newestWindow)) {
      return;
    }
    for (DriftMeasure each : window.drift()) {
      AlertRule rule = PolicyRules.ruleOf(each);
      if (each.verdict() == DriftMeasure.Drift.STABLE) {
        drifting.remove(rule.toString());
      } else if (each.verdict() == DriftMeasure.Drift.DRIFTED) {
        drifting.putIfAbsent(rule.toString(), new DriftNote(rule, end, each.sentence()));
      }
    }
    PolicyRules known = new PolicyRules(policy);
    // of what the policy no longer watches no window will say that it is stable
    drifting.values().removeIf(note -> note.rule() == null || !known.have(note.rule()));
    newestWindow = drifting.isEmpty() && before.drifting().isEmpty() ? newestWindow : end;
  }

  /** Takes the event's alerts; returns them with the incidents that tell of them. */
  List<Alert> take(List<Alert> alerts) {
    List<Alert> told = new ArrayList<>();
    for (Alert alert : alerts) {
      if (alert.state() != State.CLEARED && alert.severity() == Severity.PAGE) {
        told.add(page(alert, alerts));
      } else {
        String id = alert.state() == State.CLEARED ? cleared(alert) : warning(alert);
        told.add(id == null ? alert : alert.in(id));
      }
    }
    return told;
  }

  /** The incident that told of what clears; null when none did. */
  private @Nullable String cleared(Alert alert) {
    AlertRule rule = alert.rule();
    TrackedRule known = standing.remove(rule.toString());
    for (IncidentDraft incident : incidents) {
      TrackedRule of = incident.rule(rule);
      if (incident.isOpen() && of != null && of.open()) {
        incident.clear(rule, incident.latest(alert.at()));
        known = of;
      }
    }
    return known == null ? null : known.toldBy();
  }

  /**
   * @param event the alerts of the same pane or window
   */
  private Alert page(Alert page, List<Alert> event) {
    TrackedRule stood = standing.remove(page.rule().toString());
    Instant onset = onset(page);
    Optional<IncidentDraft> warned = holding(page.rule());
    TrackedRule warning = warned.map(each -> each.rule(page.rule())).orElse(stood);
    boolean outside =
        page.state() == State.ESCALATED && (warning == null || warning.toldBy() == null);
    IncidentDraft incident =
        warned
            .filter(each -> each.groups().contains(GroupName.of(page.rule())))
            .or(() -> related(page.rule(), onset))
            .or(() -> again(page, onset))
            .orElseGet(() -> open(page, onset, together(page, event)));
    warned.filter(each -> each != incident).ifPresent(each -> each.leave(page.rule()));
    incident.page(page, onset, history);
    join(incident, page.at());
    return page.in(incident.id(), outside);
  }

  /** What stands open already and has the same cause. */
  private void join(IncidentDraft incident, Instant at) {
    for (TrackedRule each : List.copyOf(standing.values())) {
      if (relation.related(each.rule(), onset(each), incident)) {
        standing.remove(each.rule().toString());
        incident.join(each.joined(at));
      }
    }
  }

  private @Nullable String warning(Alert warning) {
    Optional<IncidentDraft> incident =
        holding(warning.rule()).or(() -> related(warning.rule(), onset(warning)));
    TrackedRule rule = TrackedRule.of(warning, incident.map(IncidentDraft::id).orElse(null));
    incident.ifPresentOrElse(
        it -> it.join(rule.joined(it.latest(warning.at()))),
        () -> standing.put(warning.rule().toString(), rule));
    return rule.toldBy();
  }

  /** The open incident that has the rule. */
  private Optional<IncidentDraft> holding(AlertRule rule) {
    return incidents.stream()
        .filter(IncidentDraft::isOpen)
        .filter(each -> each.rule(rule) != null)
        .findFirst();
  }

  /** The oldest open incident with the same cause. */
  private Optional<IncidentDraft> related(AlertRule rule, Instant onset) {
    return incidents.stream()
        .filter(IncidentDraft::isOpen)
        .filter(each -> relation.related(rule, onset, each))
        .findFirst();
  }

  /** One that cleared so lately that it is the same. */
  private Optional<IncidentDraft> again(Alert page, Instant onset) {
    Optional<IncidentDraft> found =
        incidents.stream()
            .filter(each -> !each.isOpen() && !tooOld(each, page.at()))
            .filter(each -> relation.related(page.rule(), onset, each))
            .reduce((earlier, later) -> later);
    found.ifPresent(IncidentDraft::reopen);
    return found;
  }

  private boolean tooOld(IncidentDraft incident, Instant at) {
    Instant cleared = incident.clearedAt();
    return cleared != null && at.isAfter(cleared.plus(policy.alerts().clearing().reopenWithin()));
  }

  /** The other rules of a page that has evidence enough only by all that it names. */
  private static List<AlertRule> together(Alert page, List<Alert> event) {
    SequentialEvidence of = page.sequential();
    return of.named() != SequentialEvidence.Naming.TOGETHER
        ? List.of()
        : event.stream()
            .filter(each -> each.sequential().named() == of.named())
            .filter(each -> Objects.equals(each.sequential().policyEvidence(), of.policyEvidence()))
            .map(Alert::rule)
            .filter(rule -> !rule.equals(page.rule()))
            .toList();
  }

  private IncidentDraft open(Alert page, Instant onset, List<AlertRule> together) {
    GroupName name = GroupName.of(page.rule());
    TallyGap gap = TallyGap.of(page.rule(), history.tally(name, onset)).orElse(null);
    IncidentDraft incident =
        IncidentDraft.opened(
            page,
            onset,
            IncidentWording.decided(page, together, gap),
            policy.alerts().incidents().runbook());
    StartChanges changes = new StartChanges(history, onset, page.at());
    changes.of(name).forEach(incident::changed);
    incidents.add(incident);
    return incident;
  }

  private Instant onset(Alert page) {
    return onset(TrackedRule.of(page, null));
  }

  /** Of a warning the start of its first window. */
  private Instant onset(TrackedRule rule) {
    Instant onset = rule.sequential().onset();
    return onset == null ? rule.since().minus(policy.windows().size()) : onset;
  }

  /**
   * @param pane null after a window, when figures are not told again
   */
  IncidentStep step(
      IncidentTelling telling, Instant at, @Nullable PaneCounts pane, List<Alert> alerts) {
    List<Incident> written = new ArrayList<>();
    for (IncidentDraft incident : incidents) {
      Instant then = incident.latest(at);
      if (incident.isOpen()) {
        new StartChanges(history, incident.onset(), incident.since())
            .drift(drifting, policy.windows().size())
            .forEach(incident::changed);
        if (!incident.held()) {
          incident.end(then);
          incident.release().forEach(each -> standing.put(each.rule().toString(), each));
        }
      }
      telling.state(incident, then, pane != null).ifPresent(written::add);
    }
    incidents.removeIf(each -> !each.isOpen() && tooOld(each, at));
    ModelIncidents now =
        new ModelIncidents(
            incidents.stream().map(IncidentDraft::tracked).toList(),
            standing,
            drifting,
            newestWindow);
    Instant forget = pane == null ? Instant.EPOCH : at.minus(PaneHistory.kept(policy, pane));
    return new IncidentStep(now, !now.equals(before), pane, forget, written, alerts);
  }
}
