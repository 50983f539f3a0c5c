package dev.plumbline.stage.measure.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.BenefitsPolicy;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenefitsCalculatorTest {

  private static final GroupPolicy GROUPS =
      new GroupPolicy(Map.of("sex", Set.of("f", "m"), "town", Set.of()), List.of(), Map.of(), 100);

  private static BenefitsCalculator calculator(BenefitsPolicy benefits) {
    return new BenefitsCalculator(
        ScorePolicies.of(GROUPS, new EthicsPolicy(Map.of(), Map.of(), 0, 1), benefits));
  }

  private static GroupCounts people(String attribute, String group, long requests, long labelled) {
    return new GroupCounts(attribute, group, requests, 0, labelled, 0, 0, labelled, 0);
  }

  private static MeasureCounts counts(Map<String, Long> facts) {
    return new MeasureCounts(
        Map.of(
            "*=*", people("*", "*", 200, 40),
            "sex=f", people("sex", "f", 80, 20),
            "sex=m", people("sex", "m", 120, 20),
            "town=x", people("town", "x", 200, 40)),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        facts,
        Map.of());
  }

  @Test
  void shouldReckonEveryFigureWhenAllIsKnown() {
    // Given
    MeasureCounts counts =
        counts(
            Map.of(
                CounterNames.CORRECT,
                30L,
                CounterNames.OVERRIDES,
                20L,
                CounterNames.OVERRIDES_OF + "sex=f",
                16L,
                CounterNames.OVERRIDES_OF + "sex=m",
                4L,
                CounterNames.APPEALS,
                10L,
                CounterNames.REVERSED_APPEALS,
                4L,
                CounterNames.RATINGS,
                2L,
                CounterNames.RATING_SUM,
                7_000_000_000L,
                CounterNames.LATENCIES,
                100L,
                CounterNames.LATENCY_SUM,
                100 * 9_000_000L));
    // When
    Map<String, Double> benefits =
        calculator(new BenefitsPolicy(Duration.ofMinutes(10), "ms")).measure(counts);
    // Then: 180 x 10 minutes = 30 hours, less 200 x 9 seconds = half an hour
    assertThat(benefits)
        .containsOnly(
            Map.entry("decisions", 200.0),
            Map.entry("automatedDecisions", 180.0),
            Map.entry("accuracy", 0.75),
            Map.entry("labelledShare", 0.2),
            Map.entry("logLossRecords", 0.0),
            Map.entry("coverage|sex=f", 0.8),
            Map.entry("coverage|sex=m", 116.0 / 120),
            Map.entry("appeals", 10.0),
            Map.entry("appealRate", 0.05),
            Map.entry("reversals", 4.0),
            Map.entry("reversalRate", 0.4),
            Map.entry("ratings", 2.0),
            Map.entry("meanRating", 3.5),
            Map.entry("meanLatencyMs", 9000.0),
            Map.entry("hoursSaved", 29.5));
  }

  @Test
  void shouldLeaveOutWhatCannotBeReckonedWhenNothingCameOrNothingIsDeclared() {
    assertThat(calculator(BenefitsPolicy.NONE).measure(MeasureCounts.EMPTY))
        .containsOnly(
            Map.entry("decisions", 0.0),
            Map.entry("automatedDecisions", 0.0),
            Map.entry("appeals", 0.0),
            Map.entry("reversals", 0.0),
            Map.entry("ratings", 0.0));
    assertThat(calculator(BenefitsPolicy.NONE).measure(counts(Map.of())))
        .doesNotContainKeys("hoursSaved", "meanLatencyMs", "meanRating", "reversalRate")
        .containsEntry("coverage|sex=f", 1.0)
        .doesNotContainKey("coverage|town=x");
  }

  @Test
  void shouldSaveTheManualTimeWhenNoLatencyIsKnown() {
    assertThat(calculator(new BenefitsPolicy(Duration.ofMinutes(3), "")).measure(counts(Map.of())))
        .containsEntry("hoursSaved", 10.0);
  }
}
