package dev.plumbline.stage.retrain;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.RecordReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.retrain.job.JobEvent;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Alerts and jobs' states, keyed by their model; for what cannot be read, a dead letter. */
final class EventProcessor implements Processor<String, byte[], String, Object> {

  private ProcessorContext<String, Object> context;

  @SuppressWarnings("NullAway.Init") // init() sets the context before the first record
  EventProcessor() {}

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<String, byte[]> message) {
    if (message.value() == null) {
      return; // a tombstone of a compacted topic
    }
    RecordMetadata origin =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record without an origin"));
    try {
      if (origin.topic().equals(Topics.ETHICS_ALERTS.name())) {
        Alert alert = RecordReader.read(message.value(), Alert.class);
        context.forward(message.withKey(alert.model()).withValue(JobEvent.of(alert)));
      } else {
        RetrainingJob job = RecordReader.read(message.value(), RetrainingJob.class);
        context.forward(message.withKey(job.model()).withValue(JobEvent.of(job)));
      }
    } catch (RecordReader.Refusal refusal) {
      DeadLetter letter = refusal.letter(RetrainTopology.STAGE, origin, message.timestamp());
      context.forward(message.withKey(letter.key()).withValue(letter));
    }
  }
}
