package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.score.DriftEvidence;
import dev.plumbline.stage.alert.score.ScoreAllowance;
import dev.plumbline.stage.alert.warning.PolicyRules;
import dev.plumbline.stage.alert.warning.RuleReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One window's drift: all signals and groups of a model have one alert. It opens when the evidence
 * of any comparison is enough, says what has moved, and clears when all that was beyond has been
 * inside its tolerance for as many windows as clear a warning. What joins in between says nothing
 * more: the windows have every comparison.
 */
record DriftTransition(Policy policy, WatchDraft draft) {

  private static final AlertRule RULE =
      new AlertRule(PolicyRules.DRIFT, GroupCounts.ALL, GroupCounts.ALL);

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
    Map<String, DriftEvidence> before = draft.group(everyone).drift();
    Map<String, DriftEvidence> after = after(before, tested, window);
    draft.group(everyone, watch -> watch.withDrift(after));
    tested.forEach(drift -> closeOwn(PolicyRules.ruleOf(drift), window));
    OpenAlert open = draft.open(RULE);
    boolean beyond = after.values().stream().anyMatch(DriftEvidence::beyond);
    if (open == null && beyond) {
      open(tested, after, window);
    } else if (open != null && !beyond && !isTooSoon(open, window)) {
      keepReading(tested, after, window);
      draft.close(
          RULE, window.window().end(), window.modelVersion(), AlertWording.inside(policy.alerts()));
    }
  }

  private Map<String, DriftEvidence> after(
      Map<String, DriftEvidence> before, List<DriftMeasure> tested, WindowMeasures window) {
    double panesOfWindow =
        (double) policy.windows().size().toMillis() / policy.windows().advance().toMillis();
    double windows = ScoreAllowance.of(policy).panes(policy.drift().severity()) / panesOfWindow;
    DriftEvidence.Limits limits =
        new DriftEvidence.Limits(
            Math.max(1, windows) * tested.size(), policy.alerts().clearing().windows());
    PolicyRules rules = new PolicyRules(policy);
    Map<String, DriftEvidence> after = new HashMap<>(before);
    after.keySet().removeIf(rule -> !rules.have(parsed(rule)));
    // A group that has gone must not hold the alert of all others open.
    Instant forgotten =
        window
            .window()
            .end()
            .minus(policy.alerts().clearing().reopenWithin())
            .minus(window.length().multipliedBy(policy.alerts().clearing().windows()));
    after.values().removeIf(evidence -> evidence.until().isBefore(forgotten));
    for (DriftMeasure drift : tested) {
      after.merge(
          PolicyRules.ruleOf(drift).toString(),
          next(DriftEvidence.START, drift, window, limits),
          (known, fresh) -> next(known, drift, window, limits));
    }
    return after;
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

  /** What the alert says: what is beyond, the furthest first. */
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
            DriftWording.moved(moved, tested.size()));
    draft.group(GroupName.of(RULE), watch -> watch.with(reading));
  }

  /** Alerts of single comparisons, from before drift had one alert for all. */
  private void closeOwn(AlertRule rule, WindowMeasures window) {
    if (draft.open(rule) != null) {
      draft.close(rule, window.window().end(), window.modelVersion(), DriftWording.JOINED);
    }
  }

  private boolean isTooSoon(OpenAlert open, WindowMeasures window) {
    Instant paged = open.pagedAt();
    return paged != null
        && window.window().end().isBefore(paged.plus(policy.alerts().clearing().atLeast()));
  }
}
