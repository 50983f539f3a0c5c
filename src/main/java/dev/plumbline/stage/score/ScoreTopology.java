package dev.plumbline.stage.score;

import dev.plumbline.kafka.ring.DurableRing;
import dev.plumbline.kafka.streams.StageCounters;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.record.RecordHandler;
import dev.plumbline.stage.score.record.ScoreProcessor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.streams.Topology;

/**
 * {@code redacted-requests} to {@code scored-requests}. Alone in an application of its own, because
 * it is the stage that needs the model and its device.
 */
public final class ScoreTopology {

  public static final String STAGE = "score";

  static final String WAITING = "waiting_requests";

  private static final String READ = "read_redacted_requests";
  private static final String SCORE = "score_requests";

  /** A few full batches per task: more would only lengthen what a restart does again. */
  private static final int SLOTS = 256;

  /** Below Kafka's default {@code max.poll.interval.ms} of five minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final RecordHandler scoring;
  private final StageCounters counters;
  private final RecordHandler.Waiting waiting;

  /**
   * @param workers closed by the caller, after the streams that use them
   */
  public ScoreTopology(Policies policies, ModelWorkers workers, MeterRegistry registry) {
    this(policies, workers, registry, SLOTS, PATIENCE);
  }

  ScoreTopology(
      Policies policies,
      ModelWorkers workers,
      MeterRegistry registry,
      int slots,
      Duration patience) {
    for (Policy policy : policies.all()) {
      if (policy.scoring().source() == ScoringPolicy.Source.MODEL
          && workers.find(policy.model()) == null) {
        throw new IllegalArgumentException("no worker for model " + policy.model());
      }
    }
    this.scoring = new RequestScoring(policies, workers, registry);
    this.counters = new StageCounters(registry, STAGE);
    this.waiting = new RecordHandler.Waiting(STAGE, WAITING, slots, patience);
  }

  public Topology build() {
    Topology topology = new Topology();
    Topic<byte[]> requests = Topics.REDACTED_REQUESTS.raw();
    topology.addSource(
        READ,
        requests.keySerde().deserializer(),
        requests.valueSerde().deserializer(),
        requests.name());
    topology.addProcessor(SCORE, this::processor, READ);
    topology.addStateStore(DurableRing.store(WAITING), SCORE);
    write(topology, ScoreProcessor.WRITE_SCORED, Topics.SCORED_REQUESTS.raw());
    write(topology, ScoreProcessor.WRITE_DEAD_LETTERS, Topics.DEAD_LETTERS);
    return topology;
  }

  private ScoreProcessor processor() {
    return new ScoreProcessor(scoring, counters, waiting);
  }

  private static void write(Topology topology, String name, Topic<?> topic) {
    topology.addSink(
        name, topic.name(), topic.keySerde().serializer(), topic.valueSerde().serializer(), SCORE);
  }
}
