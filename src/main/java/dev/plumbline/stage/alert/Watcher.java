package dev.plumbline.stage.alert;

import dev.plumbline.event.Alert;
import dev.plumbline.event.Alert.Severity;
import dev.plumbline.event.Alert.State;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.event.GroupExamples;
import dev.plumbline.event.PaneCounts;
import dev.plumbline.event.Rule;
import dev.plumbline.event.WindowMeasures;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Rate;
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
final class Watcher {

  private final Policy policy;
  private final Memory memory;
  private final Map<GroupName, GroupWatch> touched = new LinkedHashMap<>();
  private final List<Alert> alerts = new ArrayList<>();
  private ModelWatch model;

  private Watcher(Policy policy, Memory memory) {
    this.policy = policy;
    this.memory = memory;
    this.model = memory.model();
  }

  static List<Alert> window(Policy policy, Memory memory, WindowMeasures window) {
    Watcher watcher = new Watcher(policy, memory);
    watcher.model = watcher.model.after(window);
    WindowReadings.of(window, policy).forEach(reading -> watcher.read(reading, window));
    return watcher.end();
  }

  static List<Alert> pane(Policy policy, Memory memory, PaneCounts pane) {
    Watcher watcher = new Watcher(policy, memory);
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
            close(name.rule(metric), pane.pane().end(), pane.modelVersion(), Wording.RETIRED);
          }
        }
      }
    }
    model = model.under(policy.version()).after(pane);
  }

  private void look(PaneCounts pane) {
    for (GroupExamples examples : pane.examples()) {
      GroupName name = new GroupName(examples.attribute(), examples.group());
      GroupWatch watch = group(name).at(model);
      touched.put(name, watch.with(watch.exemplars().after(examples)));
    }
  }

  private void detect(PaneCounts pane) {
    Evidence evidence = new Evidence(policy, model.numbered());
    Peers peers = new Peers(policy.groups(), pane);
    for (GroupCounts group : pane.groups()) {
      GroupCounts reference = peers.of(group);
      if (reference != null) {
        GroupName name = GroupName.of(group);
        List<Finding> findings = new ArrayList<>();
        touched.put(name, evidence.after(group(name).at(model), group, reference, findings));
        findings.forEach(finding -> page(finding, group, reference, pane));
      }
    }
    model = model.numbered(evidence.numbered());
  }

  private void page(Finding finding, GroupCounts group, GroupCounts reference, PaneCounts pane) {
    GroupName name = GroupName.of(group);
    String metric = finding.rule().metric().label();
    Episode open = group(name).episodes().get(metric);
    if (open != null && open.severity() == Severity.PAGE) {
      return;
    }
    if (!group(name).readings().containsKey(metric)) {
      touched.put(name, group(name).with(atFirst(name.rule(metric), finding, group, reference)));
    }
    Instant at = pane.pane().end();
    Episode next =
        open == null
            ? Episode.opened(Severity.PAGE, at, newestWindow(name, metric))
            : open.escalated();
    touched.put(name, group(name).opened(metric, next));
    State state = open == null ? State.OPEN : State.ESCALATED;
    String why = Wording.evidence(policy.alerts(), finding);
    send(name.rule(metric), state, next, at, finding, pane.modelVersion(), why);
  }

  /** A rule's own clock: labels may be days behind. */
  private Instant newestWindow(GroupName name, String metric) {
    Reading newest = group(name).readings().get(metric);
    return newest == null || newest.windowEnd() == null ? Instant.EPOCH : newest.windowEnd();
  }

  private static Reading atFirst(
      Rule rule, Finding finding, GroupCounts group, GroupCounts reference) {
    Rate rate = finding.contrast().rates().get(0);
    return new Reading(
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
        Wording.newestPane(rate, group, reference));
  }

  /**
   * Windows older than the rule's newest by more than their length speak of the past and change
   * nothing.
   */
  private void read(Reading reading, WindowMeasures window) {
    Rule rule = reading.rule();
    GroupName name = GroupName.of(rule);
    Instant end = window.window().end();
    Instant newest = newestWindow(name, rule.metric());
    if (!reading.decided() || end.isBefore(newest.minus(window.length()))) {
      return;
    }
    if (!end.isBefore(newest)) {
      touched.put(name, group(name).with(reading));
    }
    Episode open = group(name).episodes().get(rule.metric());
    if (open == null && reading.beyond()) {
      Episode opened = Episode.opened(Severity.WARNING, end, end);
      touched.put(name, group(name).opened(rule.metric(), opened));
      send(rule, State.OPEN, opened, end, null, window.modelVersion(), "");
    } else if (open != null) {
      followed(rule, open, reading, window);
    }
  }

  private void followed(Rule rule, Episode open, Reading reading, WindowMeasures window) {
    Instant end = window.window().end();
    Episode next = reading.inside() ? open.inside(end) : reading.beyond() ? open.outside() : open;
    GroupName name = GroupName.of(rule);
    touched.put(name, group(name).opened(rule.metric(), next));
    if (next.inside() >= policy.alerts().clearAfter()) {
      close(rule, end, window.modelVersion(), Wording.inside(policy.alerts()));
    }
  }

  private void close(Rule rule, Instant at, @Nullable String modelVersion, String why) {
    GroupName name = GroupName.of(rule);
    Episode open = group(name).episodes().get(rule.metric());
    if (open != null) {
      touched.put(name, group(name).closed(rule.metric()));
      send(rule, State.CLEARED, open, at, null, modelVersion, why);
    }
  }

  private void send(
      Rule rule,
      State state,
      Episode episode,
      Instant at,
      @Nullable Finding finding,
      @Nullable String modelVersion,
      String why) {
    Reading r = group(GroupName.of(rule)).readings().get(rule.metric());
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
            Wording.summary(rule, policy.model(), r, why),
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
