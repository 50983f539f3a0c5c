package dev.plumbline.stage.alert.warning;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftSignal;

/**
 * Which alerts a policy can have. Windows and open alerts of an earlier policy may be about metrics
 * and attributes that this one leaves alone.
 */
public record PolicyRules(Policy policy) {

  static final String ETHICS = "ethics";
  static final String BIAS = "bias";

  public boolean have(AlertRule rule) {
    if (rule.metric().equals(ETHICS) || rule.metric().equals(BIAS)) {
      return true;
    }
    boolean everyone = rule.attribute().equals(GroupCounts.ALL);
    return (everyone || policy.groups().compared().contains(rule.attribute()))
        && (fairness(rule)
            || policy.drift().signals().stream().anyMatch(signal -> drift(signal, rule, everyone)));
  }

  /** Two statistics of one signal are two rules. */
  static String metric(String signal, String statistic) {
    return "drift:" + signal + ":" + statistic;
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
