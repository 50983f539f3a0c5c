package dev.plumbline.stage.alert;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.event.Rule;
import dev.plumbline.policy.Drift.SignalRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Signal;

/**
 * Which alerts a policy can have. Windows and open alerts of an earlier policy may be about metrics
 * and attributes that this one leaves alone.
 */
record PolicyRules(Policy policy) {

  static final String ETHICS = "ethics";
  static final String BIAS = "bias";

  boolean have(Rule rule) {
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

  private boolean fairness(Rule rule) {
    return policy.fairness().stream().anyMatch(each -> each.metric().label().equals(rule.metric()));
  }

  private static boolean drift(SignalRule signal, Rule rule, boolean everyone) {
    boolean shares = signal.signal().kind() == Signal.Kind.GROUP_SHARE;
    boolean asked = everyone ? signal.by().all() : signal.by().groups();
    return rule.metric().equals(metric(signal.signal().name(), signal.statistic().label()))
        && (shares || asked);
  }
}
