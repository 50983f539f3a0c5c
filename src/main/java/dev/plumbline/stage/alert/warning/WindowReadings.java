package dev.plumbline.stage.alert.warning;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.statistics.HolmCorrection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one window says about every rule of a policy but drift. A fairness rule is beyond its
 * tolerance when the interval is wholly so after Holm's correction over the window's rules. The
 * tolerance is the policy's, not the one that the window was published with: another policy may
 * read old windows.
 */
public final class WindowReadings {

  /**
   * One-sided, for a whole window: there are hundreds of windows a day, and one in forty that warns
   * of nothing is a warning every few hours.
   */
  private static final double LEVEL = 0.001;

  private WindowReadings() {}

  public static List<RuleReading> of(WindowMeasures window, Policy policy) {
    PolicyRules rules = new PolicyRules(policy);
    List<RuleReading> readings = new ArrayList<>(fairness(window, policy, rules));
    readings.addAll(ScoreReadings.of(window, policy.ethics()));
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
        Instant end = window.window().end();
        judged.add(
            new ToleranceCheck(measure, rule.judging(measure.attribute(), measure.group(), end)));
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
}
