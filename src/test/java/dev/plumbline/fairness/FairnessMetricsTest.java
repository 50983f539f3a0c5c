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
import dev.plumbline.policy.GroupPolicy;
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

class FairnessMetricsTest {

  private static final ComparedGroup NOBODY = ComparedGroup.none("*", "*");

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
            find(
                new FairnessMetrics(
                        new GroupPolicy(Map.of("sex", Set.of()), List.of(), Map.of("sex", "m"), 1),
                        List.of(new FairnessRule(metric, 0.1)))
                    .measure(
                        FairnessFixtures.sides(
                            table("f", table.get("one")), table("m", table.get("two"))),
                        NOBODY),
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
  void shouldBeUnfairWhenTheWholeIntervalIsBeyondTheTolerance() {
    // When
    FairnessMeasure m =
        reference(
            FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE,
            0.1,
            "f",
            FairnessFixtures.unlabelled("f", 1000, 300),
            FairnessFixtures.unlabelled("m", 1000, 500));
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.UNFAIR);
    assertThat(m.sentence())
        .isEqualTo(
            "sex=f: favourable predictions 30.0 % against 50.0 % for sex=m; gap -0.200 (95 % interval"
                + " -0.242 to -0.158, 1000 and 1000 requests taken as independent: without subjects"
                + " the effect of repeats is unknown). Beyond the tolerance of 0.1.");
  }

  @Test
  void shouldNotBeSureOfARatioWhenEverybodyIsFavoured() {
    // When
    FairnessMeasure m =
        reference(
            FairnessMetric.DISPARATE_IMPACT_RATIO,
            0.9,
            "f",
            FairnessFixtures.unlabelled("f", 30, 30),
            FairnessFixtures.unlabelled("m", 30, 30));
    // Then
    assertThat(m.value()).isEqualTo(1);
    assertThat(m.low()).isLessThan(0.9);
    assertThat(m.high()).isGreaterThan(1 / 0.9);
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
  }

  @Test
  void shouldHaveNoOddsWhenFewDeserveAFavourableDecision() {
    // When: of hundreds of labelled requests one is truly favourable, and was turned down
    FairnessMeasure m =
        reference(
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
  void shouldHaveNoSignWhenAGapRoundsToNothing() {
    // When
    FairnessMeasure m =
        reference(
            FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE,
            0.1,
            "f",
            FairnessFixtures.unlabelled("f", 100_000, 49_999),
            FairnessFixtures.unlabelled("m", 100_000, 50_000));
    // Then
    assertThat(m.value()).isNegative();
    assertThat(m.sentence()).contains("gap 0.000 ").doesNotContain("-0.000");
  }

  @Test
  void shouldTellAGroupFromEveryoneElseWhenItIsCalledSo() {
    // When
    List<FairnessMeasure> measures =
        measure(
            FairnessMetric.BPSN_AUC,
            0.8,
            FairnessFixtures.calibrated("a", 300, 0, new SplittableRandom(1)),
            FairnessFixtures.calibrated("everyone else", 300, 0, new SplittableRandom(2)));
    // Then
    assertThat(measures)
        .extracting(FairnessMeasure::sentence)
        .anyMatch(said -> said.startsWith("sex=everyone else: "))
        .anyMatch(said -> said.contains("of everyone else score above"))
        .noneMatch(said -> said.startsWith("everyone else"))
        .noneMatch(said -> said.matches(".* of everyone else .* of everyone else.*"));
  }

  @Test
  void shouldNotDecideWhenTheIntervalCrossesTheTolerance() {
    // When
    FairnessMeasure m =
        reference(
            FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE,
            0.1,
            "f",
            FairnessFixtures.unlabelled("f", 100, 40),
            FairnessFixtures.unlabelled("m", 100, 52));
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(m.value()).isCloseTo(-0.12, within(1e-12));
    assertThat(m.sentence()).endsWith("Too close to the tolerance of 0.1 to tell.");
  }

  @Test
  void shouldNameTheGroupWhenItIsTooSmall() {
    // When
    FairnessMeasure m =
        reference(
            FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE,
            0.1,
            "f",
            FairnessFixtures.unlabelled("f", 12, 0),
            FairnessFixtures.unlabelled("m", 1000, 500));
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(m.value()).isNull();
    assertThat(m.n()).isEqualTo(12);
    assertThat(m.sentence())
        .isEqualTo(
            "sex=f: not enough evidence on the favourable predictions: sex=f has 12 requests of at least 30.");
  }

  @Test
  void shouldNameTheReferenceWhenNobodyOfItIsTrulyFavourable() {
    // When
    FairnessMeasure m =
        reference(
            FairnessMetric.EQUAL_OPPORTUNITY_DIFFERENCE,
            0.1,
            "f",
            FairnessFixtures.group("f", 20, 20, 20, 20),
            FairnessFixtures.group("m", 0, 40, 60, 0));
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(m.sentence()).contains("sex=m has no requests whose true label is favourable");
  }

  @Test
  void shouldHaveNoRatioWhenTheReferencesRateIsZero() {
    // Given
    ComparedGroup none = FairnessFixtures.unlabelled("m", 500, 0);
    ComparedGroup some = FairnessFixtures.unlabelled("f", 500, 100);
    // When
    FairnessMeasure m = reference(FairnessMetric.DISPARATE_IMPACT_RATIO, 0.8, "f", some, none);
    FairnessMeasure worst = worst(FairnessMetric.DISPARATE_IMPACT_RATIO, 0.8, some, none);
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(m.sentence()).contains("sex=m has no favourable predictions above zero");
    assertThat(worst.value()).isZero();
    assertThat(worst.verdict()).isEqualTo(Verdict.UNFAIR);
  }

  @Test
  void shouldLeaveSmallGroupsOutOfTheWorstPairAndNameThem() {
    // When
    FairnessMeasure m =
        worst(
            FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE,
            0.1,
            FairnessFixtures.unlabelled("a", 1000, 500),
            FairnessFixtures.unlabelled("b", 1000, 510),
            FairnessFixtures.unlabelled("c", 5, 0));
    // Then
    assertThat(m.group()).isEqualTo("b");
    assertThat(m.reference()).isEqualTo("a");
    assertThat(m.verdict()).isEqualTo(Verdict.FAIR);
    assertThat(m.sentence()).endsWith("Left out for lack of evidence: sex=c.");
  }

  @Test
  void shouldNotCallTheWorstPairFairWhenAnotherPairMayBeUnfair() {
    // Given: c is close to the others, but so small that nobody knows
    ComparedGroup a = FairnessFixtures.unlabelled("a", 100_000, 50_000);
    ComparedGroup b = FairnessFixtures.unlabelled("b", 100_000, 51_000);
    ComparedGroup c = FairnessFixtures.unlabelled("c", 60, 30);
    // When
    FairnessMeasure m = worst(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1, a, b, c);
    // Then
    assertThat(m.value()).isCloseTo(0.01, within(1e-9));
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
  }

  @Test
  void shouldSayThatNoGroupsCanBeComparedWhenAllAreSmall() {
    // When
    FairnessMeasure m =
        worst(
            FairnessMetric.ACCURACY_DIFFERENCE,
            0.1,
            FairnessFixtures.group("a", 1, 1, 1, 1),
            FairnessFixtures.group("b", 1, 1, 1, 1));
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(m.sentence())
        .isEqualTo(
            "No two groups of sex are large enough to compare the accuracy."
                + " Left out for lack of evidence: sex=a, sex=b.");
  }

  @Test
  void shouldMeasureButNotJudgeWhenThePolicyHasNoRule() {
    // When
    List<FairnessMeasure> measures =
        new FairnessMetrics(groups(Map.of()), List.of())
            .measure(
                FairnessFixtures.sides(
                    FairnessFixtures.group("f", 200, 50, 200, 50),
                    FairnessFixtures.group("m", 200, 50, 200, 50)),
                NOBODY);
    // Then
    assertThat(measures)
        .extracting(FairnessMeasure::metric)
        .containsOnly(
            FairnessMetric.BASIC.stream().map(FairnessMetric::label).toArray(String[]::new));
    assertThat(measures)
        .allMatch(m -> m.value() != null && m.verdict() == null && m.tolerance() == null)
        .noneMatch(m -> m.sentence().contains("tolerance"));
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
                NOBODY);
    // Then
    FairnessMeasure missing = find(measures, FairnessMetric.REPRESENTATION, "x");
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

  @Test
  void shouldCompareWithEveryoneElseWhenThePolicyNamesNoReference() {
    // When
    List<FairnessMeasure> measures =
        new FairnessMetrics(
                groups(Map.of()),
                List.of(new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1)))
            .measure(
                FairnessFixtures.sides(
                    FairnessFixtures.unlabelled("a", 100, 10),
                    FairnessFixtures.unlabelled("b", 100, 20),
                    FairnessFixtures.unlabelled("c", 100, 60)),
                NOBODY);
    // Then
    FairnessMeasure m = find(measures, FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, "a");
    assertThat(m.reference()).isEqualTo("everyone else");
    assertThat(m.value()).isCloseTo(0.1 - 0.4, within(1e-12));
    assertThat(m.nReference()).isEqualTo(200);
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
    List<FairnessMeasure> measures = new FairnessMetrics(all, rules).measure(sides, NOBODY);
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
              .measure(FairnessFixtures.sides(sides), NOBODY);
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

  private static GroupPolicy groups(Map<String, String> reference) {
    return new GroupPolicy(Map.of("sex", Set.of()), List.of(), reference, 30);
  }

  private static FairnessMeasure reference(
      FairnessMetric metric, double tolerance, String group, ComparedGroup... sides) {
    return find(measure(metric, tolerance, sides), metric, group);
  }

  private static FairnessMeasure worst(
      FairnessMetric metric, double tolerance, ComparedGroup... sides) {
    return measure(metric, tolerance, sides).stream()
        .filter(m -> m.metric().equals(metric.label()))
        .filter(m -> m.comparison() == Comparison.WORST_PAIR)
        .findFirst()
        .orElseThrow();
  }

  private static List<FairnessMeasure> measure(
      FairnessMetric metric, double tolerance, ComparedGroup... sides) {
    Map<String, String> reference =
        Arrays.stream(sides).anyMatch(s -> s.group().equals("m")) ? Map.of("sex", "m") : Map.of();
    return new FairnessMetrics(groups(reference), List.of(new FairnessRule(metric, tolerance)))
        .measure(FairnessFixtures.sides(sides), NOBODY);
  }

  private static FairnessMeasure find(
      List<FairnessMeasure> measures, FairnessMetric metric, String group) {
    return measures.stream()
        .filter(m -> m.metric().equals(metric.label()) && m.group().equals(group))
        .filter(m -> m.comparison() == Comparison.REFERENCE)
        .findFirst()
        .orElseThrow();
  }
}
