package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PageNames;
import dev.plumbline.stage.alert.evidence.PaneMeans;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing.PolicyEvidence;
import dev.plumbline.stage.alert.memory.GroupEvidence;
import dev.plumbline.stage.alert.memory.OpenAlert;
import dev.plumbline.stage.alert.people.EvidenceBasis;
import dev.plumbline.stage.alert.people.PageEvidence;
import dev.plumbline.stage.alert.search.JointTable;
import dev.plumbline.stage.alert.warning.RuleReading;
import dev.plumbline.stage.alert.wording.AlertWording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Pages of one pane: while the evidence of all rules without an open page adds up to the panes in
 * which one false page is allowed, a page goes out, and the rules that it names leave the sum until
 * they have cleared. The others keep their evidence.
 */
final class PolicyPager {

  private final Policy policy;
  private final WatchDraft draft;
  private final PolicySum sum;
  private final PaneCounts pane;
  private final Map<GroupName, PaneSides> seen = new TreeMap<>(GroupName.IN_ORDER);

  PolicyPager(Policy policy, WatchDraft draft, PolicySum sum, PaneCounts pane) {
    this.policy = policy;
    this.draft = draft;
    this.sum = sum;
    this.pane = pane;
  }

  /** A group whose detectors have taken a step. */
  void saw(GroupCounts group, GroupCounts reference, Map<ScoreMean, PaneMeans> means) {
    seen.put(GroupName.of(group), new PaneSides(group, reference, means, AlertWording.NO_WINDOW));
  }

  void page() {
    weigh(seen.keySet());
    if (draft.model().sumOfEvidence() < sum.threshold()) {
      return;
    }
    weighAll(); // what was stored may have been weighed otherwise, by another release
    double evidence = draft.model().sumOfEvidence();
    while (evidence >= sum.threshold()) {
      List<RuleEvidence> all = strongestFirst();
      List<RuleEvidence> rules = all.stream().filter(draft::restsOnEnough).toList();
      double[] weighted = rules.stream().mapToDouble(RuleEvidence::weighted).toArray();
      if (rules.size() < all.size()) {
        evidence = DoubleStream.of(weighted).sum();
        if (evidence < sum.threshold()) {
          return; // the evidence stays until enough people are there
        }
      }
      PageNames names = PageNames.of(weighted, sum.threshold());
      List<RuleEvidence> named = rules.subList(0, names.count());
      for (RuleEvidence rule : named) {
        page(rule, new PolicyEvidence(rule.weighted(), evidence, sum.threshold(), names));
      }
      weigh(named.stream().map(RuleEvidence::group).distinct().toList());
      evidence = draft.model().sumOfEvidence();
    }
  }

  /** Groups of which another pane spoke last have their evidence too. */
  private List<RuleEvidence> strongestFirst() {
    List<RuleEvidence> rules = new ArrayList<>();
    for (GroupName name : draft.groups()) {
      rules.addAll(sum.rules(name, draft.group(name).at(draft.model())));
    }
    rules.sort(RuleEvidence.STRONGEST);
    return rules;
  }

  private void weighAll() {
    Set<GroupName> all = new HashSet<>(draft.groups());
    draft.model().evidence().forEach(each -> all.add(each.name()));
    weigh(all);
  }

  private void weigh(Collection<GroupName> groups) {
    List<GroupEvidence> weighed =
        groups.stream().map(name -> sum.group(name, draft.group(name).at(draft.model()))).toList();
    draft.model(model -> model.with(weighed));
  }

  private void page(RuleEvidence evidence, PolicyEvidence of) {
    draft.group(evidence.group(), watch -> watch.at(draft.model()));
    AlertRule rule = evidence.group().rule(evidence.metric());
    PageEvidence found = new PageEvidence(crossing(evidence, of), draft.basis(evidence));
    readFirst(rule, evidence.group(), found);
    open(rule, found, "");
  }

  /**
   * A page about a rule of a group that nobody declared.
   *
   * @param basis whom its evidence rests on
   */
  void pageFound(RuleEvidence evidence, JointTable.Compared compared, EvidenceBasis basis) {
    PaneSides sides = PaneSides.found(compared);
    double share = evidence.weighted();
    PolicyEvidence of =
        new PolicyEvidence(
            share, draft.model().sumOfEvidence() + share, sum.threshold(), new PageNames(1, true));
    AlertRule rule = compared.name().rule(evidence.metric());
    PageEvidence found = new PageEvidence(crossing(evidence, of), basis);
    draft.group(
        compared.name(),
        watch -> watch.with(sides.reading(rule, found.crossing(), found.basis().units())));
    open(rule, found, AlertWording.found(policy.groups()));
  }

  private ThresholdCrossing crossing(RuleEvidence evidence, PolicyEvidence of) {
    RuleEvidence.Part strongest = evidence.strongest();
    return new ThresholdCrossing(
        evidence.rule(),
        evidence.named(of.threshold() / of.names().count()),
        strongest.detector().evidence(),
        sum.thresholdAlone(strongest.detector()),
        Instant.ofEpochMilli(strongest.detector().onset()),
        of);
  }

  private void open(AlertRule rule, PageEvidence evidence, String more) {
    ThresholdCrossing crossing = evidence.crossing();
    OpenAlert open = draft.open(rule);
    Instant at = pane.pane().end();
    List<String> contrasts = crossing.contrasts().stream().map(GapContrast::key).toList();
    OpenAlert next =
        open == null
            ? draft.reopened(rule, OpenAlert.page(at, contrasts))
            : open.escalated(at, contrasts);
    draft.keep(rule, next);
    draft.say(
        rule,
        WatchDraft.status(open == null ? State.OPEN : State.ESCALATED, next, at),
        evidence,
        pane.modelVersion(),
        AlertWording.evidence(policy.alerts(), evidence) + more);
  }

  /** What a page says before any window has closed, of a group that is in the pane. */
  private void readFirst(AlertRule rule, GroupName name, PageEvidence evidence) {
    PaneSides sides = seen.get(name);
    if (sides == null || draft.group(name).readings().containsKey(rule.metric())) {
      return;
    }
    RuleReading reading = sides.reading(rule, evidence.crossing(), evidence.basis().units());
    draft.group(name, watch -> watch.with(reading));
  }
}
