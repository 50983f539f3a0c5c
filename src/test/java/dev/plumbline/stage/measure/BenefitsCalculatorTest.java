package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Benefits;
import dev.plumbline.policy.Ethics;
import dev.plumbline.policy.Groups;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenefitsCalculatorTest {

  private static final Groups GROUPS =
      new Groups(Map.of("sex", Set.of("f", "m"), "town", Set.of()), List.of(), Map.of(), 100);

  private static BenefitsCalculator calculator(Benefits benefits) {
    return new BenefitsCalculator(
        ScorePolicies.of(GROUPS, new Ethics(Map.of(), Map.of(), 0, 1), benefits));
  }

  private static GroupCounts people(String attribute, String group, long requests, long labelled) {
    return new GroupCounts(attribute, group, requests, 0, labelled, 0, 0, labelled, 0);
  }

  private static Counts counts(Map<String, Long> facts) {
    return new Counts(
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
    Counts counts =
        counts(
            Map.of(
                Facts.CORRECT,
                30L,
                Facts.OVERRIDES,
                20L,
                Facts.OVERRIDES_OF + "sex=f",
                16L,
                Facts.OVERRIDES_OF + "sex=m",
                4L,
                Facts.APPEALS,
                10L,
                Facts.REVERSED_APPEALS,
                4L,
                Facts.RATINGS,
                2L,
                Facts.RATING_SUM,
                7_000_000_000L,
                Facts.LATENCIES,
                100L,
                Facts.LATENCY_SUM,
                100 * 9_000_000L));
    // When
    Map<String, Double> benefits =
        calculator(new Benefits(Duration.ofMinutes(10), "ms")).measure(counts);
    // Then: 180 x 10 minutes = 30 hours, less 200 x 9 seconds = half an hour
    assertThat(benefits)
        .containsOnly(
            Map.entry("decisions", 200.0),
            Map.entry("automatedDecisions", 180.0),
            Map.entry("accuracy", 0.75),
            Map.entry("labelledShare", 0.2),
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
    assertThat(calculator(Benefits.NONE).measure(Counts.EMPTY))
        .containsOnly(
            Map.entry("decisions", 0.0),
            Map.entry("automatedDecisions", 0.0),
            Map.entry("appeals", 0.0),
            Map.entry("reversals", 0.0),
            Map.entry("ratings", 0.0));
    assertThat(calculator(Benefits.NONE).measure(counts(Map.of())))
        .doesNotContainKeys("hoursSaved", "meanLatencyMs", "meanRating", "reversalRate")
        .containsEntry("coverage|sex=f", 1.0)
        .doesNotContainKey("coverage|town=x");
  }

  @Test
  void shouldSaveTheManualTimeWhenNoLatencyIsKnown() {
    assertThat(calculator(new Benefits(Duration.ofMinutes(3), "")).measure(counts(Map.of())))
        .containsEntry("hoursSaved", 10.0);
  }
}
