package dev.plumbline.stage.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EthicsIndicatorsTest {

  private static final EthicsPolicy.Means MEANS =
      new EthicsPolicy.Means(Set.of("insult", "threat"), 0.6, "explained", "reviewed");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final EthicsIndicators indicators = new EthicsIndicators(new RecordFeatures(registry));

  private static Policy policy(EthicsPolicy.Means means, EthicsPolicy.Risk risk) {
    return ScoreFixtures.policy(
        "desk",
        ScoringPolicy.Source.PROVIDED,
        "",
        new EthicsPolicy(Map.of(), Map.of(), 0, 1, means, risk, EthicsPolicy.Counterfactual.NONE));
  }

  private static Prediction prediction(String label, double score, Map<String, Double> scores) {
    return new Prediction(label, score, scores, "v1", Prediction.Source.MODEL, false);
  }

  private Map<String, Double> of(Map<String, Object> features, Prediction prediction, Policy by) {
    Inference inference = ScoreFixtures.request("r", "desk", "text", features);
    return indicators.measure(inference, prediction, by);
  }

  private double bad() {
    return registry.find("plumbline.features.bad").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, 0.5, 1, 1",
    "true, false, 0.5, 1, 0",
    "false, false, 0.6, 0, 1", // confident decisions need no human
    "false, true, 0.59, 0, 1",
    ", , 0.59, 0, 0",
  })
  void shouldAskTheFeaturesWhenThePolicyNamesThem(
      Boolean explained, Boolean reviewed, double score, double transparency, double oversight) {
    // Given
    Map<String, Object> features =
        explained == null ? Map.of() : Map.of("explained", explained, "reviewed", reviewed);
    // When
    Map<String, Double> found =
        of(features, prediction("a", score, Map.of()), policy(MEANS, EthicsPolicy.Risk.NONE));
    // Then
    assertThat(found)
        .containsEntry("transparency", transparency)
        .containsEntry("oversight", oversight)
        .doesNotContainKey("risk");
    assertThat(bad()).isZero();
  }

  @Test
  void shouldTakeHarmfulProbabilitiesAwayWhenThereAreScores() {
    Map<String, Double> found =
        of(
            Map.of(),
            prediction("praise", 0.5, Map.of("praise", 0.5, "insult", 0.2, "threat", 0.05)),
            policy(MEANS, EthicsPolicy.Risk.NONE));
    assertThat(found.get("safety")).isCloseTo(0.75, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"insult, 0.9, 0.1", "praise, 0.9, 0.9"})
  void shouldTakeTheOtherSideOfTheScoreWhenItStandsAlone(
      String label, double score, double safety) {
    Map<String, Double> found =
        of(Map.of(), prediction(label, score, Map.of()), policy(MEANS, EthicsPolicy.Risk.NONE));
    assertThat(found.get("safety")).isCloseTo(safety, within(1e-12));
  }

  @Test
  void shouldLeaveOutWhatHasNoMeansWhenThePolicyNamesNone() {
    assertThat(
            of(
                Map.of("explained", true),
                prediction("a", 0.7, Map.of()),
                policy(EthicsPolicy.Means.NONE, EthicsPolicy.Risk.NONE)))
        .isEqualTo(Map.of("privacy", 1.0, "consent", 1.0, "confidence", 0.7));
  }

  @ParameterizedTest
  @CsvSource({"4, a, 4", "4, b, 10", "0, b, 0", "500, b, 1000", "0.4, b, 1"})
  void shouldMultiplyFeatureAndLabelWhenARecordIsRiskier(double stake, String label, double risk) {
    Map<String, Double> found =
        of(
            Map.of("stake", stake),
            prediction(label, 0.7, Map.of()),
            policy(EthicsPolicy.Means.NONE, new EthicsPolicy.Risk("stake", Map.of("b", 2.5))));
    assertThat(found.getOrDefault("risk", 1.0)).isEqualTo(risk);
    assertThat(found.containsKey("risk")).isEqualTo(risk != 1);
  }

  @Test
  void shouldWeighOneAndCountWhenAFeatureIsWrong() {
    Policy risky = policy(MEANS, new EthicsPolicy.Risk("stake", Map.of()));
    for (Object wrong : new Object[] {"much", -1, 1000.5, Double.NaN, true}) {
      Map<String, Double> found =
          of(Map.of("stake", wrong, "explained", "yes"), prediction("a", 1, Map.of()), risky);
      assertThat(found).doesNotContainKey("risk").containsEntry("transparency", 0.0);
    }
    assertThat(bad()).isEqualTo(10);
    assertThat(of(Map.of(), prediction("a", 1, Map.of()), risky)).doesNotContainKey("risk");
    assertThat(bad()).isEqualTo(10);
  }

  @Property
  void shouldStayBetweenZeroAndOneWhateverTheScores(
      @ForAll @DoubleRange(min = 0, max = 1) double a,
      @ForAll @DoubleRange(min = 0, max = 1) double b,
      @ForAll boolean said) {
    Map<String, Double> found =
        of(
            Map.of("explained", said, "reviewed", said),
            prediction("insult", a, Map.of("insult", a, "threat", b)),
            policy(MEANS, EthicsPolicy.Risk.NONE));
    assertThat(found.values()).allMatch(f -> f >= 0 && f <= 1);
  }
}
