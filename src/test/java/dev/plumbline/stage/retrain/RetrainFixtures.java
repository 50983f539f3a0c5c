package dev.plumbline.stage.retrain;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.AlertStatus;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.policy.BenefitsPolicy;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.EvidencePolicy;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.policy.WindowPolicy;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.retraining.LauncherPolicy;
import dev.plumbline.policy.retraining.PromotionRules;
import dev.plumbline.policy.retraining.ReleasePolicy;
import dev.plumbline.policy.retraining.RetrainingDemand;
import dev.plumbline.policy.retraining.RetrainingPolicy;
import dev.plumbline.policy.retraining.TrainingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tests of this stage start from. */
public final class RetrainFixtures {

  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  public static final Duration COOLDOWN = Duration.ofDays(1);
  public static final int MINIMUM = 5;
  public static final AlertRule RULE = new AlertRule("equal_opportunity_difference", "sex", "f");

  private static final List<FairnessMetric> METRICS =
      List.of(
          FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE,
          FairnessMetric.DISPARATE_IMPACT_RATIO,
          FairnessMetric.EQUAL_OPPORTUNITY_DIFFERENCE,
          FairnessMetric.EQUALIZED_ODDS_DIFFERENCE);

  private RetrainFixtures() {}

  /** A model that is retrained on pages, after five labelled records, at most once a day. */
  public static Policy policy() {
    return policy(Set.of(Alert.Severity.PAGE));
  }

  public static Policy policy(Set<Alert.Severity> on) {
    return policy(
        new RetrainingPolicy(
            new RetrainingDemand(on, MINIMUM, 0, COOLDOWN, 2),
            TrainingPolicy.DEFAULT,
            PromotionRules.DEFAULT,
            ReleasePolicy.DEFAULT,
            LauncherPolicy.DEFAULT),
        METRICS);
  }

  public static Policy policy(List<FairnessMetric> metrics) {
    return policy(retraining(LauncherPolicy.DEFAULT), metrics);
  }

  /** The model under another demand and release. */
  public static Policy policy(RetrainingDemand demand, ReleasePolicy release) {
    return policy(
        new RetrainingPolicy(
            demand,
            TrainingPolicy.DEFAULT,
            PromotionRules.DEFAULT,
            release,
            LauncherPolicy.DEFAULT),
        List.of(FairnessMetric.EQUAL_OPPORTUNITY_DIFFERENCE));
  }

  /** The same, trained in another place. */
  public static Policy policy(LauncherPolicy launcher) {
    return policy(retraining(launcher), METRICS);
  }

  private static RetrainingPolicy retraining(LauncherPolicy launcher) {
    return new RetrainingPolicy(
        new RetrainingDemand(Set.of(Alert.Severity.PAGE), MINIMUM, 0, COOLDOWN, 2),
        TrainingPolicy.DEFAULT,
        PromotionRules.DEFAULT,
        ReleasePolicy.DEFAULT,
        launcher);
  }

  private static Policy policy(RetrainingPolicy retraining, List<FairnessMetric> metrics) {
    return new Policy(
        "desk",
        "a test",
        "v1",
        new PrivacyPolicy(
            Set.of(),
            PrivacyPolicy.Operator.REPLACE,
            Map.of(),
            new PrivacyPolicy.ConsentRule("monitoring", PrivacyPolicy.ConsentRule.Missing.ALLOW)),
        new ScoringPolicy(
            ScoringPolicy.Source.MODEL, Path.of("models/card-support"), "cpu", 32, Duration.ZERO),
        PolicyFixtures.favourable("yes"),
        new GroupPolicy(Map.of("sex", Set.of()), List.of(), Map.of("sex", "m"), 30),
        WindowPolicy.DEFAULT,
        metrics.stream()
            .map(metric -> new FairnessRule(metric, metric.ratio() ? 0.8 : 0.1))
            .toList(),
        PolicyFixtures.drift(),
        new EthicsPolicy(Map.of(), Map.of(), 0, 1),
        PolicyFixtures.alerts(),
        retraining,
        BenefitsPolicy.NONE,
        EvidencePolicy.DEFAULT);
  }

  public static Alert page(Instant at, Alert.State state) {
    return alert(at, state, Alert.Severity.PAGE);
  }

  public static Alert alert(Instant at, Alert.State state, Alert.Severity severity) {
    return alert(RULE, at, state, severity);
  }

  public static Alert alert(
      AlertRule rule, Instant at, Alert.State state, Alert.Severity severity) {
    return new Alert(
        Alert.key("desk", rule),
        "desk",
        rule,
        new AlertStatus(state, severity, at, at),
        new AlertFigures(0.3, 0.2, 0.4, 100, 100, 0.1),
        new SequentialEvidence(1e7, 1e6, Instant.parse("2026-01-01T11:53:00Z")),
        new AlertContext("a gap", "m1", "v1", Map.of(), List.of()));
  }

  public static RetrainingJob job(String id, RetrainingJob.State state) {
    return new RetrainingJob(
        id, "desk", state, "desk/" + RULE, RULE, NOON, NOON, 5, JobResult.NONE, "v1");
  }
}
