package dev.plumbline.stage.measure;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Outcome;
import dev.plumbline.kafka.RecordReader;
import dev.plumbline.kafka.StageCounters;
import dev.plumbline.kafka.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.Delta.Progress;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Folds one partition's predictions and outcomes into panes' counts and sends what has changed at
 * every tick. Scored requests: in = out (measured) + dead-lettered + duplicates.
 */
final class FoldProcessor implements Processor<String, byte[], String, Folded> {

  /** Contributions after which a tick comes early: they are in memory and in the journal. */
  private static final int MOST_PENDING = 100_000;

  /** Blocks of expired ids at one tick; bounds its time. */
  private static final int MOST_EXPIRED = 20;

  private final Policies policies;
  private final MeasureSettings settings;
  private final MeterRegistry registry;
  private final StageCounters counters;
  private final InstantSource clock;
  private final RecordReader reader;
  private final ScoredReader scored;
  private final Map<String, Measuring> measuring = new HashMap<>();
  private final Pending pending;

  private ProcessorContext<String, Folded> context;
  private Predictions predictions;
  private Expirations expirations;
  private Journal journal;
  private InputProgress progress;

  @SuppressWarnings("NullAway.Init") // init() sets the stores before the first record
  FoldProcessor(
      Policies policies, MeasureSettings settings, MeterRegistry registry, InstantSource clock) {
    this.policies = policies;
    this.settings = settings;
    this.registry = registry;
    this.counters = new StageCounters(registry, MeasureSettings.STAGE);
    this.clock = clock;
    this.reader = new RecordReader(policies);
    this.scored = new ScoredReader(Signals.needTexts(policies), Measuring.needFeatures(policies));
    this.pending = new Pending(policies);
    policies.all().forEach(policy -> measuring.put(policy.model(), new Measuring(policy)));
  }

  @Override
  public void init(ProcessorContext<String, Folded> processorContext) {
    context = processorContext;
    RecordCodec codec = new RecordCodec(new Words(context.getStateStore(FoldStores.WORDS)));
    predictions = new Predictions(context.getStateStore(FoldStores.PREDICTIONS), codec);
    expirations = new Expirations(context.getStateStore(FoldStores.EXPIRATIONS));
    progress = new InputProgress(context.getStateStore(FoldStores.PROGRESS), settings);
    journal = new Journal(context.getStateStore(FoldStores.JOURNAL), codec);
    pending.clear();
    journal.restore(this::remember);
    context.schedule(settings.tick(), PunctuationType.WALL_CLOCK_TIME, now -> tick());
  }

  @Override
  public void process(Record<String, byte[]> message) {
    boolean outcome = origin().topic().equals(Topics.OUTCOMES.name());
    try {
      if (outcome) {
        onOutcome(reader.outcome(message.value(), Instant.ofEpochMilli(message.timestamp())));
      } else {
        onPrediction(scored.read(message.value()));
      }
    } catch (RecordReader.Refusal refusal) {
      reject(refusal, message.timestamp(), !outcome);
    }
    if (pending.size() >= MOST_PENDING) {
      tick();
    }
  }

  private void onPrediction(Scored record) throws RecordReader.Refusal {
    Policy policy = reader.policy(record.model());
    Measuring measures = measuring.get(policy.model());
    if (measures == null || record.label().isEmpty()) {
      throw new RecordReader.Refusal(
          "prediction_missing", "there is no prediction", policy.model());
    }
    String model = policy.model();
    checkTime(policy, record.time());
    counters.in(model);
    progress.saw(model, Input.REQUESTS, record.time());
    Predictions.Found found = predictions.find(record.requestId());
    if (found.kept() != null) {
      count("plumbline.duplicates", model, "ignored");
      return;
    }
    Measured measured = measures.measure(record);
    Kept kept = measured.kept();
    predictions.put(record.requestId(), kept);
    count(new Contribution.Predicted(record.requestId(), measured));
    counters.out(model);
    for (Outcome early : found.waiting()) {
      kept = join(policy, record.requestId(), kept, early);
    }
  }

  private void onOutcome(Outcome outcome) throws RecordReader.Refusal {
    Policy policy = reader.policy(outcome.model());
    long time = outcome.timestamp().toEpochMilli();
    checkTime(policy, time);
    if (outcome.kind() != Outcome.Kind.COUNTERFACTUAL) { // bears its request's time
      progress.saw(policy.model(), Input.OUTCOMES, time);
    }
    Predictions.Found found = predictions.find(outcome.requestId());
    if (found.kept() != null) {
      join(policy, outcome.requestId(), found.kept(), outcome);
    } else if (predictions.await(outcome, found.waiting())) {
      count(new Contribution.Awaiting(policy.model(), time, outcome.requestId()));
      countOutcome(policy, "waiting");
    } else {
      countOutcome(policy, "duplicate");
    }
  }

  private Kept join(Policy policy, String requestId, Kept kept, Outcome outcome) {
    OutcomeJoin joined = OutcomeJoin.of(policy, kept, outcome);
    if (!joined.kept().equals(kept)) {
      predictions.put(requestId, joined.kept());
    }
    joined.contributions().forEach(this::count);
    countOutcome(policy, joined.result());
    return joined.kept();
  }

  private void checkTime(Policy policy, long time) throws RecordReader.Refusal {
    if (time > clock.millis() + policy.windows().maxFuture().toMillis()) {
      throw new RecordReader.Refusal(
          "timestamp_in_future", "the timestamp is too far ahead", policy.model());
    }
  }

  private void count(Contribution contribution) {
    journal.append(contribution);
    pending.add(contribution);
  }

  private void remember(Contribution contribution) {
    pending.add(contribution);
    if (contribution instanceof Contribution.Predicted it) {
      progress.remembered(it.model(), Input.REQUESTS, it.measured().time());
    } else if (contribution instanceof Contribution.Evident it) {
      progress.remembered(it.model(), Input.OUTCOMES, it.truth().time());
    }
  }

  private void tick() {
    long tick = progress.nextTick();
    for (Policy policy : policies.all()) {
      String model = policy.model();
      Progress requests = progress.tick(model, Input.REQUESTS);
      Progress outcomes = progress.tick(model, Input.OUTCOMES);
      int partition = context.taskId().partition();
      Delta delta =
          new Delta(
              model, partition, requests, outcomes, pending.panes(model), pending.moves(model));
      if (progress.worthSaying(delta)) {
        context.forward(new Record<>(model, new Folded.Counted(delta), 0));
      }
      pending.expiring(model).forEach((pane, ids) -> expirations.remember(model, pane, tick, ids));
      forget(policy, progress.passed(requests, outcomes));
    }
    journal.clear();
    pending.clear();
  }

  /** Takes away predictions and waiting outcomes older than the horizon, by event time. */
  private void forget(Policy policy, long passed) {
    if (passed == Progress.NONE) {
      return;
    }
    long horizon = policy.windows().labelHorizon().toMillis();
    long limit = passed - horizon - policy.windows().advance().toMillis();
    int left = MOST_EXPIRED;
    while (left > 0 && expirations.forgetBefore(policy.model(), limit, id -> forget(policy, id))) {
      left--;
    }
  }

  private void forget(Policy policy, Expiring expired) {
    if (expired.outcome()) {
      Predictions.Found found = predictions.find(expired.requestId());
      if (found.kept() != null || found.waiting().isEmpty()) {
        return; // its prediction came, or it was forgotten with another
      }
      found.waiting().forEach(outcome -> countOutcome(policy, "unmatched"));
    }
    predictions.remove(expired.requestId());
  }

  private void reject(RecordReader.Refusal refusal, long timestamp, boolean prediction) {
    DeadLetter letter = refusal.letter(MeasureSettings.STAGE, origin(), timestamp);
    context.forward(new Record<>(letter.key(), new Folded.Rejected(letter), timestamp));
    String model = refusal.countedAs();
    if (prediction) {
      counters.in(model);
      counters.deadLettered(model);
    } else {
      count("plumbline.outcomes", model, "dead_lettered");
    }
  }

  private RecordMetadata origin() {
    return context
        .recordMetadata()
        .orElseThrow(() -> new IllegalStateException("a record without an origin"));
  }

  private void countOutcome(Policy policy, String result) {
    count("plumbline.outcomes", policy.model(), result);
  }

  private void count(String name, String model, String result) {
    registry.counter(name, "model", model, "result", result).increment();
  }
}
