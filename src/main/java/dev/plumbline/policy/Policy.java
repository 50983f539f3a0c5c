package dev.plumbline.policy;

import java.util.List;

/**
 * One model's policy.
 *
 * @param version hash of the policy's text; every measure, alert and job carries it
 */
public record Policy(
    String model,
    String description,
    String version,
    Privacy privacy,
    Scoring scoring,
    OutcomePolicy outcome,
    Groups groups,
    Windows windows,
    List<FairnessRule> fairness,
    Drift drift,
    Ethics ethics,
    Alerts alerts,
    Retraining retraining,
    Benefits benefits) {
  public Policy {
    fairness = List.copyOf(fairness);
  }
}
