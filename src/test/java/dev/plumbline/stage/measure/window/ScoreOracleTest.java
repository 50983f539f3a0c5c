package dev.plumbline.stage.measure.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WeightedScore;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.NamedCount;
import dev.plumbline.stage.measure.record.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * E and B against the design's formulas, reckoned record by record (src/test/oracles/scores.py).
 */
class ScoreOracleTest {

  private static final double BILLION = 1e9;

  /** A record's f times risk is rounded to a billionth; there are at most some dozen records. */
  private static final double ROUNDED = 1e-7;

  static Stream<JsonNode> ethics() {
    return cases("ethics");
  }

  static Stream<JsonNode> bias() {
    return cases("bias");
  }

  private static Stream<JsonNode> cases(String kind) {
    try {
      JsonNode all =
          Json.MAPPER.readTree(Path.of("src/test/resources/oracles/scores.json").toFile());
      return StreamSupport.stream(all.path(kind).spliterator(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("ethics")
  void shouldGiveTheFormulasEthicsScore(JsonNode expected) {
    // Given
    PaneAccumulator pane = new PaneAccumulator();
    JsonNode risks = expected.path("risk");
    for (int i = 0; i < risks.size(); i++) {
      int record = i;
      List<NamedCount> indicators = new ArrayList<>();
      expected
          .path("indicators")
          .properties()
          .forEach(
              f ->
                  indicators.add(new NamedCount(f.getKey(), billionths(f.getValue().get(record)))));
      pane.add(
          new Observation(
              "desk",
              0,
              List.of("*=*"),
              true,
              "a",
              0,
              "v1",
              billionths(risks.get(i)),
              indicators,
              List.of(),
              List.of()));
    }
    ScoreCalculator scores =
        new ScoreCalculator(
            ScorePolicies.of(
                groups(1, Map.of()),
                weights(expected),
                Map.of(),
                EthicsPolicy.Counterfactual.NONE));
    // When
    WeightedScore score = scores.ethics(pane.toCounts());
    // Then
    assertScore(score, expected);
  }

  @ParameterizedTest
  @MethodSource("bias")
  void shouldGiveTheFormulasBiasScore(JsonNode expected) {
    // Given
    Map<String, GroupCounts> groups = new TreeMap<>();
    long requests = expected.path("requests").longValue();
    groups.put("*=*", new GroupCounts("*", "*", requests, 0, 0, 0, 0, 0, 0));
    for (JsonNode group : expected.path("groups")) {
      GroupCounts counts = Json.MAPPER.convertValue(group, GroupCounts.class);
      groups.put(MeasureCounts.key(counts.attribute(), counts.group()), counts);
    }
    Map<String, Long> facts = new TreeMap<>();
    for (String words : List.of("gender", "origin")) {
      facts.put(
          CounterNames.COUNTERFACTUALS + words, expected.path("tried").path(words).longValue());
      facts.put(CounterNames.FLIPS + words, expected.path("flips").path(words).longValue());
    }
    List<List<String>> words = List.of(List.of("a", "b"));
    ScoreCalculator scores =
        new ScoreCalculator(
            ScorePolicies.of(
                groups(
                    expected.path("minimum").longValue(),
                    Map.of("age", numbers(expected.path("population")))),
                Map.of(),
                weights(expected),
                new EthicsPolicy.Counterfactual(1, Map.of("gender", words, "origin", words))));
    // When
    WeightedScore score =
        scores.bias(
            new MeasureCounts(
                groups, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), facts, Map.of()));
    // Then
    assertScore(score, expected);
  }

  private static void assertScore(WeightedScore score, JsonNode expected) {
    if (expected.path("score").isNull()) {
      assertThat(score.score()).isNull();
    } else {
      assertThat(score.score()).isCloseTo(expected.path("score").doubleValue(), within(ROUNDED));
      assertThat(score.score()).isBetween(0.0, 1.0);
    }
    assertThat(score.sum()).isCloseTo(expected.path("sum").doubleValue(), within(ROUNDED));
    Map<String, Double> contributions = numbers(expected.path("contributions"));
    assertThat(score.contributions()).containsOnlyKeys(contributions.keySet());
    contributions.forEach(
        (name, share) ->
            assertThat(score.contributions().get(name)).isCloseTo(share, within(ROUNDED)));
    Map<String, Double> values = numbers(expected.path("values"));
    assertThat(score.values()).containsOnlyKeys(values.keySet());
    values.forEach(
        (name, value) -> assertThat(score.values().get(name)).isCloseTo(value, within(ROUNDED)));
    double whole = score.contributions().values().stream().mapToDouble(d -> d).sum();
    assertThat(score.score() == null ? 0 : score.score()).isCloseTo(whole, within(1e-12));
  }

  private static GroupPolicy groups(long minimum, Map<String, Map<String, Double>> population) {
    return new GroupPolicy(
        Map.of("sex", Set.of(), "age", Set.of()), List.of(), Map.of(), population, minimum);
  }

  private static Map<String, Double> weights(JsonNode expected) {
    return numbers(expected.path("weights"));
  }

  private static Map<String, Double> numbers(JsonNode json) {
    return Json.MAPPER.convertValue(json, new TypeReference<>() {});
  }

  private static long billionths(JsonNode value) {
    return Math.round(value.doubleValue() * BILLION);
  }
}
