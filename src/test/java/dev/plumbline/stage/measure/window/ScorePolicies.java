package dev.plumbline.stage.measure.window;

import dev.plumbline.policy.BenefitsPolicy;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.MeasureFixtures;
import java.util.List;
import java.util.Map;

/** Policies that differ in what the scores and the benefits are about. */
final class ScorePolicies {

  private ScorePolicies() {}

  static Policy of(
      GroupPolicy groups,
      Map<String, Double> indicators,
      Map<String, Double> bias,
      EthicsPolicy.Counterfactual counterfactual) {
    return of(
        groups,
        new EthicsPolicy(
            indicators,
            bias,
            0,
            1,
            EthicsPolicy.Means.NONE,
            EthicsPolicy.Risk.NONE,
            counterfactual),
        BenefitsPolicy.NONE);
  }

  static Policy of(GroupPolicy groups, EthicsPolicy ethics, BenefitsPolicy benefits) {
    return MeasureFixtures.policy(
        "desk", groups, List.of(), PolicyFixtures.drift(), ethics, benefits);
  }
}
