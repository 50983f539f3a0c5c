package dev.plumbline.stage.retrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.AlertRule;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Decision;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.stage.retrain.RetrainFixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Against AIF360, Fairlearn, scikit-learn and scipy: {@code src/test/oracles/retrain.py}. */
class TrainingOracleTest {

  private static final Decision YES = new Decision(true, 1);
  private static final Decision NO = new Decision(false, 0);

  @Test
  void shouldGiveAif360sWeightsWhenReweighing() throws IOException {
    for (JsonNode expected : oracle("reweighing")) {
      List<GroupReweighing.Cell> cells =
          IntStream.range(0, expected.get("group").size())
              .mapToObj(
                  i ->
                      new GroupReweighing.Cell(
                          expected.get("group").get(i).asText(),
                          expected.get("good").get(i).asInt() == 1))
              .toList();
      // When
      double[] weights = GroupReweighing.weights(cells);
      // Then
      assertThat(weights).containsExactly(doubles(expected.get("weights")), within(1e-12));
    }
  }

  @Test
  void shouldComeNearScipysOptimumWhenAHeadIsFitted() throws IOException {
    // Given
    JsonNode expected = oracle("head");
    int width = expected.get("width").asInt();
    List<float[]> features = new ArrayList<>();
    expected.get("features").forEach(row -> features.add(floats(row)));
    int[] truth =
        IntStream.range(0, features.size())
            .map(i -> expected.get("truth").get(i).asInt())
            .toArray();
    double[] weights = doubles(expected.get("weights"));
    SoftmaxHead start =
        new SoftmaxHead(
            width, floats(expected.get("startWeight")), floats(expected.get("startBias")));
    // When
    SoftmaxHead head = HeadTrainer.fit(start, features, truth, weights, 7);
    // Then
    double startLoss =
        loss(start, start, features, truth, weights, expected.get("pull").asDouble());
    double loss = loss(head, start, features, truth, weights, expected.get("pull").asDouble());
    double best = expected.get("bestLoss").asDouble();
    assertThat(startLoss).isCloseTo(expected.get("startLoss").asDouble(), within(1e-6));
    assertThat(loss).isBetween(best, best + 0.02 * (startLoss - best));
  }

  @Test
  void shouldGiveTheSameHeadWhenTheSeedIsTheSame() throws IOException {
    // Given
    SoftmaxHead start = new SoftmaxHead(2, new float[4], new float[2]);
    List<float[]> features = List.of(new float[] {1, 0}, new float[] {0, 1}, new float[] {1, 1});
    int[] truth = {0, 1, 1};
    double[] weights = {1, 1, 1};
    // When
    SoftmaxHead one = HeadTrainer.fit(start, features, truth, weights, 3);
    SoftmaxHead two = HeadTrainer.fit(start, features, truth, weights, 3);
    // Then
    assertThat(one.weight()).isEqualTo(two.weight());
    assertThat(one.predict(new float[] {1, 0})).isZero();
    assertThat(one.predict(new float[] {0, 1})).isOne();
  }

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
      IntStream.range(0, 100).forEach(i -> figures.add(Map.of("sex", "m"), "yes", "yes", YES));
      IntStream.range(0, 19).forEach(i -> figures.add(Map.of("sex", "f"), "no", "no", NO));
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
          said ? "yes" : "no",
          expected.get("label").get(i).asInt() == 1 ? "yes" : "no",
          new Decision(said, expected.get("probability").get(i).asDouble()));
    }
    return figures;
  }

  @Test
  void shouldLeaveTheGapOutWhenAGroupIsTooSmall() {
    // Given
    HoldoutMetrics figures = new HoldoutMetrics(RetrainFixtures.policy());
    IntStream.range(0, 100).forEach(i -> figures.add(Map.of("sex", "m"), "yes", "yes", YES));
    IntStream.range(0, 19).forEach(i -> figures.add(Map.of("sex", "f"), "no", "yes", NO));
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
          predicted,
          expected.get("label").get(i).asText(),
          new Decision(predicted.equals("yes"), 0.5));
    }
    return figures;
  }

  private static double loss(
      SoftmaxHead head,
      SoftmaxHead start,
      List<float[]> x,
      int[] truth,
      double[] weights,
      double pull) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum -= weights[i] * Math.log(head.probabilities(x.get(i))[truth[i]]);
    }
    double distance = 0;
    for (int i = 0; i < head.weight().length; i++) {
      distance += Math.pow(head.weight()[i] - start.weight()[i], 2);
    }
    for (int i = 0; i < head.bias().length; i++) {
      distance += Math.pow(head.bias()[i] - start.bias()[i], 2);
    }
    return sum / truth.length + pull / 2 * distance;
  }

  private static double[] doubles(JsonNode values) {
    return IntStream.range(0, values.size()).mapToDouble(i -> values.get(i).asDouble()).toArray();
  }

  private static float[] floats(JsonNode values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values.get(i).asDouble();
    }
    return floats;
  }

  private static JsonNode oracle(String name) throws IOException {
    return Json.MAPPER
        .readTree(Path.of("src/test/resources/oracles/retrain.json").toFile())
        .get(name);
  }
}
