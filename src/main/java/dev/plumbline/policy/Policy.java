package dev.plumbline.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

  /** Names of all features that any of its sections reads. */
  public Set<String> features() {
    Set<String> names = new TreeSet<>();
    drift.signals().forEach(rule -> names.add(rule.signal().feature()));
    names.add(benefits.latency());
    names.add(ethics.means().explained());
    names.add(ethics.means().reviewed());
    names.add(ethics.risk().feature());
    names.remove(""); // where a section names none
    return names;
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
