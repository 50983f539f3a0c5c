package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.alert.ClearingRule;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.memory.OpenAlert;
import dev.plumbline.stage.alert.score.DriftEvidence;
import dev.plumbline.stage.alert.score.ScoreAllowance;
import dev.plumbline.stage.alert.warning.PolicyRules;
import dev.plumbline.stage.alert.warning.RuleReading;
import dev.plumbline.stage.alert.wording.DriftWording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One window's drift: all signals and groups of a model have one alert. It opens when the evidence
 * of any comparison is enough, says what has moved, and clears when all that was beyond has been
 * inside its tolerance for as many windows as clear a warning, or is not watched any more. What
 * joins in between says nothing more: the windows have every comparison.
 */
record DriftTransition(Policy policy, WatchDraft draft) {

  private static final AlertRule RULE = PolicyRules.ofModel(PolicyRules.DRIFT);

  void take(WindowMeasures window) {
    PolicyRules rules = new PolicyRules(policy);
    List<DriftMeasure> tested =
        window.drift().stream()
            .filter(drift -> rules.have(PolicyRules.ruleOf(drift)))
            .filter(drift -> drift.value() != null && drift.pValue() != null)
            .toList();
    if (tested.isEmpty()) {
      return;
    }
    GroupName everyone = GroupName.of(RULE);
    draft.group(everyone, watch -> watch.at(draft.model()));
    OpenAlert open = draft.open(RULE);
    Map<String, DriftEvidence> after = new HashMap<>(draft.group(everyone).drift());
    if (open == null) {
      // What was beyond belongs to an alert: one that the policy did without for a while has ended.
      after.values().removeIf(DriftEvidence::beyond);
    }
    follow(after, tested, window);
    Set<String> unwatched = unwatched(after, window);
    after
        .entrySet()
        .removeIf(each -> unwatched.contains(each.getKey()) && !each.getValue().beyond());
    tested.forEach(drift -> closeOwn(PolicyRules.ruleOf(drift), window));
    boolean beyond =
        after.entrySet().stream()
            .anyMatch(each -> each.getValue().beyond() && !unwatched.contains(each.getKey()));
    if (open == null && beyond) {
      open(tested, after, window);
    } else if (open != null && !beyond) {
      close(open, tested, after, window);
    }
    draft.group(everyone, watch -> watch.withDrift(after));
  }

  /**
   * What the policy does not compare any more, and what no window has had enough records of: a
   * group that has gone must not hold the alert of all others open.
   */
  private Set<String> unwatched(Map<String, DriftEvidence> evidence, WindowMeasures window) {
    PolicyRules rules = new PolicyRules(policy);
    Instant oldest = window.window().end().minus(unwatchedFor(window));
    Set<String> unwatched = new TreeSet<>();
    evidence.forEach(
        (rule, of) -> {
          if (!rules.have(parsed(rule)) || of.until().isBefore(oldest)) {
            unwatched.add(rule);
          }
        });
    return unwatched;
  }

  /**
   * @param evidence what is beyond in it is not watched any more
   */
  private void close(
      OpenAlert open,
      List<DriftMeasure> tested,
      Map<String, DriftEvidence> evidence,
      WindowMeasures window) {
    Instant end = window.window().end();
    if (!open.mayClear(end, policy.alerts().clearing().atLeast())) {
      return;
    }
    List<String> unwatched = new ArrayList<>(new TreeMap<>(evidence).keySet());
    unwatched.removeIf(rule -> !evidence.getOrDefault(rule, DriftEvidence.START).beyond());
    evidence.keySet().removeAll(unwatched);
    keepReading(tested, evidence, window);
    String why = DriftWording.over(policy.alerts().clearing(), unwatched, unwatchedFor(window));
    draft.close(RULE, end, window.modelVersion(), why);
  }

  /** After how long without enough records a comparison is not watched any more. */
  private Duration unwatchedFor(WindowMeasures window) {
    ClearingRule clearing = policy.alerts().clearing();
    return clearing.reopenWithin().plus(window.length().multipliedBy(clearing.windows()));
  }

  private void follow(
      Map<String, DriftEvidence> evidence, List<DriftMeasure> tested, WindowMeasures window) {
    DriftEvidence.Limits limits =
        new DriftEvidence.Limits(
            ScoreAllowance.of(policy).windows(policy.drift().severity()) * tested.size(),
            policy.alerts().clearing().windows());
    for (DriftMeasure drift : tested) {
      String rule = PolicyRules.ruleOf(drift).toString();
      DriftEvidence known = evidence.getOrDefault(rule, DriftEvidence.START);
      evidence.put(rule, next(known, drift, window, limits));
    }
  }

  private static DriftEvidence next(
      DriftEvidence known, DriftMeasure drift, WindowMeasures window, DriftEvidence.Limits limits) {
    double p = drift.pValue() == null ? 1 : drift.pValue();
    return known.after(window.window(), p, excess(drift) > 1, limits);
  }

  /** The rule of a key; neither a signal's name nor an attribute holds a slash. */
  private static AlertRule parsed(String rule) {
    String[] parts = rule.split("/", 3);
    return new AlertRule(parts[0], parts[1], parts[2]);
  }

  /** Effect over tolerance. */
  private static double excess(DriftMeasure drift) {
    double value = drift.value() == null ? 0 : drift.value();
    return drift.tolerance() > 0 ? value / drift.tolerance() : value > 0 ? Double.MAX_VALUE : 0;
  }

  private void open(
      List<DriftMeasure> tested, Map<String, DriftEvidence> after, WindowMeasures window) {
    Instant end = window.window().end();
    Severity severity = policy.drift().severity();
    OpenAlert opened = draft.reopened(RULE, OpenAlert.of(severity, end));
    keepReading(tested, after, window);
    draft.keep(RULE, opened);
    draft.sayOfModel(
        RULE,
        WatchDraft.status(State.OPEN, opened, end),
        SequentialEvidence.NONE,
        window.modelVersion(),
        "");
  }

  /**
   * What the alert says: what is beyond, the furthest first. Of a window that clears it that is
   * what it has too little evidence of.
   */
  private void keepReading(
      List<DriftMeasure> tested, Map<String, DriftEvidence> after, WindowMeasures window) {
    List<DriftMeasure> moved = new ArrayList<>(tested);
    moved.removeIf(
        drift ->
            excess(drift) <= 1
                || (drift.verdict() != DriftMeasure.Drift.DRIFTED
                    && !after
                        .getOrDefault(PolicyRules.ruleOf(drift).toString(), DriftEvidence.START)
                        .beyond()));
    moved.sort(
        Comparator.comparingDouble((DriftMeasure drift) -> -excess(drift))
            .thenComparing(drift -> PolicyRules.ruleOf(drift).toString()));
    boolean anyBeyond = after.values().stream().anyMatch(DriftEvidence::beyond);
    DriftMeasure furthest =
        moved.isEmpty()
            ? tested.stream().max(Comparator.comparingDouble(DriftTransition::excess)).orElseThrow()
            : moved.get(0);
    RuleReading reading =
        new RuleReading(
            RULE,
            window.window().end(),
            !moved.isEmpty(),
            moved.isEmpty(),
            new AlertFigures(
                furthest.value(),
                null,
                null,
                furthest.n(),
                furthest.nReference(),
                furthest.tolerance()),
            anyBeyond
                ? DriftWording.moved(moved, tested.size())
                : DriftWording.movedInOneWindow(moved, tested.size()));
    draft.group(GroupName.of(RULE), watch -> watch.with(reading));
  }

  /** Alerts of single comparisons, from before drift had one alert for all. */
  private void closeOwn(AlertRule rule, WindowMeasures window) {
    if (draft.open(rule) != null) {
      draft.close(rule, window.window().end(), window.modelVersion(), DriftWording.JOINED);
    }
  }
}
