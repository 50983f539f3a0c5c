package dev.plumbline.stage.measure.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.Outcome;
import dev.plumbline.event.measure.CounterfactualMeasure;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.accumulate.PendingCounts;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneDelta;
import dev.plumbline.stage.measure.fold.OutcomeJoin;
import dev.plumbline.stage.measure.record.PredictionFeedback;
import dev.plumbline.stage.measure.record.StoredPrediction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CounterfactualCalculatorTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<List<String>> WORDS = List.of(List.of("a", "b"));

  private static final Policy POLICY =
      ScorePolicies.of(
          new GroupPolicy(Map.of(), List.of(), Map.of(), 3),
          Map.of(),
          Map.of(),
          new EthicsPolicy.Counterfactual(1, Map.of("gender", WORDS, "origin", WORDS)));

  private final PendingCounts pending = new PendingCounts(Policies.of(List.of(POLICY)));

  private void probe(String request, String attribute, double change, boolean flipped) {
    StoredPrediction kept =
        new StoredPrediction(
            POLICY.model(),
            NOON.toEpochMilli(),
            List.of("*=*"),
            true,
            "yes",
            700_000_000,
            PredictionFeedback.NONE);
    Outcome outcome =
        new Outcome(
            request, POLICY.model(), NOON, Outcome.Kind.COUNTERFACTUAL, attribute, change, flipped);
    OutcomeJoin.of(POLICY, kept, outcome).contributions().forEach(pending::add);
  }

  private List<CounterfactualMeasure> measured() {
    MeasureCounts counts =
        pending.panes(POLICY.model()).stream()
            .map(PaneDelta::cohort)
            .reduce(MeasureCounts.EMPTY, MeasureCounts::merge);
    return new CounterfactualCalculator(POLICY).measure(counts);
  }

  @Test
  void shouldSayHowManyTurnedAndHowFarTheyMovedWhenEnoughWereTried() {
    // When
    probe("r1", "gender", 0.1, false);
    probe("r2", "gender", 0.5, true);
    probe("r3", "gender", 0, false);
    probe("r4", "gender", 0.2, false);
    // Then
    CounterfactualMeasure gender = measured().get(0);
    assertThat(gender.attribute()).isEqualTo("gender");
    assertThat(gender.tried()).isEqualTo(4);
    assertThat(gender.flipped()).isEqualTo(1);
    assertThat(gender.flipRate()).isEqualTo(0.25);
    assertThat(gender.meanChange()).isCloseTo(0.2, within(1e-12));
    assertThat(gender.sentence()).contains("1 of 4 decisions turned (25.0 %)", "0.200 on average");
  }

  @Test
  void shouldGiveNoRateWhenFewWereTried() {
    // When
    probe("r1", "gender", 0.9, true);
    // Then
    assertThat(measured())
        .extracting(CounterfactualMeasure::attribute, CounterfactualMeasure::tried)
        .containsExactly(tuple("gender", 1L), tuple("origin", 0L));
    assertThat(measured())
        .allSatisfy(
            measure -> {
              assertThat(measure.flipRate()).isNull();
              assertThat(measure.meanChange()).isNull();
              assertThat(measure.sentence()).contains("3 are needed");
            });
  }
}
