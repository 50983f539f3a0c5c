package dev.plumbline.stage.retrain.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.AlertRule;
import dev.plumbline.event.Prediction;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.stage.retrain.RetrainFixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Fairlearn and scikit-learn: {@code src/test/oracles/retrain.py}. */
class HoldoutOracleTest {

  private static final Prediction YES = prediction(true, 1);
  private static final Prediction NO = prediction(false, 0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demographic_parity_difference",
        "disparate_impact_ratio",
        "equal_opportunity_difference",
        "equalized_odds_difference"
      })
  void shouldGiveFairlearnsGapWhenFiguresAreTaken(String metric) throws IOException {
    // Given
    JsonNode expected = oracle("figures");
    HoldoutMetrics figures = figures(expected);
    // When
    Map<String, Double> found = figures.figuresFor(new AlertRule(metric, "sex", "f"));
    // Then
    assertThat(found.get(HoldoutMetrics.GAP))
        .isCloseTo(expected.get(metric).asDouble(), within(1e-9));
    assertThat(found.get(HoldoutMetrics.ACCURACY))
        .isCloseTo(expected.get("accuracy").asDouble(), within(1e-9));
  }

  @Test
  void shouldTakeTheWidestGapWhenTheRuleIsAboutTheWholeModel() throws IOException {
    // Given
    JsonNode expected = oracle("figures");
    // When
    Map<String, Double> found = figures(expected).figuresFor(new AlertRule("bias", "*", "*"));
    // Then
    assertThat(found.get(HoldoutMetrics.GAP))
        .isCloseTo(expected.get("equalized_odds_difference").asDouble(), within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(value = FairnessMetric.class, mode = Mode.EXCLUDE, names = "REPRESENTATION")
  void shouldGiveTheOraclesGapWhenAHeldBackShareIsMeasured(FairnessMetric metric)
      throws IOException {
    // Given
    JsonNode expected = oracle("gaps");
    // When
    Map<String, Double> found =
        gaps(expected, metric).figuresFor(new AlertRule(metric.label(), "sex", "f"));
    // Then
    assertThat(found.get(HoldoutMetrics.GAP))
        .isCloseTo(expected.get("f").get(metric.label()).asDouble(), within(1e-6));
  }

  @Test
  void shouldTakeTheGroupsWidestGapWhenTheRuleIsAboutItsDrift() throws IOException {
    // Given
    JsonNode expected = oracle("gaps");
    HoldoutMetrics figures =
        gaps(expected, FairnessMetric.AVERAGE_ODDS_DIFFERENCE, FairnessMetric.SUBGROUP_AUC);
    // When
    Map<String, Double> found = figures.figuresFor(new AlertRule("drift:score:psi", "sex", "f"));
    // Then: an area is on another scale than a gap
    assertThat(
            figures
                .figuresFor(new AlertRule("drift:group_share:psi", "sex", "*"))
                .get(HoldoutMetrics.GAP))
        .isGreaterThanOrEqualTo(found.get(HoldoutMetrics.GAP));
    assertThat(found.get(HoldoutMetrics.GAP))
        .isCloseTo(expected.at("/f/average_odds_difference").asDouble(), within(1e-9));
  }

  @Test
  void shouldTakeAreasWhenThePolicyHasNoRuleThatComparesGroups() throws IOException {
    // Given
    JsonNode expected = oracle("gaps");
    // When
    Map<String, Double> found =
        gaps(expected, FairnessMetric.SUBGROUP_AUC).figuresFor(new AlertRule("ethics", "*", "*"));
    // Then: of any group
    assertThat(found.get(HoldoutMetrics.GAP))
        .isGreaterThanOrEqualTo(expected.at("/f/subgroup_auc").asDouble() - 1e-9);
  }

  @Test
  void shouldLeaveEveryGapOutWhenAGroupIsTooSmall() {
    for (FairnessMetric metric : FairnessMetric.values()) {
      // Given
      HoldoutMetrics figures = new HoldoutMetrics(RetrainFixtures.policy(List.of(metric)));
      IntStream.range(0, 100).forEach(i -> figures.add(Map.of("sex", "m"), YES, "yes"));
      IntStream.range(0, 19).forEach(i -> figures.add(Map.of("sex", "f"), NO, "no"));
      // When
      Map<String, Double> found = figures.figuresFor(new AlertRule(metric.label(), "sex", "f"));
      // Then
      assertThat(found).as(metric.label()).containsOnlyKeys(HoldoutMetrics.ACCURACY);
    }
  }

  private static HoldoutMetrics gaps(JsonNode expected, FairnessMetric... metrics) {
    HoldoutMetrics figures = new HoldoutMetrics(RetrainFixtures.policy(List.of(metrics)));
    for (int i = 0; i < expected.get("sex").size(); i++) {
      boolean said = expected.get("predicted").get(i).asInt() == 1;
      figures.add(
          Map.of("sex", expected.get("sex").get(i).asText()),
          prediction(said, expected.get("probability").get(i).asDouble()),
          expected.get("label").get(i).asInt() == 1 ? "yes" : "no");
    }
    return figures;
  }

  @Test
  void shouldLeaveTheGapOutWhenAGroupIsTooSmall() {
    // Given
    HoldoutMetrics figures = new HoldoutMetrics(RetrainFixtures.policy());
    IntStream.range(0, 100).forEach(i -> figures.add(Map.of("sex", "m"), YES, "yes"));
    IntStream.range(0, 19).forEach(i -> figures.add(Map.of("sex", "f"), NO, "yes"));
    // When
    Map<String, Double> found = figures.figuresFor(RetrainFixtures.RULE);
    // Then
    assertThat(found).containsOnlyKeys(HoldoutMetrics.ACCURACY);
  }

  private static HoldoutMetrics figures(JsonNode expected) {
    HoldoutMetrics figures = new HoldoutMetrics(RetrainFixtures.policy());
    for (int i = 0; i < expected.get("sex").size(); i++) {
      String predicted = expected.get("predicted").get(i).asText();
      figures.add(
          Map.of("sex", expected.get("sex").get(i).asText()),
          new Prediction(predicted, 0.5, Map.of(), null, Prediction.Source.MODEL, false),
          expected.get("label").get(i).asText());
    }
    return figures;
  }

  /**
   * @param favourable probability of yes, in [0, 1]
   */
  private static Prediction prediction(boolean yes, double favourable) {
    return new Prediction(
        yes ? "yes" : "no",
        yes ? favourable : 1 - favourable,
        Map.of("yes", favourable, "no", 1 - favourable),
        null,
        Prediction.Source.MODEL,
        false);
  }

  private static JsonNode oracle(String name) throws IOException {
    return Json.MAPPER
        .readTree(Path.of("src/test/resources/oracles/retrain.json").toFile())
        .get(name);
  }
}
