package dev.plumbline.stage.measure;

import dev.plumbline.policy.Alerts;
import dev.plumbline.policy.Benefits;
import dev.plumbline.policy.Drift;
import dev.plumbline.policy.Ethics;
import dev.plumbline.policy.Groups;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Retraining;
import dev.plumbline.policy.Scoring;
import dev.plumbline.policy.Windows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Policies that differ in what the scores and the benefits are about. */
final class ScorePolicies {

  private ScorePolicies() {}

  static Policy of(
      Groups groups,
      Map<String, Double> indicators,
      Map<String, Double> bias,
      Ethics.Counterfactual counterfactual) {
    return of(
        groups,
        new Ethics(indicators, bias, 0, 1, Ethics.Means.NONE, Ethics.Risk.NONE, counterfactual),
        Benefits.NONE);
  }

  static Policy of(Groups groups, Ethics ethics, Benefits benefits) {
    return new Policy(
        "desk",
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
        List.of(),
        new Drift(Duration.ofHours(1), List.of()),
        ethics,
        new Alerts(1, Duration.ofDays(90), 3, List.of()),
        new Retraining(Set.of(), 1, Duration.ZERO, Retraining.Launcher.LOCAL, 0, 0),
        benefits);
  }
}
