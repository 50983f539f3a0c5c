package dev.plumbline.stage.retrain;

import dev.plumbline.event.Alert;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.Rule;
import dev.plumbline.policy.Alerts;
import dev.plumbline.policy.Benefits;
import dev.plumbline.policy.Drift;
import dev.plumbline.policy.Ethics;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Groups;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Retraining;
import dev.plumbline.policy.Scoring;
import dev.plumbline.policy.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tests of this stage start from. */
final class Given {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final Duration COOLDOWN = Duration.ofDays(1);
  static final int MINIMUM = 5;
  static final Rule RULE = new Rule("equal_opportunity_difference", "sex", "f");

  private Given() {}

  /** A model that is retrained on pages, after five labelled records, at most once a day. */
  static Policy policy() {
    return policy(Set.of(Alert.Severity.PAGE));
  }

  static Policy policy(Set<Alert.Severity> on) {
    return policy(
        on,
        List.of(
            FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE,
            FairnessMetric.DISPARATE_IMPACT_RATIO,
            FairnessMetric.EQUAL_OPPORTUNITY_DIFFERENCE,
            FairnessMetric.EQUALIZED_ODDS_DIFFERENCE));
  }

  static Policy policy(List<FairnessMetric> metrics) {
    return policy(Set.of(Alert.Severity.PAGE), metrics);
  }

  private static Policy policy(Set<Alert.Severity> on, List<FairnessMetric> metrics) {
    return new Policy(
        "desk",
        "a test",
        "v1",
        new Privacy(
            Set.of(),
            Privacy.Operator.REPLACE,
            Map.of(),
            new Privacy.ConsentRule("monitoring", Privacy.ConsentRule.Missing.ALLOW)),
        new Scoring(Scoring.Source.MODEL, Path.of("models/card-support"), "cpu", 32, Duration.ZERO),
        new OutcomePolicy(Set.of("yes")),
        new Groups(Map.of("sex", Set.of()), List.of(), Map.of("sex", "m"), 30),
        Windows.DEFAULT,
        metrics.stream()
            .map(metric -> new FairnessRule(metric, metric.ratio() ? 0.8 : 0.1))
            .toList(),
        new Drift(Duration.ofHours(1), List.of()),
        new Ethics(Map.of(), Map.of(), 0, 1),
        new Alerts(1, Duration.ofDays(90), 3, List.of()),
        new Retraining(on, MINIMUM, COOLDOWN, Retraining.Launcher.LOCAL, 0.2, 0.01),
        Benefits.NONE);
  }

  static Alert page(Instant at, Alert.State state) {
    return alert(at, state, Alert.Severity.PAGE);
  }

  static Alert alert(Instant at, Alert.State state, Alert.Severity severity) {
    return alert(RULE, at, state, severity);
  }

  static Alert alert(Rule rule, Instant at, Alert.State state, Alert.Severity severity) {
    return new Alert(
        Alert.key("desk", rule),
        "desk",
        rule,
        state,
        severity,
        at,
        at,
        0.3,
        0.2,
        0.4,
        100,
        100,
        0.1,
        1e7,
        1e6,
        "a gap",
        "m1",
        "v1",
        Map.of(),
        List.of());
  }

  static RetrainingJob job(String id, RetrainingJob.State state) {
    return new RetrainingJob(
        id,
        "desk",
        state,
        "desk/" + RULE,
        RULE,
        NOON,
        NOON,
        5,
        null,
        Map.of(),
        Map.of(),
        null,
        "v1");
  }
}
