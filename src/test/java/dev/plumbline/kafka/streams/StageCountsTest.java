package dev.plumbline.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class StageCountsTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final StageCounts counts = new StageCounts(registry);

  @Test
  void shouldAddUpItsModelsWhenOneStageIsAsked() {
    // Given
    StageCounters score = new StageCounters(registry, "score");
    score.in("a");
    score.in("a");
    score.in("b");
    score.out("a");
    score.deadLettered("a");
    score.withheld("b");
    new StageCounters(registry, "alert").out("a");
    // Then
    assertThat(counts.in("score")).isEqualTo(3);
    assertThat(counts.out("score")).isEqualTo(1);
    assertThat(counts.deadLettered("score")).isEqualTo(1);
    assertThat(counts.withheld("score")).isEqualTo(1);
    assertThat(counts.handled("score")).isEqualTo(3);
    assertThat(counts.modelsOut("score")).containsExactly("a");
  }

  @Test
  void shouldBeZeroWhenNothingWasCounted() {
    assertThat(counts.handled("score")).isZero();
    assertThat(counts.modelsOut("score")).isEmpty();
    assertThat(counts.total("plumbline.outcomes")).isZero();
  }

  @Test
  void shouldSumOverTagsWhenACounterIsTheStagesOwn() {
    // When
    registry.counter("plumbline.outcomes", "model", "a").increment(2);
    registry.counter("plumbline.outcomes", "model", "b").increment();
    // Then
    assertThat(counts.total("plumbline.outcomes")).isEqualTo(3);
  }
}
