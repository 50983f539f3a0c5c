package dev.plumbline.stage.measure;

import dev.plumbline.policy.Alerts;
import dev.plumbline.policy.Benefits;
import dev.plumbline.policy.Drift;
import dev.plumbline.policy.Ethics;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Groups;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Retraining;
import dev.plumbline.policy.Scoring;
import dev.plumbline.policy.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Policies and records of the tests. */
final class Given {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Given() {}

  /** Groups by sex, an open attribute. */
  static Policy policy(Drift.SignalRule... rules) {
    return policy(new Drift(Duration.ofHours(1), List.of(rules)));
  }

  static Policy policy(Drift drift) {
    return policy(
        "credit",
        new Groups(Map.of("sex", Set.of()), List.of(), Map.of(), 100),
        List.of(),
        drift,
        new Ethics(Map.of(), Map.of(), 0, 1),
        Benefits.NONE);
  }

  /** With what measuring does not look at as it is by default. */
  static Policy policy(
      String model,
      Groups groups,
      List<FairnessRule> fairness,
      Drift drift,
      Ethics ethics,
      Benefits benefits) {
    return new Policy(
        model,
        "",
        "v1",
        new Privacy(
            Set.of(),
            Privacy.Operator.REPLACE,
            Map.of(),
            new Privacy.ConsentRule("", Privacy.ConsentRule.Missing.ALLOW)),
        new Scoring(Scoring.Source.PROVIDED, null, "auto", 32, Duration.ZERO),
        new OutcomePolicy(Set.of("yes")),
        groups,
        Windows.DEFAULT,
        fairness,
        drift,
        ethics,
        new Alerts(1, Duration.ofDays(90), 3, List.of()),
        new Retraining(Set.of(), 1, Duration.ZERO, Retraining.Launcher.LOCAL, 0, 0),
        benefits);
  }

  static Scored scored(
      String id, String sex, double score, int textLength, Map<String, Object> features) {
    return new Scored(
        id,
        "credit",
        NOON.toEpochMilli(),
        score > 0.5 ? "yes" : "no",
        score,
        Map.of(),
        "m1",
        0.02,
        Map.of("sex", sex),
        Map.of(),
        features,
        textLength);
  }
}
