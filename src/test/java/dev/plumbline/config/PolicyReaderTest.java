package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PrivacyPolicy.Operation;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.policy.retraining.DescentPolicy;
import dev.plumbline.policy.retraining.ReleasePolicy;
import dev.plumbline.policy.retraining.RetrainingDemand;
import dev.plumbline.policy.retraining.ShadowPolicy;
import dev.plumbline.policy.retraining.StorePolicy;
import dev.plumbline.policy.retraining.TrainingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReaderTest {

  private static final String VALID =
      """
      model: credit
      scoring: {source: provided}
      outcome: {favourable: [granted]}
      groups: {attributes: {sex: [female, male]}}
      fairness:
        - {metric: demographic_parity_difference, tolerance: 0.1}
      """;

  @TempDir private Path folder;

  @Test
  void shouldReadTheDesignsPolicyWhenEverythingIsNamed() throws IOException {
    // Given
    String yaml =
        """
        model: card-support
        description: Routes bank customers' messages to the right desk
        privacy:
          entities: [EMAIL_ADDRESS, CREDIT_CARD]
          operators:
            default: token
            CREDIT_CARD: {operator: mask, keepLast: 2}
            EMAIL_ADDRESS: hash
            URL: {operator: replace, with: LINK}
          consent: {purpose: monitoring, missing: withhold}
        scoring: {source: model, path: models/card-support, device: cpu, batch: {size: 16, linger: PT0.05S}}
        outcome: {favourable: [lost_or_stolen_card]}
        groups:
          attributes: [ageBand, language]
          intersections: [[ageBand, language]]
          reference: {language: en}
          minimumSize: 50
        windows: {size: PT10M, advance: PT2M, grace: PT30S, labelHorizon: P14D}
        fairness:
          - {metric: disparate_impact_ratio, tolerance: 0.80}
        drift:
          reference: {first: PT2H}
          signals: [{signal: label, statistic: psi, tolerance: 0.1}]
        ethics:
          indicators: {privacy: 3}
          alertWhen: {ethicsBelow: 0.90, biasAbove: 0.15}
        alerts: {falsePages: {atMost: 2, per: P30D}, clearAfter: 5, sinks: [pager]}
        retraining: {on: [page], minimumLabelled: 700, minimumPerGroup: 40, cooldown: P2D, attempts: 3, training: {parameters: [layer, classifier], newest: 99, balanceClasses: true, epochs: 2, warmup: 0.2}, promotion: manual, shadow: {share: 0.25}, expires: P3D, rollbackWithin: PT2H, store: {uri: 's3://models/plumbline', keep: 7}, launcher: local, promoteWhen: {gapReducedBy: 0.3, accuracyDropAtMost: 0.02}}
        """;
    // When
    Policy policy = PolicyReader.read(file(yaml));
    // Then
    assertThat(policy.model()).isEqualTo("card-support");
    assertThat(policy.privacy().entities())
        .containsExactlyInAnyOrder("EMAIL_ADDRESS", "CREDIT_CARD");
    assertThat(policy.privacy().operation("CREDIT_CARD"))
        .isEqualTo(new Operation(Operator.MASK, 2, null));
    assertThat(policy.privacy().operation("URL"))
        .isEqualTo(new Operation(Operator.REPLACE, null, "LINK"));
    assertThat(policy.privacy().operation("US_SSN")).isEqualTo(Operation.of(Operator.TOKEN));
    assertThat(policy.scoring().source()).isEqualTo(ScoringPolicy.Source.MODEL);
    assertThat(policy.scoring().linger()).isEqualTo(Duration.ofMillis(50));
    assertThat(policy.groups().intersections()).containsExactly(List.of("ageBand", "language"));
    assertThat(policy.groups().minimumSize()).isEqualTo(50);
    assertThat(policy.windows().advance()).isEqualTo(Duration.ofMinutes(2));
    assertThat(policy.fairness().get(0).metric()).isEqualTo(FairnessMetric.DISPARATE_IMPACT_RATIO);
    assertThat(policy.drift().first()).isEqualTo(Duration.ofHours(2));
    assertThat(policy.ethics().indicators()).containsOnlyKeys("privacy");
    assertThat(policy.alerts().falsePages()).isEqualTo(2);
    assertThat(policy.alerts().sinks()).containsExactly("pager");
    assertThat(policy.retraining().demand().on()).isEqualTo(Set.of(Alert.Severity.PAGE));
    assertThat(policy.retraining().demand())
        .isEqualTo(
            new RetrainingDemand(Set.of(Alert.Severity.PAGE), 700, 40, Duration.ofDays(2), 3));
    assertThat(policy.retraining().training())
        .isEqualTo(
            new TrainingPolicy(
                List.of("layer", "classifier"),
                99,
                true,
                true,
                new DescentPolicy(2, 16, 5e-5, 0.01, 0.2, 1, 2)));
    assertThat(policy.retraining().release())
        .isEqualTo(
            new ReleasePolicy(
                ReleasePolicy.Promotion.MANUAL,
                new ShadowPolicy(0.25, Duration.ofMinutes(10), 300),
                Duration.ofDays(3),
                Duration.ofHours(2),
                new StorePolicy("s3://models/plumbline", 7)));
  }

  @Test
  void shouldUseDefaultsWhenSectionsAreLeftOut() throws IOException {
    // When
    Policy policy = PolicyReader.read(file(VALID));
    // Then
    assertThat(policy.windows().size()).isEqualTo(Duration.ofMinutes(5));
    assertThat(policy.windows().maxFuture()).isEqualTo(Duration.ofHours(1));
    assertThat(policy.retraining().demand().on()).isEmpty();
    assertThat(policy.retraining().release()).isEqualTo(ReleasePolicy.DEFAULT);
    assertThat(policy.version()).matches("[0-9a-f]{8}-[0-9a-f]{8}");
  }

  @Test
  void shouldReadEveryMetricAndThePopulationWhenTheyAreGiven() throws IOException {
    // Given
    StringBuilder yaml =
        new StringBuilder(
            """
            model: credit
            scoring: {source: provided}
            outcome: {favourable: ["yes"]}
            groups:
              attributes: [sex, race]
              intersections: [[sex, race]]
              population: {sex: {f: 0.51, m: 0.49}, sex*race: {f*a: 0.25, m*a: 0.25, f*b: 0.25, m*b: 0.25}}
            fairness:
            """);
    for (FairnessMetric metric : FairnessMetric.values()) {
      yaml.append("  - {metric: %s, tolerance: 0.6}%n".formatted(metric.label()));
    }
    // When
    Policy policy = PolicyReader.read(file(yaml.toString()));
    // Then
    assertThat(policy.fairness())
        .extracting(FairnessRule::metric)
        .containsExactly(FairnessMetric.values());
    assertThat(policy.groups().population().get("sex")).containsEntry("f", 0.51);
    assertThat(policy.groups().population().get("sex*race")).hasSize(4);
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), yaml);
  }
}
