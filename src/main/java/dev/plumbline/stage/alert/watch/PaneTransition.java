package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.GroupExemplars;
import dev.plumbline.event.pane.GroupPeople;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PaneMeans;
import dev.plumbline.stage.alert.evidence.PaneReferences;
import dev.plumbline.stage.alert.evidence.PaneScores;
import dev.plumbline.stage.alert.memory.GroupEvidence;
import dev.plumbline.stage.alert.memory.GroupWatch;
import dev.plumbline.stage.alert.memory.ModelWatch;
import dev.plumbline.stage.alert.memory.WatchStep;
import dev.plumbline.stage.alert.people.PeopleWatch;
import dev.plumbline.stage.alert.warning.PolicyRules;
import dev.plumbline.stage.alert.wording.AlertWording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One pane's counts: the detectors of every group take a step, and pages go out on evidence. */
record PaneTransition(Policy policy, WatchDraft draft) {

  WatchStep take(PaneCounts pane) {
    EvidenceStep evidence = renewed(pane);
    pane.examples().forEach(this::remember);
    meet(pane);
    detect(pane, evidence);
    new ScoreTransition(policy, draft).take(pane);
    return draft.step();
  }

  /**
   * Another policy closes the alerts of rules that it does not have; another policy or model may
   * have other evidence.
   */
  private EvidenceStep renewed(PaneCounts pane) {
    ModelWatch before = draft.model();
    boolean another = !before.policyVersion().equals(policy.version());
    if (another && !before.policyVersion().isEmpty()) {
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
    if (!Policy.basis(before.policyVersion()).equals(Policy.basis(policy.version()))) {
      // Contrasts are numbered anew: a group that comes back after other policies has no old
      // number.
      for (GroupName name : draft.groups()) {
        draft.group(name, watch -> watch.at(draft.model()));
      }
    }
    EvidenceStep evidence = new EvidenceStep(policy, draft.model().numbered());
    if (another || before.epoch() != draft.model().epoch()) {
      PolicySum sum = evidence.sum();
      List<GroupEvidence> all =
          draft.groups().stream()
              .map(name -> sum.group(name, draft.group(name).at(draft.model())))
              .toList();
      draft.model(model -> model.with(all));
    }
    return evidence;
  }

  private void remember(GroupExemplars examples) {
    draft.group(
        new GroupName(examples.attribute(), examples.group()),
        before -> {
          GroupWatch watch = before.at(draft.model());
          return watch.with(watch.exemplars().after(examples));
        });
  }

  /** Whom the groups' evidence is of. */
  private void meet(PaneCounts pane) {
    Map<GroupName, GroupPeople> people = new HashMap<>();
    for (GroupPeople each : pane.people()) {
      people.put(new GroupName(each.attribute(), each.group()), each);
    }
    long start = pane.pane().start().toEpochMilli();
    for (GroupCounts group : pane.groups()) {
      GroupName name = GroupName.of(group);
      PeopleWatch before = draft.group(name).at(draft.model()).people();
      PeopleWatch after = before.after(start, group, people.get(name), people.isEmpty());
      if (!after.equals(before)) {
        draft.group(name, watch -> watch.at(draft.model()).with(after));
      }
    }
  }

  private void detect(PaneCounts pane, EvidenceStep evidence) {
    PaneReferences references = new PaneReferences(policy.groups(), pane);
    List<GroupCounts> groups = new ArrayList<>(pane.groups());
    groups.sort(Comparator.comparing(GroupName::of, GroupName.IN_ORDER));
    PaneScores scores = new PaneScores(policy.groups(), pane);
    PolicyPager pager = new PolicyPager(policy, draft, evidence.sum(), pane);
    for (GroupCounts group : groups) {
      GroupCounts reference = references.reference(group);
      if (reference != null) {
        GroupName name = GroupName.of(group);
        GroupWatch before = draft.group(name).at(draft.model());
        Map<ScoreMean, PaneMeans> means = scores.of(name);
        EvidenceStep.Result result = evidence.after(before, group, reference, means, pane.pane());
        draft.group(name, watch -> result.watch());
        result.inside().forEach(metric -> clear(name.rule(metric), evidence, pane));
        pager.saw(group, reference, means);
      }
    }
    SearchTransition search = new SearchTransition(policy, draft, evidence, pane);
    search.detect(rule -> clear(rule, evidence, pane));
    draft.model(model -> model.numbered(evidence.numbered()));
    pager.page();
    search.page(pager);
  }

  private void clear(AlertRule rule, EvidenceStep evidence, PaneCounts pane) {
    draft.close(
        rule,
        pane.pane().end(),
        pane.modelVersion(),
        AlertWording.insideAgain(evidence.clearsAt(), policy.windows().advance()));
  }
}
