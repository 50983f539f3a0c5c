package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.GroupExemplars;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PaneReferences;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing;
import dev.plumbline.stage.alert.warning.PolicyRules;
import dev.plumbline.stage.alert.warning.RuleReading;
import java.time.Instant;

/** One pane's counts: the detectors of every group take a step, and pages go out on evidence. */
record PaneTransition(Policy policy, WatchDraft draft) {

  WatchStep take(PaneCounts pane) {
    renew(pane);
    pane.examples().forEach(this::remember);
    detect(pane);
    new ScoreTransition(policy, draft).take(pane);
    return draft.step();
  }

  /** Another policy closes the alerts of rules that it does not have. */
  private void renew(PaneCounts pane) {
    String known = draft.model().policyVersion();
    if (!known.isEmpty() && !known.equals(policy.version())) {
      PolicyRules rules = new PolicyRules(policy);
      for (GroupName name : draft.groups()) {
        for (String metric : draft.group(name).episodes().keySet()) {
          AlertRule rule = name.rule(metric);
          if (!rules.have(rule)) {
            draft.close(rule, pane.pane().end(), pane.modelVersion(), AlertWording.RETIRED);
          }
        }
      }
    }
    draft.model(model -> model.under(policy.version()).after(pane));
  }

  private void remember(GroupExemplars examples) {
    draft.group(
        new GroupName(examples.attribute(), examples.group()),
        before -> {
          GroupWatch watch = before.at(draft.model());
          return watch.with(watch.exemplars().after(examples));
        });
  }

  private void detect(PaneCounts pane) {
    EvidenceStep evidence = new EvidenceStep(policy, draft.model().numbered());
    PaneReferences references = new PaneReferences(policy.groups(), pane);
    for (GroupCounts group : pane.groups()) {
      GroupCounts reference = references.reference(group);
      if (reference != null) {
        GroupName name = GroupName.of(group);
        GroupWatch before = draft.group(name).at(draft.model());
        EvidenceStep.Result result = evidence.after(before, group, reference, pane.pane());
        draft.group(name, watch -> result.watch());
        result.crossings().forEach(crossing -> page(crossing, group, reference, pane));
        result.inside().forEach(metric -> clear(name.rule(metric), evidence, pane));
      }
    }
    draft.model(model -> model.numbered(evidence.numbered()));
  }

  private void clear(AlertRule rule, EvidenceStep evidence, PaneCounts pane) {
    draft.close(
        rule,
        pane.pane().end(),
        pane.modelVersion(),
        AlertWording.insideAgain(evidence.clearsAt(), policy.windows().advance()));
  }

  private void page(
      ThresholdCrossing crossing, GroupCounts group, GroupCounts reference, PaneCounts pane) {
    GroupName name = GroupName.of(group);
    String metric = crossing.rule().metric().label();
    AlertRule rule = name.rule(metric);
    OpenAlert open = draft.open(rule);
    if (open != null && open.severity() == Severity.PAGE) {
      return;
    }
    if (!draft.group(name).readings().containsKey(metric)) {
      draft.group(name, watch -> watch.with(firstReading(rule, crossing, group, reference)));
    }
    Instant at = pane.pane().end();
    String contrast = crossing.contrast().key();
    OpenAlert next =
        open == null
            ? draft.reopened(rule, OpenAlert.page(at, contrast))
            : open.escalated(at, contrast);
    draft.keep(rule, next);
    draft.say(
        rule,
        WatchDraft.status(open == null ? State.OPEN : State.ESCALATED, next, at),
        crossing,
        pane.modelVersion(),
        AlertWording.evidence(policy.alerts(), crossing));
  }

  /** What a page says before any window has closed. */
  private static RuleReading firstReading(
      AlertRule rule, ThresholdCrossing crossing, GroupCounts group, GroupCounts reference) {
    OutcomeRate rate = crossing.contrast().rates().get(0);
    return RuleReading.ofPane(
        rule,
        crossing.pane().trials(),
        crossing.pane().referenceTrials(),
        crossing.rule().tolerance(),
        AlertWording.newestPane(rate, group, reference));
  }
}
