package dev.plumbline.stage.alert;

import dev.plumbline.event.Alert;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.PaneCounts;
import dev.plumbline.event.WindowMeasures;
import dev.plumbline.kafka.RecordReader;
import dev.plumbline.kafka.StageCounters;
import dev.plumbline.kafka.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Applies {@link Watcher} to each pane and window; forwards alerts and, for records it cannot read,
 * dead letters.
 */
final class WatchProcessor implements Processor<String, byte[], String, Object> {

  private final Policies policies;
  private final StageCounters counters;
  private ProcessorContext<String, Object> context;

  @SuppressWarnings("NullAway.Init") // init() sets the context before the first record
  WatchProcessor(Policies policies, MeterRegistry registry) {
    this.policies = policies;
    this.counters = new StageCounters(registry, AlertTopology.STAGE);
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<String, byte[]> message) {
    RecordMetadata origin =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record without an origin"));
    try {
      if (origin.topic().equals(Topics.PANE_COUNTS.name())) {
        onPane(RecordReader.read(message.value(), PaneCounts.class));
      } else {
        onWindow(RecordReader.read(message.value(), WindowMeasures.class));
      }
    } catch (RecordReader.Refusal refusal) {
      counters.in(refusal.countedAs());
      counters.deadLettered(refusal.countedAs());
      DeadLetter letter = refusal.letter(AlertTopology.STAGE, origin, message.timestamp());
      context.forward(new Record<>(letter.key(), letter, message.timestamp()));
    }
  }

  private void onPane(PaneCounts pane) {
    Policy policy = policies.find(pane.model());
    counters.in(policy == null ? "unknown" : policy.model());
    if (policy != null) {
      send(policy, Watcher.pane(policy, memory(policy), pane));
    }
  }

  private void onWindow(WindowMeasures window) {
    Policy policy = policies.find(window.model());
    counters.in(policy == null ? "unknown" : policy.model());
    if (policy != null) {
      send(policy, Watcher.window(policy, memory(policy), window));
    }
  }

  private Memory memory(Policy policy) {
    return new AlertStores(policy.model(), context);
  }

  private void send(Policy policy, List<Alert> alerts) {
    for (Alert alert : alerts) {
      context.forward(new Record<>(alert.key(), alert, alert.at().toEpochMilli()));
      counters.out(policy.model());
    }
  }
}
