package dev.plumbline.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.kafka.streams.StageApplication;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Stage;
import dev.plumbline.stage.StageTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StagePipelineTest {

  private final List<String> closed = new ArrayList<>();

  @Test
  void shouldCloseWhatIsOpenLastFirstWhenAStageFailsToOpen() {
    // Given
    StagePipeline pipeline = new StagePipeline(service(), List.of(new Opening(), new Failing()));
    // When
    assertThatThrownBy(() -> pipeline.start(Duration.ofSeconds(1))).hasMessage("no such model");
    pipeline.close();
    // Then
    assertThat(closed).containsExactly("failing", "second", "first");
  }

  private static ServiceContext service() {
    return ServiceContext.now(
        Policies.of(List.of()),
        new StreamsSettings("localhost:1", Path.of("state"), "test", 1, 1, Map.of()),
        new SimpleMeterRegistry());
  }

  /** Opens two things and has no application. */
  private final class Opening extends Idle {
    @Override
    public List<StageApplication> open(ServiceContext service, Consumer<Runnable> afterwards) {
      afterwards.accept(() -> closed.add("first"));
      afterwards.accept(() -> closed.add("second"));
      return List.of();
    }
  }

  private final class Failing extends Idle {
    @Override
    public List<StageApplication> open(ServiceContext service, Consumer<Runnable> afterwards) {
      afterwards.accept(() -> closed.add("failing"));
      throw new IllegalArgumentException("no such model");
    }
  }

  private abstract static class Idle implements Stage {
    @Override
    public String name() {
      return "idle";
    }

    @Override
    public StageTopics topics() {
      return StageTopics.reading(Topics.OUTCOMES);
    }

    @Override
    public double handled(Policies policies, StageCounts counts) {
      return 0;
    }
  }
}
