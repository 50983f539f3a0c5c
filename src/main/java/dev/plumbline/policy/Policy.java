package dev.plumbline.policy;

import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.policy.alert.AlertPolicy;
import dev.plumbline.policy.drift.DriftPolicy;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.retraining.RetrainingPolicy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One model's policy.
 *
 * @param version hash of what the policy means; every measure, alert and job carries it. Its first
 *     part, {@link #basis}, is of what decides the counts
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
    BenefitsPolicy benefits,
    EvidencePolicy evidence) {
  private static final char BASIS_END = '-';

  public Policy {
    fairness = List.copyOf(fairness);
  }

  /**
   * @param basis hash of what decides the counts
   * @param whole hash of everything
   */
  public static String version(String basis, String whole) {
    return basis + BASIS_END + whole;
  }

  /** What of a version decides the counts: evidence of two policies that agree in it adds up. */
  public static String basis(String version) {
    int end = version.indexOf(BASIS_END);
    return end < 0 ? version : version.substring(0, end);
  }

  /** Names of all features that any of its sections reads. */
  public Set<String> features() {
    Set<String> names = new TreeSet<>();
    drift.signals().forEach(rule -> names.add(rule.signal().feature()));
    names.add(benefits.latency());
    names.add(ethics.means().explained());
    names.add(ethics.means().reviewed());
    names.add(ethics.risk().feature());
    scoring.tabular().columns().forEach(column -> names.add(column.feature()));
    names.remove(""); // where a section names none
    return names;
  }

  /**
   * How many alerts of a severity there can be that are not about groups: one for each limit of a
   * score or an indicator, and one for drift.
   */
  public int scoreRules(Severity severity) {
    int rules = 0;
    rules += ethics.ethicsBelow() > 0 && ethics.limits().ethics() == severity ? 1 : 0;
    rules += ethics.biasAbove() < 1 && ethics.limits().bias() == severity ? 1 : 0;
    for (EthicsPolicy.Limit limit : ethics.limits().indicators().values()) {
      rules += limit.severity() == severity ? 1 : 0;
    }
    return rules + (!drift.signals().isEmpty() && drift.severity() == severity ? 1 : 0);
  }

  /** The same with other fairness rules. */
  public Policy with(List<FairnessRule> rules) {
    return copy(outcome, rules, alerts, evidence);
  }

  /** The same with another outcome section. */
  public Policy with(OutcomePolicy other) {
    return copy(other, fairness, alerts, evidence);
  }

  /** The same with another alerts section. */
  public Policy with(AlertPolicy other) {
    return copy(outcome, fairness, other, evidence);
  }

  /** The same with another evidence section. */
  public Policy with(EvidencePolicy other) {
    return copy(outcome, fairness, alerts, other);
  }

  private Policy copy(
      OutcomePolicy newOutcome,
      List<FairnessRule> newFairness,
      AlertPolicy newAlerts,
      EvidencePolicy newEvidence) {
    return new Policy(
        model,
        description,
        version,
        privacy,
        scoring,
        newOutcome,
        groups,
        windows,
        newFairness,
        drift,
        ethics,
        newAlerts,
        retraining,
        benefits,
        newEvidence);
  }
}
