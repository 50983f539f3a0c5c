package dev.plumbline.stage.measure;

import dev.plumbline.policy.Benefits;
import dev.plumbline.policy.Drift;
import dev.plumbline.policy.Ethics;
import dev.plumbline.policy.Groups;
import dev.plumbline.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
    return Given.policy(
        "desk", groups, List.of(), new Drift(Duration.ofHours(1), List.of()), ethics, benefits);
  }
}
