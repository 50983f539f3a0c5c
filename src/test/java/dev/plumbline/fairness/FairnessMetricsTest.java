package dev.plumbline.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.group.GroupPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the metrics are, against other implementations and at the edges of what can be counted. */
class FairnessMetricsTest {

  @Test
  void shouldGiveTheOraclesOddsWhenTablesAreCompared() throws IOException {
    JsonNode tables =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/fairness.json").toFile())
            .get("tables");
    assertThat(tables).hasSizeGreaterThan(30);
    for (JsonNode table : tables) {
      for (FairnessMetric metric :
          List.of(
              FairnessMetric.AVERAGE_ODDS_DIFFERENCE, FairnessMetric.EQUALIZED_ODDS_DIFFERENCE)) {
        // When
        FairnessMeasure m =
            MeasuredGaps.find(
                new FairnessMetrics(
                        new GroupPolicy(Map.of("sex", Set.of()), List.of(), Map.of("sex", "m"), 1),
                        List.of(new FairnessRule(metric, 0.1)))
                    .measure(
                        FairnessFixtures.sides(
                            table("f", table.get("one")), table("m", table.get("two"))),
                        MeasuredGaps.NOBODY),
                metric,
                "f");
        // Then
        JsonNode expected = table.get(metric.label());
        assertThat(m.value()).isCloseTo(expected.get("value").asDouble(), within(1e-9));
        assertThat(m.low()).isCloseTo(expected.get("low").asDouble(), within(1e-9));
        assertThat(m.high()).isCloseTo(expected.get("high").asDouble(), within(1e-9));
      }
    }
  }

  @Test
  void shouldHaveNoOddsWhenFewDeserveAFavourableDecision() {
    // When: of hundreds of labelled requests one is truly favourable, and was turned down
    FairnessMeasure m =
        MeasuredGaps.reference(
            FairnessMetric.EQUALIZED_ODDS_RATIO,
            0.8,
            "f",
            FairnessFixtures.group("f", 0, 60, 240, 1),
            FairnessFixtures.group("m", 180, 60, 240, 20));
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(m.value()).isNull();
    assertThat(m.sentence())
        .contains("sex=f has 1 requests whose true label is favourable of at least 30");
  }

  @Test
  void shouldHaveNoRatioWhenTheReferencesRateIsZero() {
    // Given
    ComparedGroup none = FairnessFixtures.unlabelled("m", 500, 0);
    ComparedGroup some = FairnessFixtures.unlabelled("f", 500, 100);
    // When
    FairnessMeasure m =
        MeasuredGaps.reference(FairnessMetric.DISPARATE_IMPACT_RATIO, 0.8, "f", some, none);
    FairnessMeasure worst =
        MeasuredGaps.worst(FairnessMetric.DISPARATE_IMPACT_RATIO, 0.8, some, none);
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(m.sentence()).contains("sex=m has no favourable predictions above zero");
    assertThat(worst.value()).isZero();
    assertThat(worst.verdict()).isEqualTo(Verdict.UNFAIR);
  }

  @Test
  void shouldFindNobodyWhenADeclaredGroupIsMissingFromTheTraffic() {
    // Given
    GroupPolicy declared =
        new GroupPolicy(
            Map.of("sex", Set.of()),
            List.of(),
            Map.of(),
            Map.of("sex", Map.of("f", 0.5, "m", 0.4, "x", 0.1)),
            30);
    // When
    List<FairnessMeasure> measures =
        new FairnessMetrics(
                declared, List.of(new FairnessRule(FairnessMetric.REPRESENTATION, 0.05)))
            .measure(
                FairnessFixtures.sides(
                    FairnessFixtures.unlabelled("f", 550, 0),
                    FairnessFixtures.unlabelled("m", 450, 0)),
                MeasuredGaps.NOBODY);
    // Then
    FairnessMeasure missing = MeasuredGaps.find(measures, FairnessMetric.REPRESENTATION, "x");
    assertThat(missing.value()).isCloseTo(-0.1, within(1e-12));
    assertThat(missing.verdict()).isEqualTo(Verdict.UNFAIR);
    assertThat(missing.reference()).isEqualTo("population");
    assertThat(missing.sentence())
        .startsWith("sex=x: 0.0 % of the traffic against 10.0 % of the population; gap -0.100");
    FairnessMeasure worst =
        measures.stream()
            .filter(m -> m.metric().equals("representation"))
            .filter(m -> m.comparison() == Comparison.WORST_PAIR)
            .findFirst()
            .orElseThrow();
    assertThat(worst.group()).isEqualTo("f");
    assertThat(worst.reference()).isEqualTo("x");
    assertThat(worst.value()).isCloseTo(0.15, within(1e-12));
  }

  /** The topic takes 4 MB. */
  @Test
  void shouldFitIntoARecordWhenAllMetricsOfManyGroupsAreMeasured() throws IOException {
    // Given
    SplittableRandom random = new SplittableRandom(1);
    Map<String, List<ComparedGroup>> sides = new TreeMap<>();
    Map<String, Map<String, Double>> population = new TreeMap<>();
    for (String attribute : List.of("age", "language", "nativity", "race", "region", "sex")) {
      List<ComparedGroup> groups = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        groups.add(FairnessFixtures.calibrated("group" + i, 200, 0.01 * i, random));
        population.computeIfAbsent(attribute, a -> new TreeMap<>()).put("group" + i, 0.1);
      }
      sides.put(attribute, groups);
    }
    GroupPolicy all = new GroupPolicy(Map.of("sex", Set.of()), List.of(), Map.of(), population, 30);
    List<FairnessRule> rules =
        Arrays.stream(FairnessMetric.values()).map(m -> new FairnessRule(m, 0.5)).toList();
    // When
    List<FairnessMeasure> measures =
        new FairnessMetrics(all, rules).measure(sides, MeasuredGaps.NOBODY);
    // Then: 18 metrics, six attributes, ten groups and a worst pair each, and everyone
    assertThat(measures).hasSize(19 * 6 * 11 + 1);
    assertThat(Json.MAPPER.writeValueAsBytes(measures)).hasSizeLessThan(1 << 20);
  }

  /** Whatever is counted, every figure is a number with its interval around it, or absent. */
  @ParameterizedTest
  @EnumSource(FairnessMetric.class)
  void shouldBeFiniteWhateverIsCounted(FairnessMetric metric) {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 300; i++) {
      // Given
      ComparedGroup[] sides = {extreme("a", random), extreme("b", random), extreme("c", random)};
      GroupPolicy all =
          new GroupPolicy(
              Map.of("sex", Set.of()),
              List.of(),
              i % 2 == 0 ? Map.of() : Map.of("sex", "a"),
              Map.of("sex", Map.of("a", 0.5, "b", 0.5)),
              1);
      // When
      List<FairnessMeasure> measures =
          new FairnessMetrics(all, List.of(new FairnessRule(metric, 0.5)))
              .measure(FairnessFixtures.sides(sides), MeasuredGaps.NOBODY);
      // Then
      for (FairnessMeasure m : measures) {
        if (m.value() == null) {
          assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
          assertThat(m.low()).isNull();
        } else {
          assertThat(m.low()).as("%s", m).isLessThanOrEqualTo(m.value() + 1e-12);
          assertThat(m.high()).as("%s", m).isGreaterThanOrEqualTo(m.value() - 1e-12);
          assertThat(m.high()).isFinite();
        }
        assertThat(m.sentence()).endsWith(".").doesNotContain("NaN").doesNotContain("Infinity");
      }
    }
  }

  private static ComparedGroup extreme(String name, SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> FairnessFixtures.group(name, 0, 0, random.nextInt(3), 0);
      case 1 -> FairnessFixtures.group(name, random.nextInt(3), 0, 0, random.nextInt(3));
      case 2 -> FairnessFixtures.calibrated(name, 1 + random.nextInt(3), 0, random);
      case 3 ->
          FairnessFixtures.calibrated(name, 1 + random.nextInt(40), random.nextInt(3) - 1, random);
      default -> FairnessFixtures.calibrated(name, 200, 0, random);
    };
  }

  private static ComparedGroup table(String name, JsonNode t) {
    return FairnessFixtures.group(
        name, t.get(0).asLong(), t.get(1).asLong(), t.get(2).asLong(), t.get(3).asLong());
  }
}
