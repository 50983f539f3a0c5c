package dev.plumbline.stage.measure.fold;

import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The fold step of partition 3 over its stores, which outlive a restart. */
final class FoldTask implements AutoCloseable {

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MockProcessorContext<String, FoldOutput> context;
  private final List<? extends StateStore> stores;
  private final Instant now;
  private final Policies policies;
  private FoldProcessor processor;

  /**
   * @param now what the clock says
   * @param others models beside credit
   */
  FoldTask(Path folder, Instant now, String... others) {
    Properties properties = new Properties();
    properties.put("application.id", "fold");
    properties.put("bootstrap.servers", "none:9092");
    context = new MockProcessorContext<>(properties, new TaskId(0, 3), folder.toFile());
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
    this.now = now;
    this.policies =
        Policies.of(
            Stream.concat(Stream.of("credit"), Stream.of(others))
                .map(MeasureFixtures::policyOf)
                .toList());
    this.processor = started();
  }

  private FoldProcessor started() {
    FoldProcessor task = new FoldProcessor(policies, MeasureSettings.live(4), registry, () -> now);
    task.init(context);
    return task;
  }

  /** The task ends, and another takes over its stores. */
  void restart() {
    processor.close();
    processor = started();
  }

  void scored(String id, Instant at) {
    scored("credit", id, at);
  }

  void scored(String model, String id, Instant at) {
    give(
        Topics.SCORED_REQUESTS.name(),
        """
        {"requestId": "%s", "model": "%s", "timestamp": "%s", "attributes": {"sex": "f"},
         "prediction": {"label": "yes", "score": 0.7, "modelVersion": "m1"}}"""
            .formatted(id, model, at));
  }

  void label(String id, Instant at) {
    label("credit", id, at);
  }

  void label(String model, String id, Instant at) {
    give(
        Topics.REDACTED_OUTCOMES.name(),
        """
        {"requestId": "%s", "model": "%s", "timestamp": "%s", "kind": "label", "label": "yes"}"""
            .formatted(id, model, at));
  }

  private void give(String topic, String json) {
    context.setRecordMetadata(topic, 3, 0);
    processor.process(new Record<>("k", json.getBytes(StandardCharsets.UTF_8), 0));
  }

  /** One tick, and what it sends. */
  List<CountsDelta> tick() {
    context.resetForwards();
    // The context remembers those of tasks that have ended too; the newest is the living one's.
    List<CapturedPunctuator> punctuators = context.scheduledPunctuators();
    punctuators.get(punctuators.size() - 1).getPunctuator().punctuate(0);
    return context.forwarded().stream()
        .map(forward -> forward.record().value())
        .filter(FoldOutput.Counted.class::isInstance)
        .map(FoldOutput.Counted.class::cast)
        .map(FoldOutput.Counted::delta)
        .toList();
  }

  /** The keys that a store holds. */
  TreeSet<String> held(String store) {
    TreeSet<String> keys = new TreeSet<>();
    KeyValueStore<String, byte[]> entries = context.getStateStore(store);
    try (KeyValueIterator<String, byte[]> all = entries.all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  @Override
  public void close() {
    stores.forEach(StateStore::close);
  }
}
