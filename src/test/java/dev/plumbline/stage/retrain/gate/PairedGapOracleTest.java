package dev.plumbline.stage.retrain.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Prediction;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.RetrainFixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against AIF360, Fairlearn and scikit-learn: {@code src/test/oracles/retrain.py}. */
class PairedGapOracleTest {

  @ParameterizedTest
  @EnumSource(
      value = FairnessMetric.class,
      names = {
        "DEMOGRAPHIC_PARITY_DIFFERENCE",
        "DISPARATE_IMPACT_RATIO",
        "EQUAL_OPPORTUNITY_DIFFERENCE",
        "EQUALIZED_ODDS_DIFFERENCE",
        "EQUALIZED_ODDS_RATIO",
        "FALSE_POSITIVE_RATE_DIFFERENCE",
        "FALSE_NEGATIVE_RATE_DIFFERENCE",
        "PREDICTIVE_PARITY_DIFFERENCE",
        "ACCURACY_DIFFERENCE",
        "DECISION_ACCURACY_DIFFERENCE",
        "MEAN_SCORE_DIFFERENCE",
        "CALIBRATION_IN_THE_LARGE_DIFFERENCE"
      })
  void shouldGiveTheOraclesGapWhenBothSidesAreTheSame(FairnessMetric metric) throws IOException {
    // Given
    JsonNode expected =
        Json.MAPPER
            .readTree(Path.of("src/test/resources/oracles/retrain.json").toFile())
            .get("gaps");
    Policy policy = RetrainFixtures.policy(List.of(metric));
    FairnessRule rule = policy.fairness().get(0);
    // When
    List<PairedGap> gaps =
        PairedGap.of(
            rule,
            new PairedSample(policy, pairs(expected)),
            (attribute, group) -> group.equals("f"));
    // Then
    double widest =
        gaps.stream()
            .mapToDouble(gap -> distance(metric, Objects.requireNonNull(gap.before()).value()))
            .max()
            .orElseThrow();
    assertThat(widest).isCloseTo(expected.at("/f/" + metric.label()).asDouble(), within(1e-9));
    assertThat(gaps)
        .allSatisfy(
            gap ->
                assertThat(Objects.requireNonNull(gap.after()).value())
                    .isEqualTo(Objects.requireNonNull(gap.before()).value()));
  }

  /** A ratio is kept as its logarithm. */
  private static double distance(FairnessMetric metric, double value) {
    return metric.tolerance().distance(metric.ratio() ? Math.exp(value) : value);
  }

  private static List<PairedPrediction> pairs(JsonNode expected) {
    List<PairedPrediction> pairs = new ArrayList<>();
    for (int i = 0; i < expected.get("sex").size(); i++) {
      boolean said = expected.get("predicted").get(i).asInt() == 1;
      double favourable = expected.get("probability").get(i).asDouble();
      Prediction prediction =
          new Prediction(
              said ? "yes" : "no",
              said ? favourable : 1 - favourable,
              Map.of("yes", favourable, "no", 1 - favourable),
              null,
              Prediction.Source.MODEL,
              false);
      pairs.add(
          new PairedPrediction(
              Map.of("sex", expected.get("sex").get(i).asText()),
              expected.get("label").get(i).asInt() == 1 ? "yes" : "no",
              prediction,
              prediction));
    }
    return pairs;
  }
}
