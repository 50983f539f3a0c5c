package dev.plumbline.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.GroupMetric;
import dev.plumbline.fairness.metric.GroupMetric.Against;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.IntervalOracle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The worst pair of several groups: {@code src/test/oracles/intervals.py} for rates and shares, all
 * pairs one by one for the other metrics.
 */
class WorstPairTest {

  private static final double ERROR = 1e-9;

  @Test
  void shouldBeSureOfAllPairsAtOnceWhenRatesAreCompared() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("worstPairs")) {
      // Given
      List<ComparedGroup> groups = new ArrayList<>();
      for (int i = 0; i < expected.get("people").size(); i++) {
        groups.add(
            FairnessFixtures.unlabelled(
                name(i),
                expected.get("people").get(i).asLong(),
                expected.get("favourable").get(i).asLong()));
      }
      // When
      FairnessMeasure difference =
          worst(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, Map.of(), groups);
      FairnessMeasure ratio = worst(FairnessMetric.DISPARATE_IMPACT_RATIO, Map.of(), groups);
      // Then
      String highest = expected.get("highest").asText();
      String lowest = expected.get("lowest").asText();
      assertMeasure(difference, highest, lowest, expected.get("difference"));
      assertMeasure(ratio, lowest, highest, expected.get("ratio"));
    }
  }

  @Test
  void shouldBeSureOfAllPairsAtOnceWhenSharesAreCompared() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("representation")) {
      // Given
      List<ComparedGroup> groups = new ArrayList<>();
      Map<String, Double> population = new TreeMap<>();
      for (int i = 0; i < expected.get("people").size(); i++) {
        groups.add(FairnessFixtures.unlabelled(name(i), expected.get("people").get(i).asLong(), 0));
        if (i < expected.get("expected").size()) {
          population.put(name(i), expected.get("expected").get(i).asDouble());
        }
      }
      // When
      FairnessMeasure worst = worst(FairnessMetric.REPRESENTATION, population, groups);
      // Then
      assertMeasure(
          worst,
          expected.get("most").asText(),
          expected.get("least").asText(),
          expected.get("worst"));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "REPRESENTATION")
  void shouldBeTheWorstOfEveryPairWhenEachIsMeasuredAlone(FairnessMetric metric) {
    SplittableRandom random = new SplittableRandom(31);
    for (int many = 2; many <= 5; many++) {
      // Given
      List<ComparedGroup> groups = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        double shift = random.nextDouble(-0.2, 0.2);
        groups.add(FairnessFixtures.calibrated(name(i), 300 + 100 * i, shift, random));
      }
      // When
      FairnessMeasure worst = worst(metric, Map.of(), groups);
      // Then
      assertWorst(worst, metric, pairs(metric, groups));
    }
  }

  @Test
  void shouldHaveNoWorstPairWhenThereIsOneGroup() {
    // Given
    List<ComparedGroup> alone = List.of(FairnessFixtures.group("a", 40, 30, 20, 10));
    // Then
    for (FairnessMetric metric : FairnessMetric.values()) {
      assertThat(measures(metric, Map.of("a", 0.5), alone))
          .isNotEmpty()
          .noneMatch(m -> m.comparison() == Comparison.WORST_PAIR);
    }
  }

  @Test
  void shouldMeasureSharesWhenTheTrafficIsExactlyLargeEnough() {
    // Given
    Map<String, Double> population = Map.of("a", 0.4, "b", 0.6);
    List<ComparedGroup> enough = List.of(FairnessFixtures.unlabelled("a", 30, 0));
    List<ComparedGroup> few = List.of(FairnessFixtures.unlabelled("a", 29, 0));
    // Then
    assertThat(measures(FairnessMetric.REPRESENTATION, population, enough))
        .filteredOn(m -> m.metric().equals("representation"))
        .hasSize(3)
        .allMatch(m -> m.value() != null);
    assertThat(measures(FairnessMetric.REPRESENTATION, population, few))
        .filteredOn(m -> m.metric().equals("representation"))
        .hasSize(2)
        .allMatch(m -> m.value() == null && m.nReference() == 29);
  }

  private record Pair(String group, String other, IntervalEstimate estimate) {}

  /** All that can be compared, each as sure as all of them at once need. */
  private static List<Pair> pairs(FairnessMetric metric, List<ComparedGroup> groups) {
    GroupMetric reading = GroupMetric.of(metric);
    int n = groups.size();
    boolean own = reading.against() == Against.NOBODY;
    // Of a difference or a ratio one order says what the other does.
    int different = own ? n : reading.against() == Against.REST ? n * (n - 1) : n * (n - 1) / 2;
    ConfidenceLevel each = new ConfidenceLevel(1 - 0.05 / different);
    List<Pair> pairs = new ArrayList<>();
    for (ComparedGroup a : groups) {
      for (ComparedGroup b : groups) {
        if (own == (a == b)) {
          pairs.add(new Pair(a.group(), b.group(), reading.estimate(a, b, each)));
        }
      }
    }
    return pairs;
  }

  private static void assertWorst(FairnessMeasure worst, FairnessMetric metric, List<Pair> pairs) {
    boolean small = metric.tolerance().smallIsWorse();
    Pair at = extreme(pairs, small);
    boolean own = GroupMetric.of(metric).against() == Against.NOBODY;
    double low = end(pairs, IntervalEstimate::low, small);
    double high = end(pairs, IntervalEstimate::high, small);
    assertThat(worst.group()).isEqualTo(at.group());
    assertThat(worst.reference()).isEqualTo(own ? extreme(pairs, !small).group() : at.other());
    assertThat(worst.value()).isCloseTo(at.estimate().value(), within(ERROR));
    switch (metric.tolerance()) {
      case LARGEST_DIFFERENCE -> low = Math.max(0, low);
      case SMALLEST_RATIO -> high = Math.min(1, high);
      case SMALLEST_VALUE, LARGEST_VALUE -> assertThat(low).isLessThan(high);
    }
    assertThat(worst.low()).isCloseTo(low, within(ERROR));
    assertThat(worst.high()).isCloseTo(high, within(ERROR));
  }

  private static Pair extreme(List<Pair> pairs, boolean smallest) {
    double value = end(pairs, IntervalEstimate::value, smallest);
    return pairs.stream()
        .filter(pair -> pair.estimate().value() == value)
        .findFirst()
        .orElseThrow();
  }

  private static double end(
      List<Pair> pairs, ToDoubleFunction<IntervalEstimate> end, boolean smallest) {
    return smallest
        ? pairs.stream().map(Pair::estimate).mapToDouble(end).min().orElseThrow()
        : pairs.stream().map(Pair::estimate).mapToDouble(end).max().orElseThrow();
  }

  private static void assertMeasure(
      FairnessMeasure actual, String group, String reference, JsonNode expected) {
    assertThat(actual.group()).as("%s", expected).isEqualTo(group);
    assertThat(actual.reference()).as("%s", expected).isEqualTo(reference);
    IntervalOracle.assertEstimate(
        new IntervalEstimate(actual.value(), actual.low(), actual.high()), expected, ERROR);
  }

  private static FairnessMeasure worst(
      FairnessMetric metric, Map<String, Double> population, List<ComparedGroup> groups) {
    return measures(metric, population, groups).stream()
        .filter(m -> m.metric().equals(metric.label()))
        .filter(m -> m.comparison() == Comparison.WORST_PAIR)
        .findFirst()
        .orElseThrow();
  }

  private static List<FairnessMeasure> measures(
      FairnessMetric metric, Map<String, Double> population, List<ComparedGroup> groups) {
    GroupPolicy policy =
        new GroupPolicy(
            Map.of("sex", Set.of()), List.of(), Map.of(), Map.of("sex", population), 30);
    return new FairnessMetrics(policy, List.of(new FairnessRule(metric, 0.5)))
        .measure(Map.of("sex", groups), ComparedGroup.none("*", "*"));
  }

  private static String name(int place) {
    return String.valueOf((char) ('a' + place));
  }
}
