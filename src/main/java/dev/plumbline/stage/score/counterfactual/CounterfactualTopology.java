package dev.plumbline.stage.score.counterfactual;

import dev.plumbline.kafka.ring.DurableRing;
import dev.plumbline.kafka.streams.ArrivalLatency;
import dev.plumbline.kafka.streams.StageCounters;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.record.RecordHandler;
import dev.plumbline.stage.score.record.ScoreProcessor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.streams.Topology;

/**
 * {@code scored-requests} to counterfactual {@code redacted-outcomes}: part of the score stage,
 * whose model it asks, but an application of its own, so that it lags without holding up any
 * scoring. Every record is counted as in and, answered or passed over, as out.
 */
public final class CounterfactualTopology {

  public static final String NAME = "probe";

  static final String WAITING = "waiting_probes";

  private static final String READ = "read_scored_requests";
  private static final String PROBE = "probe_scored_requests";

  /** Few: what waits at the model is bounded there, and a restart asks all of it again. */
  private static final int SLOTS = 16;

  /** Below Kafka's default {@code max.poll.interval.ms} of five minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final RecordHandler probing;
  private final StageCounters counters;
  private final ArrivalLatency arrival;

  /**
   * @param workers the score stage's; closed by the caller, after the streams that use them
   */
  public CounterfactualTopology(Policies policies, ModelWorkers workers, MeterRegistry registry) {
    this.probing = new CounterfactualHandler(policies, workers, registry);
    this.counters = new StageCounters(registry, NAME);
    this.arrival = new ArrivalLatency(registry);
  }

  /** Whether any policy lists words to swap; without one there is nothing to run. */
  public static boolean isWanted(Policies policies) {
    return policies.all().stream().anyMatch(policy -> policy.ethics().counterfactual().declared());
  }

  public Topology build() {
    Topology topology = new Topology();
    Topic<byte[]> scored = Topics.SCORED_REQUESTS.raw();
    topology.addSource(
        READ, scored.keySerde().deserializer(), scored.valueSerde().deserializer(), scored.name());
    RecordHandler.Waiting waiting = new RecordHandler.Waiting(NAME, WAITING, SLOTS, PATIENCE);
    topology.addProcessor(
        PROBE, () -> new ScoreProcessor(probing, counters, arrival, waiting), READ);
    topology.addStateStore(DurableRing.store(WAITING), PROBE);
    topology.addSink(
        ScoreProcessor.WRITE_OUTCOMES,
        Topics.REDACTED_OUTCOMES.name(),
        Topics.REDACTED_OUTCOMES.keySerde().serializer(),
        Topics.REDACTED_OUTCOMES.valueSerde().serializer(),
        PROBE);
    return topology;
  }
}
