package dev.plumbline.stage.measure.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.measure.WeightedScore;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.NamedCount;
import dev.plumbline.stage.measure.record.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds of the ethics score whatever the records and the weights. */
class ScoreProperties {

  private static final long BILLION = 1_000_000_000L;
  private static final List<String> NAMES = List.of("privacy", "safety", "confidence");

  private static ScoreCalculator calculator(List<Long> weights) {
    Map<String, Double> alphas = new TreeMap<>();
    for (int i = 0; i < NAMES.size(); i++) {
      alphas.put(NAMES.get(i), weights.get(i) / 100.0);
    }
    return new ScoreCalculator(
        ScorePolicies.of(
            new GroupPolicy(Map.of(), List.of(), Map.of(), 1),
            alphas,
            Map.of(),
            EthicsPolicy.Counterfactual.NONE));
  }

  private static MeasureCounts counts(List<Long> values, long risk) {
    PaneAccumulator pane = new PaneAccumulator();
    for (int i = 0; i + NAMES.size() <= values.size(); i += NAMES.size()) {
      List<NamedCount> indicators = new ArrayList<>();
      for (int j = 0; j < NAMES.size(); j++) {
        indicators.add(new NamedCount(NAMES.get(j), values.get(i + j)));
      }
      pane.add(
          new Observation(
              "desk",
              0,
              List.of("*=*"),
              true,
              "a",
              0,
              "v1",
              risk,
              indicators,
              List.of(),
              List.of()));
    }
    return pane.toCounts();
  }

  @Property
  void shouldLieInZeroToOneAndBeTheSumOfItsContributions(
      @ForAll @Size(min = 3, max = 30) List<@LongRange(min = 0, max = BILLION) Long> values,
      @ForAll @LongRange(min = 0, max = 1000 * BILLION) long risk,
      @ForAll @Size(3) List<@LongRange(min = 0, max = 100_000) Long> weights) {
    // When
    WeightedScore score = calculator(weights).ethics(counts(values, risk));
    // Then
    double whole = score.contributions().values().stream().mapToDouble(d -> d).sum();
    if (score.score() == null) {
      assertThat(score.contributions()).isEmpty();
    } else {
      assertThat(score.score()).isBetween(0.0, 1.0).isCloseTo(whole, within(1e-9));
    }
  }

  @Property
  void shouldNotChangeItsMeanWhenEveryRecordIsAsRisky(
      @ForAll @Size(min = 3, max = 30) List<@LongRange(min = 0, max = BILLION) Long> values,
      @ForAll @LongRange(min = 1, max = 1000) long risk,
      @ForAll @Size(3) List<@LongRange(min = 1, max = 100_000) Long> weights) {
    // When
    WeightedScore once = calculator(weights).ethics(counts(values, BILLION));
    WeightedScore risky = calculator(weights).ethics(counts(values, risk * BILLION));
    // Then
    assertThat(risky.score()).isCloseTo(once.score(), within(1e-9));
    assertThat(risky.sum()).isCloseTo(risk * once.sum(), within(1e-6 * risk * (1 + once.sum())));
  }
}
