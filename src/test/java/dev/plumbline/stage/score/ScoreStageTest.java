package dev.plumbline.stage.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.kafka.streams.StageCounters;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.policy.Policies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreStageTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final StageCounters score = new StageCounters(registry, "score");
  private final StageCounters probe = new StageCounters(registry, "probe");

  @Test
  void shouldBeDoneWithARequestWhenItIsScoredAndNoPolicySwapsWords() {
    // When
    score.out("employment");
    score.deadLettered("employment");
    // Then
    assertThat(handled("employment")).isEqualTo(2);
  }

  @Test
  void shouldBeDoneWithARequestWhenItIsAskedAgainAndAPolicySwapsWords() {
    // Given
    score.out("card-support");
    score.out("card-support");
    score.deadLettered("card-support");
    // When
    probe.out("card-support");
    // Then
    assertThat(handled("card-support")).isEqualTo(2);
  }

  private double handled(String demo) {
    Policies policies =
        PolicyReader.readAll(List.of(Path.of("src/main/resources/demo/" + demo + ".yaml")));
    return new ScoreStage().handled(policies, new StageCounts(registry));
  }
}
