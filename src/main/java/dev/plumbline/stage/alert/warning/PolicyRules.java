package dev.plumbline.stage.alert.warning;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.stage.alert.score.MeanRule;

/**
 * Which alerts a policy can have. Windows and open alerts of an earlier policy may be about metrics
 * and attributes that this one leaves alone.
 */
public record PolicyRules(Policy policy) {

  public static final String ETHICS = MeanRule.SCORE;
  public static final String BIAS = "bias";

  /** Of the one alert about all drift of a model. */
  public static final String DRIFT = "drift";

  private static final String INDICATOR = MeanRule.metric("");

  /** A rule about the whole model. */
  public static AlertRule ofModel(String metric) {
    return new AlertRule(metric, GroupCounts.ALL, GroupCounts.ALL);
  }

  /** Whether the rule is about a score or an indicator, which panes decide and not windows. */
  public static boolean isScore(AlertRule rule) {
    return rule.metric().equals(ETHICS)
        || rule.metric().equals(BIAS)
        || rule.metric().startsWith(INDICATOR);
  }

  public boolean have(AlertRule rule) {
    if (rule.metric().equals(ETHICS)) {
      return policy.ethics().ethicsBelow() > 0;
    }
    if (rule.metric().equals(BIAS)) {
      return policy.ethics().biasAbove() < 1;
    }
    if (rule.metric().equals(DRIFT)) {
      return !policy.drift().signals().isEmpty();
    }
    if (rule.metric().startsWith(INDICATOR)) {
      String indicator = rule.metric().substring(INDICATOR.length());
      return policy.ethics().limits().indicators().containsKey(indicator);
    }
    boolean everyone = rule.attribute().equals(GroupCounts.ALL);
    return (everyone || policy.groups().covers(rule.attribute()))
        && (fairness(rule)
            || policy.drift().signals().stream().anyMatch(signal -> drift(signal, rule, everyone)));
  }

  /** Two statistics of one signal are two rules. */
  static String metric(String signal, String statistic) {
    return DRIFT + ":" + signal + ":" + statistic;
  }

  /** The rule that a measure of drift is about. */
  public static AlertRule ruleOf(DriftMeasure drift) {
    return new AlertRule(
        metric(drift.signal(), drift.statistic()), drift.attribute(), drift.group());
  }

  private boolean fairness(AlertRule rule) {
    return policy.fairness().stream().anyMatch(each -> each.label().equals(rule.metric()));
  }

  private static boolean drift(SignalRule signal, AlertRule rule, boolean everyone) {
    boolean shares = signal.signal().kind() == DriftSignal.Kind.GROUP_SHARE;
    boolean asked = everyone ? signal.by().all() : signal.by().groups();
    return rule.metric().equals(metric(signal.signal().name(), signal.statistic().label()))
        && (shares || asked);
  }
}
