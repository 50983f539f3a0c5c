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
    PrivacyPolicy privacy,
    ScoringPolicy scoring,
    OutcomePolicy outcome,
    GroupPolicy groups,
    WindowPolicy windows,
    List<FairnessRule> fairness,
    DriftPolicy drift,
    EthicsPolicy ethics,
    AlertPolicy alerts,
    RetrainingPolicy retraining,
    BenefitsPolicy benefits) {
  public Policy {
    fairness = List.copyOf(fairness);
  }

  /** The same with other fairness rules. */
  public Policy with(List<FairnessRule> rules) {
    return new Policy(
        model,
        description,
        version,
        privacy,
        scoring,
        outcome,
        groups,
        windows,
        rules,
        drift,
        ethics,
        alerts,
        retraining,
        benefits);
  }

  /** The same with another outcome section. */
  public Policy with(OutcomePolicy other) {
    return new Policy(
        model,
        description,
        version,
        privacy,
        scoring,
        other,
        groups,
        windows,
        fairness,
        drift,
        ethics,
        alerts,
        retraining,
        benefits);
  }

  /** The same with another alerts section. */
  public Policy with(AlertPolicy other) {
    return new Policy(
        model,
        description,
        version,
        privacy,
        scoring,
        outcome,
        groups,
        windows,
        fairness,
        drift,
        ethics,
        other,
        retraining,
        benefits);
  }
}
