package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.GroupExemplars;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PaneReferences;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing;
import dev.plumbline.stage.alert.warning.PolicyRules;
import dev.plumbline.stage.alert.warning.RuleReading;
import dev.plumbline.stage.alert.warning.WindowReadings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one policy over one model's windows and panes: one step from what is remembered and
 * one event to the alerts that changed. An alert opens, may escalate, and clears after {@code
 * alerts.clearAfter} windows inside tolerance; in between it says nothing, so nobody is flooded.
 */
public final class AlertStateMachine {

  private final Policy policy;
  private final WatchState memory;
  private final Map<GroupName, GroupWatch> touched = new LinkedHashMap<>();
  private final List<Alert> alerts = new ArrayList<>();
  private ModelWatch model;

  private AlertStateMachine(Policy policy, WatchState memory) {
    this.policy = policy;
    this.memory = memory;
    this.model = memory.model();
  }

  public static List<Alert> window(Policy policy, WatchState memory, WindowMeasures window) {
    AlertStateMachine watcher = new AlertStateMachine(policy, memory);
    watcher.model = watcher.model.after(window);
    WindowReadings.of(window, policy).forEach(reading -> watcher.read(reading, window));
    return watcher.end();
  }

  public static List<Alert> pane(Policy policy, WatchState memory, PaneCounts pane) {
    AlertStateMachine watcher = new AlertStateMachine(policy, memory);
    watcher.renew(pane);
    watcher.look(pane);
    watcher.detect(pane);
    return watcher.end();
  }

  private List<Alert> end() {
    touched.forEach(memory::group);
    memory.model(model);
    return alerts;
  }

  private GroupWatch group(GroupName name) {
    GroupWatch group = touched.get(name);
    return group == null ? memory.group(name) : group;
  }

  /** Another policy closes the alerts of rules that it does not have. */
  private void renew(PaneCounts pane) {
    if (!model.policyVersion().isEmpty() && !model.policyVersion().equals(policy.version())) {
      PolicyRules rules = new PolicyRules(policy);
      for (GroupName name : memory.groups()) {
        for (String metric : group(name).episodes().keySet()) {
          if (!rules.have(name.rule(metric))) {
            close(name.rule(metric), pane.pane().end(), pane.modelVersion(), AlertWording.RETIRED);
          }
        }
      }
    }
    model = model.under(policy.version()).after(pane);
  }

  private void look(PaneCounts pane) {
    for (GroupExemplars examples : pane.examples()) {
      GroupName name = new GroupName(examples.attribute(), examples.group());
      GroupWatch watch = group(name).at(model);
      touched.put(name, watch.with(watch.exemplars().after(examples)));
    }
  }

  private void detect(PaneCounts pane) {
    EvidenceStep evidence = new EvidenceStep(policy, model.numbered());
    PaneReferences references = new PaneReferences(policy.groups(), pane);
    for (GroupCounts group : pane.groups()) {
      GroupCounts reference = references.reference(group);
      if (reference != null) {
        GroupName name = GroupName.of(group);
        List<ThresholdCrossing> findings = new ArrayList<>();
        touched.put(name, evidence.after(group(name).at(model), group, reference, findings));
        findings.forEach(finding -> page(finding, group, reference, pane));
      }
    }
    model = model.numbered(evidence.numbered());
  }

  private void page(
      ThresholdCrossing finding, GroupCounts group, GroupCounts reference, PaneCounts pane) {
    GroupName name = GroupName.of(group);
    String metric = finding.rule().metric().label();
    OpenAlert open = group(name).episodes().get(metric);
    if (open != null && open.severity() == Severity.PAGE) {
      return;
    }
    if (!group(name).readings().containsKey(metric)) {
      touched.put(name, group(name).with(atFirst(name.rule(metric), finding, group, reference)));
    }
    Instant at = pane.pane().end();
    OpenAlert next =
        open == null
            ? OpenAlert.opened(Severity.PAGE, at, newestWindow(name, metric))
            : open.escalated();
    touched.put(name, group(name).opened(metric, next));
    State state = open == null ? State.OPEN : State.ESCALATED;
    String why = AlertWording.evidence(policy.alerts(), finding);
    send(name.rule(metric), state, next, at, finding, pane.modelVersion(), why);
  }

  /** A rule's own clock: labels may be days behind. */
  private Instant newestWindow(GroupName name, String metric) {
    RuleReading newest = group(name).readings().get(metric);
    return newest == null || newest.windowEnd() == null ? Instant.EPOCH : newest.windowEnd();
  }

  private static RuleReading atFirst(
      AlertRule rule, ThresholdCrossing finding, GroupCounts group, GroupCounts reference) {
    OutcomeRate rate = finding.contrast().rates().get(0);
    return new RuleReading(
        rule,
        null,
        false,
        false,
        null,
        null,
        null,
        finding.pane().trials(),
        finding.pane().referenceTrials(),
        finding.rule().tolerance(),
        AlertWording.newestPane(rate, group, reference));
  }

  /**
   * Windows older than the rule's newest by more than their length speak of the past and change
   * nothing.
   */
  private void read(RuleReading reading, WindowMeasures window) {
    AlertRule rule = reading.rule();
    GroupName name = GroupName.of(rule);
    Instant end = window.window().end();
    Instant newest = newestWindow(name, rule.metric());
    if (!reading.decided() || end.isBefore(newest.minus(window.length()))) {
      return;
    }
    if (!end.isBefore(newest)) {
      touched.put(name, group(name).with(reading));
    }
    OpenAlert open = group(name).episodes().get(rule.metric());
    if (open == null && reading.beyond()) {
      OpenAlert opened = OpenAlert.opened(Severity.WARNING, end, end);
      touched.put(name, group(name).opened(rule.metric(), opened));
      send(rule, State.OPEN, opened, end, null, window.modelVersion(), "");
    } else if (open != null) {
      followed(rule, open, reading, window);
    }
  }

  private void followed(
      AlertRule rule, OpenAlert open, RuleReading reading, WindowMeasures window) {
    Instant end = window.window().end();
    OpenAlert next = reading.inside() ? open.inside(end) : reading.beyond() ? open.outside() : open;
    GroupName name = GroupName.of(rule);
    touched.put(name, group(name).opened(rule.metric(), next));
    if (next.inside() >= policy.alerts().clearAfter()) {
      close(rule, end, window.modelVersion(), AlertWording.inside(policy.alerts()));
    }
  }

  private void close(AlertRule rule, Instant at, @Nullable String modelVersion, String why) {
    GroupName name = GroupName.of(rule);
    OpenAlert open = group(name).episodes().get(rule.metric());
    if (open != null) {
      touched.put(name, group(name).closed(rule.metric()));
      send(rule, State.CLEARED, open, at, null, modelVersion, why);
    }
  }

  private void send(
      AlertRule rule,
      State state,
      OpenAlert episode,
      Instant at,
      @Nullable ThresholdCrossing finding,
      @Nullable String modelVersion,
      String why) {
    RuleReading r = group(GroupName.of(rule)).readings().get(rule.metric());
    alerts.add(
        new Alert(
            Alert.key(policy.model(), rule),
            policy.model(),
            rule,
            state,
            episode.severity(),
            episode.since(),
            at,
            r == null ? null : r.value(),
            r == null ? null : r.low(),
            r == null ? null : r.high(),
            r == null ? 0 : r.n(),
            r == null ? 0 : r.nReference(),
            r == null ? null : r.tolerance(),
            finding == null ? null : finding.evidence(),
            finding == null ? null : finding.threshold(),
            AlertWording.summary(rule, policy.model(), r, why),
            modelVersion,
            policy.version(),
            model.contributions(),
            state == State.CLEARED ? List.of() : exemplars().of(rule, finding, r)));
  }

  private ExemplarChoice exemplars() {
    Set<GroupName> names = new TreeSet<>(GroupName.IN_ORDER);
    names.addAll(memory.groups());
    names.addAll(touched.keySet());
    return new ExemplarChoice(policy.groups(), name -> group(name).exemplars(), names);
  }
}
