package dev.plumbline.stage.retrain;

import dev.plumbline.event.Inference;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.kafka.streams.ExpiryIndex;
import dev.plumbline.kafka.streams.StageCounters;
import dev.plumbline.kafka.topic.RecordReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Joins scored records with their labels. Scored records: in = out (examples) + withheld (not to
 * learn from) + those whose label has not come. What cannot be read is withheld here; the measure
 * stage, which reads the same topics, writes its dead letter.
 */
final class CollectProcessor implements Processor<String, byte[], String, TrainingExample> {

  private static final Duration TICK = Duration.ofSeconds(10);

  private final Policies policies;
  private final MeterRegistry registry;
  private final StageCounters counters;
  private final RecordReader reader;
  private final JoinWatermarks passed = new JoinWatermarks();
  private ProcessorContext<String, TrainingExample> context;
  private KeyValueStore<String, UnlabelledRecord> awaiting;
  private KeyValueStore<String, Outcome> early;
  private ExpiryIndex expiries;

  @SuppressWarnings("NullAway.Init") // init() sets the stores before the first record
  CollectProcessor(Policies policies, MeterRegistry registry) {
    this.policies = policies;
    this.registry = registry;
    this.counters = new StageCounters(registry, RetrainTopology.STAGE);
    this.reader = new RecordReader(policies);
  }

  @Override
  public void init(ProcessorContext<String, TrainingExample> processorContext) {
    context = processorContext;
    awaiting = context.getStateStore(CollectStores.AWAITING);
    early = context.getStateStore(CollectStores.EARLY);
    expiries = new ExpiryIndex(context.getStateStore(CollectStores.EXPIRIES));
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> forget());
  }

  @Override
  public void process(Record<String, byte[]> message) {
    boolean outcome =
        context
            .recordMetadata()
            .map(RecordMetadata::topic)
            .orElse("")
            .equals(Topics.OUTCOMES.name());
    try {
      if (outcome) {
        onOutcome(reader.outcome(message.value(), Instant.ofEpochMilli(message.timestamp())));
      } else {
        onScored(reader.scored(message.value()));
      }
    } catch (RecordReader.Refusal refusal) {
      if (outcome) {
        countOutcome(refusal.countedAs(), "ignored");
      } else {
        counters.in(refusal.countedAs());
        counters.withheld(refusal.countedAs());
      }
    }
  }

  private void onScored(Inference inference) throws RecordReader.Refusal {
    Policy policy = reader.policy(inference.model());
    String requestId = inference.requestId();
    long time = inference.timestamp().toEpochMilli();
    counters.in(policy.model());
    passed.sawRequest(policy.model(), time);
    if (!TrainingEligibility.is(policy, inference)) {
      counters.withheld(policy.model());
      return;
    }
    if (awaiting.putIfAbsent(requestId, UnlabelledRecord.of(inference)) == null) {
      expiries.remember(policy.model(), time, requestId);
    }
    Outcome outcome = early.delete(requestId);
    if (outcome != null) {
      learn(policy, outcome); // counted when it came
    }
  }

  private void onOutcome(Outcome outcome) throws RecordReader.Refusal {
    Policy policy = reader.policy(outcome.model());
    long time = outcome.timestamp().toEpochMilli();
    if (outcome.kind() != Outcome.Kind.COUNTERFACTUAL) { // bears its request's time
      passed.sawOutcome(policy.model(), time);
    }
    if (outcome.kind() != Outcome.Kind.LABEL || !TrainingEligibility.wanted(policy)) {
      countOutcome(policy.model(), "ignored");
    } else if (awaiting.get(outcome.requestId()) != null) {
      countOutcome(policy.model(), learn(policy, outcome) ? "learned" : "ignored");
    } else if (early.putIfAbsent(outcome.requestId(), outcome) == null) {
      expiries.remember(policy.model(), time, outcome.requestId());
      countOutcome(policy.model(), "waiting");
    } else {
      countOutcome(policy.model(), "ignored");
    }
  }

  /** The first label within the horizon makes the example, as it makes the measures. */
  private boolean learn(Policy policy, Outcome outcome) {
    UnlabelledRecord record = awaiting.get(outcome.requestId());
    if (record == null || record.labelled() || !record.model().equals(policy.model())) {
      return false;
    }
    Duration age = Duration.between(record.timestamp(), outcome.timestamp());
    if (age.compareTo(policy.windows().labelHorizon()) > 0) {
      return false;
    }
    TrainingExample example = record.example(outcome);
    awaiting.put(outcome.requestId(), record.withoutText());
    context.forward(
        new Record<>(example.requestId(), example, example.labelledAt().toEpochMilli()));
    counters.out(policy.model());
    return true;
  }

  private void countOutcome(String model, String result) {
    registry.counter("plumbline.training.outcomes", "model", model, "result", result).increment();
  }

  private void forget() {
    for (Policy policy : policies.all()) {
      long time = passed.tick(policy.model());
      if (time != JoinWatermarks.NOTHING) {
        expiries.forgetBefore(
            policy.model(),
            time - policy.windows().labelHorizon().toMillis(),
            requestId -> {
              awaiting.delete(requestId);
              early.delete(requestId);
            });
      }
    }
  }
}
