package dev.plumbline.stage.alert.warning;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.statistics.FigureWords;
import dev.plumbline.statistics.HolmCorrection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one window says about every rule of a policy. A fairness rule is beyond its tolerance when
 * the interval is wholly so after Holm's correction over the window's rules. The tolerance is the
 * policy's, not the one that the window was published with: another policy may read old windows.
 */
public final class WindowReadings {

  /** One-sided level of a 95 % interval. */
  private static final double LEVEL = 0.025;

  private WindowReadings() {}

  public static List<RuleReading> of(WindowMeasures window, Policy policy) {
    PolicyRules rules = new PolicyRules(policy);
    List<RuleReading> readings = new ArrayList<>(fairness(window, policy, rules));
    window.drift().stream()
        .map(drift -> drift(drift, window))
        .filter(reading -> rules.have(reading.rule()))
        .forEach(readings::add);
    EthicsPolicy ethics = policy.ethics();
    Double e = window.ethics().score();
    if (e != null) {
      readings.add(
          whole(PolicyRules.ETHICS, e, ethics.ethicsBelow(), e < ethics.ethicsBelow(), window));
    }
    Double b = window.bias().score();
    if (b != null) {
      readings.add(whole(PolicyRules.BIAS, b, ethics.biasAbove(), b > ethics.biasAbove(), window));
    }
    return readings;
  }

  private static List<RuleReading> fairness(WindowMeasures window, Policy policy, PolicyRules own) {
    Map<String, FairnessRule> rules = new HashMap<>();
    policy.fairness().forEach(rule -> rules.put(rule.label(), rule));
    List<ToleranceCheck> judged = new ArrayList<>();
    for (FairnessMeasure measure : window.fairness()) {
      FairnessRule rule = rules.get(measure.metric());
      if (rule != null
          && measure.comparison() == FairnessMeasure.Comparison.REFERENCE
          && own.have(new AlertRule(measure.metric(), measure.attribute(), measure.group()))) {
        judged.add(new ToleranceCheck(measure, rule));
      }
    }
    boolean[] beyond =
        HolmCorrection.rejected(judged.stream().map(ToleranceCheck::pValue).toList(), LEVEL);
    List<RuleReading> readings = new ArrayList<>();
    for (int i = 0; i < beyond.length; i++) {
      readings.add(judged.get(i).reading(window.window().end(), beyond[i]));
    }
    return readings;
  }

  private static RuleReading drift(DriftMeasure drift, WindowMeasures window) {
    return new RuleReading(
        new AlertRule(
            PolicyRules.metric(drift.signal(), drift.statistic()),
            drift.attribute(),
            drift.group()),
        window.window().end(),
        drift.verdict() == DriftMeasure.Drift.DRIFTED,
        drift.verdict() == DriftMeasure.Drift.STABLE,
        new AlertFigures(
            drift.value(), null, null, drift.n(), drift.nReference(), drift.tolerance()),
        drift.sentence());
  }

  private static RuleReading whole(
      String metric, double value, double limit, boolean beyond, WindowMeasures window) {
    return new RuleReading(
        new AlertRule(metric, GroupCounts.ALL, GroupCounts.ALL),
        window.window().end(),
        beyond,
        !beyond,
        new AlertFigures(value, null, null, window.requests(), 0, limit),
        "The %s score is %s over %d requests; the limit is %s."
            .formatted(
                metric,
                FigureWords.figure(value),
                window.requests(),
                FigureWords.asWritten(limit)));
  }
}
