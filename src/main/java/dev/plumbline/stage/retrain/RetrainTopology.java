package dev.plumbline.stage.retrain;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.kafka.streams.ProcessorWithStores;
import dev.plumbline.kafka.topic.JsonSerde;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.retrain.job.JobEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Labelled records out to {@code training-examples}, and jobs when an alert asks for one. Two
 * steps, because tasks own requests and models own jobs; a launcher outside the flow carries the
 * jobs out and answers in the same topic.
 */
public final class RetrainTopology {

  public static final String STAGE = "retrain";

  private final Policies policies;
  private final MeterRegistry registry;
  private final boolean live;

  /**
   * @param live whether labels that lag behind hold what waits for them back for one more horizon
   *     at most; a replay may read the requests of months before their labels
   */
  public RetrainTopology(Policies policies, MeterRegistry registry, boolean live) {
    this.policies = policies;
    this.registry = registry;
    this.live = live;
  }

  public Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Object> collected = collected(builder);
    keep(collected, TrainingExample.class, "training_examples")
        .to(
            Topics.TRAINING_EXAMPLES.name(),
            produced(Topics.TRAINING_EXAMPLES, "write_training_examples"));
    KStream<String, Object> read = events(builder);
    keep(read, DeadLetter.class, "dead_letters")
        .to(Topics.DEAD_LETTERS.name(), produced(Topics.DEAD_LETTERS, "write_dead_letters"));
    keep(collected, JobEvent.class, "label_events")
        .merge(keep(read, JobEvent.class, "job_events"), Named.as("gather_job_events"))
        .repartition(
            Repartitioned.with(Serdes.String(), new JsonSerde<>(JobEvent.class))
                .withName("job_events_by_model"))
        .process(
            new ProcessorWithStores<>(() -> new JobProcessor(policies), JobStores.all()),
            Named.as("open_jobs"))
        .to(
            Topics.RETRAINING_JOBS.name(),
            produced(Topics.RETRAINING_JOBS, "write_retraining_jobs"));
    return builder.build();
  }

  private KStream<String, Object> collected(StreamsBuilder builder) {
    return builder.stream(
            List.of(Topics.SCORED_REQUESTS.name(), Topics.REDACTED_OUTCOMES.name()),
            Consumed.with(Serdes.String(), Serdes.ByteArray())
                .withName("read_scored_requests_and_outcomes"))
        .process(
            new ProcessorWithStores<>(
                () -> new CollectProcessor(policies, registry, live), CollectStores.all()),
            Named.as("collect_examples"));
  }

  private static KStream<String, Object> events(StreamsBuilder builder) {
    return builder.stream(
            List.of(Topics.ETHICS_ALERTS.name(), Topics.RETRAINING_JOBS.name()),
            Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("read_alerts_and_jobs"))
        .process(EventProcessor::new, Named.as("key_events_by_model"));
  }

  private static <V> KStream<String, V> keep(
      KStream<String, Object> from, Class<V> type, String name) {
    return from.filter((key, value) -> type.isInstance(value), Named.as("keep_" + name))
        .mapValues(type::cast, Named.as("take_" + name));
  }

  private static <V> Produced<String, V> produced(Topic<V> topic, String name) {
    return Produced.with(topic.keySerde(), topic.valueSerde()).withName(name);
  }
}
