package dev.plumbline.stage.measure;

import dev.plumbline.policy.BenefitsPolicy;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.EvidencePolicy;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.policy.WindowPolicy;
import dev.plumbline.policy.drift.DriftPolicy;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.retraining.RetrainingPolicy;
import dev.plumbline.stage.measure.record.ScoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Policies and records of the tests. */
public final class MeasureFixtures {

  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private MeasureFixtures() {}

  /** Groups by sex, an open attribute. */
  public static Policy policy(DriftPolicy.SignalRule... rules) {
    return policy(PolicyFixtures.drift(rules));
  }

  /** The same of another model. */
  public static Policy policyOf(String model) {
    return policy(model, PolicyFixtures.drift());
  }

  public static Policy policy(DriftPolicy drift) {
    return policy("credit", drift);
  }

  private static Policy policy(String model, DriftPolicy drift) {
    return policy(
        model,
        new GroupPolicy(Map.of("sex", Set.of()), List.of(), Map.of(), 100),
        List.of(),
        drift,
        new EthicsPolicy(Map.of(), Map.of(), 0, 1),
        BenefitsPolicy.NONE);
  }

  /** With what measuring does not look at as it is by default. */
  public static Policy policy(
      String model,
      GroupPolicy groups,
      List<FairnessRule> fairness,
      DriftPolicy drift,
      EthicsPolicy ethics,
      BenefitsPolicy benefits) {
    return new Policy(
        model,
        "",
        "v1",
        new PrivacyPolicy(
            Set.of(),
            PrivacyPolicy.Operator.REPLACE,
            Map.of(),
            new PrivacyPolicy.ConsentRule("", PrivacyPolicy.ConsentRule.Missing.ALLOW)),
        new ScoringPolicy(ScoringPolicy.Source.PROVIDED, null, "auto", 32, Duration.ZERO),
        PolicyFixtures.favourable("yes"),
        groups,
        WindowPolicy.DEFAULT,
        fairness,
        drift,
        ethics,
        PolicyFixtures.alerts(),
        RetrainingPolicy.NEVER,
        benefits,
        EvidencePolicy.DEFAULT);
  }

  public static ScoredRecord scored(
      String id, String sex, double score, int textLength, Map<String, Object> features) {
    return new ScoredRecord(
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
        List.of(),
        null,
        textLength);
  }
}
