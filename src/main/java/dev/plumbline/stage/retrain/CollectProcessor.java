package dev.plumbline.stage.retrain;

import dev.plumbline.event.Inference;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.RequestIdentity;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.kafka.streams.BoundedTick;
import dev.plumbline.kafka.topic.RecordReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.demand.LabelledRecord;
import dev.plumbline.stage.retrain.job.JobEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Joins scored records with their labels; {@link CollectCounters} says what is counted. What cannot
 * be read is withheld here; the measure stage, which reads the same topics, writes its dead letter.
 */
final class CollectProcessor implements Processor<String, byte[], String, Object> {

  private static final Duration TICK = Duration.ofSeconds(10);

  /** Of a tick; the transaction must be over in ten seconds. */
  private static final Duration MOST = Duration.ofMillis(500);

  private final Policies policies;
  private final CollectCounters counters;
  private final RecordReader reader;
  private final boolean live;
  private final BoundedTick<Policy> forgetting;
  private final JoinWatermarks passed = new JoinWatermarks();
  private final Map<String, Long> timesTold = new HashMap<>();
  private ProcessorContext<String, Object> context;
  private CollectStores kept;

  @SuppressWarnings("NullAway.Init") // init() sets the stores before the first record
  CollectProcessor(Policies policies, MeterRegistry registry, boolean live) {
    this.policies = policies;
    this.live = live;
    this.forgetting = new BoundedTick<>(policies.all(), MOST, InstantSource.system());
    this.counters = new CollectCounters(registry);
    this.reader = new RecordReader(policies);
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    kept = new CollectStores(context, counters);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
  }

  @Override
  public void process(Record<String, byte[]> message) {
    boolean outcome =
        context
            .recordMetadata()
            .map(RecordMetadata::topic)
            .orElse("")
            .equals(Topics.REDACTED_OUTCOMES.name());
    try {
      if (outcome) {
        onOutcome(reader.outcome(message.value(), Instant.ofEpochMilli(message.timestamp())));
      } else {
        onScored(reader.scored(message.value()));
      }
    } catch (RecordReader.Refusal refusal) {
      String model = refusal.countedAs();
      if (outcome) {
        counters.outcome(model, "unreadable");
      } else {
        counters.in(model);
        counters.withheld(model, "unreadable");
      }
    }
  }

  private void onScored(Inference inference) throws RecordReader.Refusal {
    Policy policy = reader.policy(inference.model());
    RequestIdentity request = inference.identity();
    counters.in(policy.model());
    passed.sawRequest(policy.model(), inference.timestamp().toEpochMilli());
    String refusal = TrainingEligibility.refusal(policy, inference);
    if (refusal != null) {
      counters.withheld(policy.model(), refusal);
    } else if (kept.candidate(request) != null) {
      counters.withheld(policy.model(), "duplicate");
    } else {
      collect(policy, request, TrainingCandidate.of(inference));
    }
  }

  /** Keeps a new candidate, with the labels that came before it. */
  private void collect(Policy policy, RequestIdentity request, TrainingCandidate candidate) {
    TrainingCandidate joined = candidate;
    TrainingExample example = null;
    for (Outcome early : kept.takeEarly(request)) {
      ExampleJoin join = ExampleJoin.of(policy, joined, early);
      joined = join.candidate();
      example = join.example() == null ? example : join.example();
      counters.waited(early.model(), join.result());
    }
    kept.add(request, joined);
    write(request, example, candidate, joined);
  }

  private void onOutcome(Outcome outcome) throws RecordReader.Refusal {
    Policy policy = reader.policy(outcome.model());
    if (outcome.kind() != Outcome.Kind.COUNTERFACTUAL) { // bears its request's time
      passed.sawOutcome(policy.model(), outcome.timestamp().toEpochMilli());
    }
    counters.outcome(policy.model(), join(policy, outcome));
  }

  /** Joins an outcome with its record, or lets it wait; says how it is counted. */
  private String join(Policy policy, Outcome outcome) {
    if (outcome.kind() != Outcome.Kind.LABEL) {
      return "not_a_label";
    }
    if (!TrainingEligibility.wanted(policy)) {
      return "not_retrained";
    }
    TrainingCandidate candidate = kept.candidate(outcome.identity());
    if (candidate == null) {
      return kept.addEarly(outcome);
    }
    ExampleJoin join = ExampleJoin.of(policy, candidate, outcome);
    if (join.example() != null) {
      kept.update(outcome.identity(), join.candidate());
      write(outcome.identity(), join.example(), candidate, join.candidate());
    }
    return join.result();
  }

  /**
   * A corrected example replaces the one before in its topic, but is no further record to learn
   * from; whoever counts labels is told what it corrects.
   */
  private void write(
      RequestIdentity request,
      @Nullable TrainingExample example,
      TrainingCandidate before,
      TrainingCandidate after) {
    if (example == null) {
      return;
    }
    long time = example.labelledAt().toEpochMilli();
    context.forward(new Record<>(request.key(), example, time));
    LabelledRecord labelled = after.labelled(request.requestId(), before);
    if (labelled != null) {
      context.forward(new Record<>(example.model(), JobEvent.of(labelled), time));
    }
    if (!before.hasLabel()) {
      counters.out(example.model());
    }
  }

  private void tick() {
    forget();
    policies.all().stream().filter(TrainingEligibility::wanted).forEach(this::tellTime);
  }

  /**
   * Cooldowns and trials end by the event time of requests: labels may be weeks away. At most one
   * message a tick, and none while no request comes.
   */
  private void tellTime(Policy policy) {
    long time = passed.newestRequest(policy.model());
    Long told = timesTold.get(policy.model());
    if (time != JoinWatermarks.NOTHING && (told == null || told < time)) {
      timesTold.put(policy.model(), time);
      JobEvent event = JobEvent.of(Instant.ofEpochMilli(time));
      context.forward(new Record<>(policy.model(), event, time));
    }
  }

  private void forget() {
    Map<Policy, Long> limits = new HashMap<>();
    for (Policy policy : policies.all()) {
      long horizon = policy.windows().labelHorizon().toMillis();
      long time = passed.tick(policy.model(), live ? horizon : JoinWatermarks.FOR_EVER);
      if (time != JoinWatermarks.NOTHING) {
        limits.put(policy, time - horizon);
      }
    }
    forgetting.run(
        policy -> {
          Long limit = limits.get(policy);
          return limit == null || kept.forgetBefore(policy.model(), limit);
        });
  }
}
