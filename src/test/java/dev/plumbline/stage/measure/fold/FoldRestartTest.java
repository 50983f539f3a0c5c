package dev.plumbline.stage.measure.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneDelta;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that ends between two ticks, and the one that takes over its stores. */
class FoldRestartTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path folder;
  private MockProcessorContext<String, FoldOutput> context;
  private List<? extends StateStore> stores = List.of();

  @BeforeEach
  void open() {
    Properties properties = new Properties();
    properties.put("application.id", "fold");
    properties.put("bootstrap.servers", "none:9092");
    File directory = folder.toFile();
    context = new MockProcessorContext<>(properties, new TaskId(0, 3), directory);
    stores =
        FoldStores.all().stream()
            .map(StoreBuilder::withLoggingDisabled)
            .map(StoreBuilder::withCachingDisabled)
            .map(StoreBuilder::build)
            .toList();
    stores.forEach(
        store -> {
          store.init(context.getStateStoreContext(), store);
          context.addStateStore(store);
        });
  }

  @AfterEach
  void close() {
    stores.forEach(StateStore::close);
  }

  private FoldProcessor task() {
    FoldProcessor task =
        new FoldProcessor(
            Policies.of(List.of(MeasureFixtures.policy())),
            MeasureSettings.live(4),
            new SimpleMeterRegistry(),
            () -> NOON.plus(Duration.ofDays(1)));
    task.init(context);
    return task;
  }

  private void give(FoldProcessor task, String topic, String json) {
    context.setRecordMetadata(topic, 3, 0);
    task.process(new Record<>("k", json.getBytes(StandardCharsets.UTF_8), 0));
  }

  private void scored(FoldProcessor task, String id) {
    give(
        task,
        Topics.SCORED_REQUESTS.name(),
        """
        {"requestId": "%s", "model": "credit", "timestamp": "%s", "attributes": {"sex": "f"},
         "prediction": {"label": "yes", "score": 0.7, "modelVersion": "m1"}}"""
            .formatted(id, NOON));
  }

  private void label(FoldProcessor task, String id) {
    give(
        task,
        Topics.OUTCOMES.name(),
        """
        {"requestId": "%s", "model": "credit", "timestamp": "%s", "kind": "label", "label": "yes"}"""
            .formatted(id, NOON.plusSeconds(90)));
  }

  private List<CountsDelta> tick() {
    context.resetForwards();
    // The context remembers those of tasks that have ended too; the newest is the living one's.
    List<CapturedPunctuator> punctuators = context.scheduledPunctuators();
    punctuators.get(punctuators.size() - 1).getPunctuator().punctuate(0);
    return context.forwarded().stream()
        .map(forward -> forward.record().value())
        .map(FoldOutput.Counted.class::cast)
        .map(FoldOutput.Counted::delta)
        .toList();
  }

  @Test
  void shouldSendWhatWasCountedBeforeTheEndWhenATaskRestarts() {
    // Given
    FoldProcessor first = task();
    for (int i = 0; i < 40; i++) {
      scored(first, "r" + i);
    }
    label(first, "r1");
    first.close();
    // When
    FoldProcessor second = task();
    scored(second, "r40");
    scored(second, "r1");
    List<CountsDelta> sent = tick();
    // Then
    assertThat(sent).hasSize(1);
    MeasureCounts cohort =
        sent.get(0).panes().stream()
            .map(PaneDelta::cohort)
            .reduce(MeasureCounts.EMPTY, MeasureCounts::merge);
    assertThat(cohort.everyone().requests()).isEqualTo(41);
    assertThat(cohort.everyone().truePositives()).isEqualTo(1);
    assertThat(sent.get(0).requests().newest()).isEqualTo(NOON.toEpochMilli());
    assertThat(sent.get(0).outcomes().newest()).isEqualTo(NOON.plusSeconds(90).toEpochMilli());
    assertThat(sent.get(0).partition()).isEqualTo(3);
  }

  @Test
  void shouldSendNothingTwiceWhenATaskRestartsAfterATick() {
    // Given
    FoldProcessor first = task();
    for (int i = 0; i < 40; i++) {
      scored(first, "r" + i);
    }
    tick();
    first.close();
    // When
    FoldProcessor second = task();
    scored(second, "r40");
    List<CountsDelta> sent = tick();
    // Then
    assertThat(sent.get(0).panes().get(0).cohort().everyone().requests()).isEqualTo(1);
  }
}
