package dev.plumbline.stage.alert;

import dev.plumbline.event.Alert;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.PaneCounts;
import dev.plumbline.event.WindowMeasures;
import dev.plumbline.kafka.StageCounters;
import dev.plumbline.kafka.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Applies {@link Watcher} to each pane and window; forwards alerts and, for records it cannot read,
 * dead letters.
 */
final class WatchProcessor implements Processor<String, byte[], String, Object> {

  private final Policies policies;
  private final StageCounters counters;
  private ProcessorContext<String, Object> context;
  private KeyValueStore<String, Watch> watches;

  @SuppressWarnings("NullAway.Init") // init() sets the store before the first record
  WatchProcessor(Policies policies, MeterRegistry registry) {
    this.policies = policies;
    this.counters = new StageCounters(registry, AlertTopology.STAGE);
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    watches = context.getStateStore(AlertTopology.STORE);
  }

  @Override
  public void process(Record<String, byte[]> message) {
    RecordMetadata origin =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record without an origin"));
    try {
      if (origin.topic().equals(Topics.PANE_COUNTS.name())) {
        onPane(read(Topics.PANE_COUNTS.valueSerde().deserializer(), message));
      } else {
        onWindow(read(Topics.WINDOW_MEASURES.valueSerde().deserializer(), message));
      }
    } catch (SerializationException e) {
      counters.in("unknown");
      counters.deadLettered("unknown");
      reject(origin, message.timestamp(), "not_json", "the value is not the JSON expected");
    }
  }

  private static <V> V read(Deserializer<V> deserializer, Record<String, byte[]> message) {
    V value = deserializer.deserialize("", message.value());
    if (value == null) {
      throw new SerializationException("the value is empty");
    }
    return value;
  }

  private void onPane(PaneCounts pane) {
    Policy policy = policies.find(pane.model());
    counters.in(policy == null ? "unknown" : policy.model());
    if (policy != null) {
      take(policy, Watcher.pane(policy, watch(policy), pane));
    }
  }

  private void onWindow(WindowMeasures window) {
    Policy policy = policies.find(window.model());
    counters.in(policy == null ? "unknown" : policy.model());
    if (policy != null) {
      take(policy, Watcher.window(policy, watch(policy), window));
    }
  }

  private Watch watch(Policy policy) {
    Watch watch = watches.get(policy.model());
    return watch == null ? Watch.START : watch;
  }

  private void take(Policy policy, Watcher.Step step) {
    watches.put(policy.model(), step.watch());
    for (Alert alert : step.alerts()) {
      context.forward(new Record<>(alert.key(), alert, alert.at().toEpochMilli()));
      counters.out(policy.model());
    }
  }

  private void reject(RecordMetadata origin, long timestamp, String errorClass, String reason) {
    DeadLetter letter =
        new DeadLetter(
            origin.topic(),
            origin.partition(),
            origin.offset(),
            Instant.ofEpochMilli(timestamp),
            AlertTopology.STAGE,
            DeadLetter.Disposition.DEAD_LETTERED,
            null,
            errorClass,
            reason,
            null);
    context.forward(new Record<>(letter.key(), letter, timestamp));
  }
}
