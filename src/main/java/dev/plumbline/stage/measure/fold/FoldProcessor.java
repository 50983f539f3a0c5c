package dev.plumbline.stage.measure.fold;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.RequestIdentity;
import dev.plumbline.kafka.retention.RetainedId;
import dev.plumbline.kafka.retention.RetentionIndex;
import dev.plumbline.kafka.streams.BoundedTick;
import dev.plumbline.kafka.streams.InputOffsets;
import dev.plumbline.kafka.streams.StageCounters;
import dev.plumbline.kafka.topic.RecordReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.accumulate.PendingCounts;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.CountsDelta.Progress;
import dev.plumbline.stage.measure.record.EventContribution;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.RecordMeasurer;
import dev.plumbline.stage.measure.record.ScoredReader;
import dev.plumbline.stage.measure.record.ScoredRecord;
import dev.plumbline.stage.measure.record.SignalReader;
import dev.plumbline.stage.measure.record.StoredPrediction;
import dev.plumbline.stage.measure.state.Dictionary;
import dev.plumbline.stage.measure.watermark.MeasureInput;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import dev.plumbline.stage.measure.watermark.Watermarks;
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
public final class FoldProcessor implements Processor<String, byte[], String, FoldOutput> {

  /** Contributions after which a tick comes early: they are in memory and in the journal. */
  private static final int MOST_PENDING = 100_000;

  /** Panes after which a tick comes early: records of a month may come in no order. */
  private static final int MOST_PANES = 2_000;

  /** Bytes of one message, about: small enough to be merged in milliseconds. */
  private static final int MOST_BYTES = 64 * 1024;

  private final Policies policies;
  private final MeasureSettings settings;
  private final MeterRegistry registry;
  private final StageCounters counters;
  private final OutcomeCounters outcomes;
  private final InstantSource clock;
  private final RecordReader reader;
  private final ScoredReader scored;
  private final Map<String, RecordMeasurer> measuring = new HashMap<>();
  private final PendingCounts pending;
  private final BoundedTick<Policy> forgetting;

  private ProcessorContext<String, FoldOutput> context;
  private PredictionStore predictions;
  private PredictedLabels predicted;
  private OutcomeTally tally;
  private RetentionIndex expirations;
  private ContributionJournal journal;
  private Watermarks progress;

  @SuppressWarnings("NullAway.Init") // init() sets the stores before the first record
  public FoldProcessor(
      Policies policies, MeasureSettings settings, MeterRegistry registry, InstantSource clock) {
    this.policies = policies;
    this.settings = settings;
    this.registry = registry;
    this.counters = new StageCounters(registry, MeasureSettings.STAGE);
    this.outcomes = new OutcomeCounters(registry, policies);
    this.clock = clock;
    this.reader = new RecordReader(policies);
    this.scored =
        new ScoredReader(
            SignalReader.needTexts(policies),
            RecordMeasurer.needFeatures(policies),
            RecordMeasurer.needContents(policies));
    this.pending = new PendingCounts(policies);
    this.forgetting = new BoundedTick<>(policies.all(), settings.most(), clock);
    policies.all().forEach(policy -> measuring.put(policy.model(), new RecordMeasurer(policy)));
  }

  @Override
  public void init(ProcessorContext<String, FoldOutput> processorContext) {
    context = processorContext;
    RecordCodec codec = new RecordCodec(new Dictionary(context.getStateStore(FoldStores.WORDS)));
    predictions = new PredictionStore(context.getStateStore(FoldStores.PREDICTIONS), codec);
    predicted = new PredictedLabels(context.getStateStore(FoldStores.LABELS));
    tally = new OutcomeTally(outcomes, predicted, this::count);
    expirations = new RetentionIndex(context.getStateStore(FoldStores.EXPIRATIONS));
    progress = new Watermarks(context.getStateStore(FoldStores.PROGRESS), settings);
    journal = new ContributionJournal(context.getStateStore(FoldStores.JOURNAL), codec);
    pending.clear();
    journal.restore(this::remember);
    InputOffsets offsets = InputOffsets.in(context);
    int partition = context.taskId().partition();
    context.schedule(
        settings.tick(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          progress.tick(input -> offsets.extent(input.topic().name(), partition));
          tick();
        });
  }

  @Override
  public void process(Record<String, byte[]> message) {
    boolean outcome = origin().topic().equals(Topics.REDACTED_OUTCOMES.name());
    try {
      if (outcome) {
        onOutcome(reader.outcome(message.value(), Instant.ofEpochMilli(message.timestamp())));
      } else {
        onPrediction(scored.read(message.value()));
      }
    } catch (RecordReader.Refusal refusal) {
      reject(refusal, message.timestamp(), !outcome);
    }
    if (pending.size() >= MOST_PENDING || pending.held() >= MOST_PANES) {
      tick();
    }
  }

  private void onPrediction(ScoredRecord record) throws RecordReader.Refusal {
    Policy policy = reader.policy(record.model());
    RecordMeasurer measures = measuring.get(policy.model());
    if (measures == null || record.label().isEmpty()) {
      throw new RecordReader.Refusal(
          "prediction_missing", "there is no prediction", policy.model());
    }
    String model = policy.model();
    RequestIdentity request = new RequestIdentity(model, record.requestId());
    checkTime(policy, record.time());
    counters.in(model);
    progress.saw(model, MeasureInput.REQUESTS, record.time());
    PredictionStore.Found found = predictions.find(request);
    if (found.kept() != null) {
      registry.counter("plumbline.duplicates", "model", model, "result", "ignored").increment();
      return;
    }
    Observation measured = measures.measure(record);
    StoredPrediction kept = measured.kept();
    predictions.put(request, kept);
    count(new EventContribution.Predicted(record.requestId(), measured));
    counters.out(model);
    predicted.saw(model, kept.label(), kept.time());
    for (Outcome early : found.waiting()) {
      OutcomeJoin joined = join(policy, kept, early);
      kept = joined.kept();
      tally.waited(policy, kept, early, joined.result());
    }
  }

  private void onOutcome(Outcome outcome) throws RecordReader.Refusal {
    Policy policy = reader.policy(outcome.model());
    long time = outcome.timestamp().toEpochMilli();
    checkTime(policy, time);
    if (outcome.kind() != Outcome.Kind.COUNTERFACTUAL) { // bears its request's time
      progress.saw(policy.model(), MeasureInput.OUTCOMES, time);
    }
    PredictionStore.Found found = predictions.find(outcome.identity());
    if (found.kept() != null) {
      OutcomeJoin joined = join(policy, found.kept(), outcome);
      tally.joined(policy, joined.kept(), outcome, joined.result());
    } else if (predictions.await(outcome, found.waiting())) {
      count(new EventContribution.Awaiting(policy.model(), time, outcome.requestId()));
      tally.waits(outcome);
    } else {
      tally.waitsAlready(outcome);
    }
  }

  private OutcomeJoin join(Policy policy, StoredPrediction kept, Outcome outcome) {
    OutcomeJoin joined = OutcomeJoin.of(policy, kept, outcome);
    if (!joined.kept().equals(kept)) {
      predictions.put(outcome.identity(), joined.kept());
    }
    joined.contributions().forEach(this::count);
    return joined;
  }

  private void checkTime(Policy policy, long time) throws RecordReader.Refusal {
    if (time > clock.millis() + policy.windows().maxFuture().toMillis()) {
      throw new RecordReader.Refusal(
          "timestamp_in_future", "the timestamp is too far ahead", policy.model());
    }
  }

  private void count(EventContribution contribution) {
    journal.append(contribution);
    pending.add(contribution);
  }

  private void remember(EventContribution contribution) {
    pending.add(contribution);
    if (contribution instanceof EventContribution.Predicted it) {
      progress.remembered(it.model(), MeasureInput.REQUESTS, it.measured().time());
    } else if (contribution instanceof EventContribution.Evident it) {
      progress.remembered(it.model(), MeasureInput.OUTCOMES, it.truth().time());
    }
  }

  private void tick() {
    policies.all().forEach(policy -> send(policy.model()));
    journal.clear();
    pending.clear();
    // What that counts is sent at the next tick.
    forgetting.run(policy -> forget(policy, limit(policy)));
  }

  private void send(String model) {
    pending
        .candidates(model)
        .ifPresent(
            units ->
                units
                    .parts(MOST_BYTES)
                    .forEach(part -> forward(model, new FoldOutput.Candidates(part))));
    CountsDelta delta =
        new CountsDelta(
            model,
            context.taskId().partition(),
            progress.progress(model, MeasureInput.REQUESTS),
            pending.panes(model),
            pending.moves(model));
    progress.toSay(delta, MOST_BYTES).forEach(part -> forward(model, new FoldOutput.Counted(part)));
    pending.expiring(model).forEach((block, ids) -> expirations.add(model, block, ids));
  }

  private void forward(String model, FoldOutput output) {
    context.forward(new Record<>(model, output, 0));
  }

  /**
   * Before which time predictions and waiting outcomes are forgotten: older than the horizon, by
   * event time. Outcomes that are read more slowly than requests, or stamped long ago, keep them
   * for longer: live, for one more horizon by the requests' time and no longer, whatever the labels
   * say.
   */
  private long limit(Policy policy) {
    Progress requests = progress.progress(policy.model(), MeasureInput.REQUESTS);
    Progress labels = progress.progress(policy.model(), MeasureInput.OUTCOMES);
    long passed = progress.passed(requests, labels);
    long requested = requests.newest();
    if (passed == Progress.NONE) {
      return Progress.NONE;
    }
    long horizon = policy.windows().labelHorizon().toMillis();
    long limit = passed - horizon;
    if (settings.publication() == Publication.LIVE && requested != Progress.NONE) {
      limit = Math.max(limit, requested - 2 * horizon);
    }
    return limit;
  }

  /** Says whether nothing is left to forget at present. */
  private boolean forget(Policy policy, long limit) {
    return limit == Progress.NONE || expirations.removeBefore(policy.model(), limit, this::forget);
  }

  private void forget(RetainedId expired) {
    if (expired.place() == PendingCounts.WAITING_OUTCOME) {
      PredictionStore.Found found = predictions.find(expired.id());
      if (found.kept() != null || found.waiting().isEmpty()) {
        return; // its prediction came, or it was forgotten with another
      }
      found.waiting().forEach(tally::unmatched);
    }
    predictions.remove(expired.id());
  }

  private void reject(RecordReader.Refusal refusal, long timestamp, boolean prediction) {
    DeadLetter letter = refusal.letter(MeasureSettings.STAGE, origin(), timestamp);
    context.forward(new Record<>(letter.key(), new FoldOutput.Rejected(letter), timestamp));
    String model = refusal.countedAs();
    if (prediction) {
      counters.in(model);
      counters.deadLettered(model);
    } else {
      outcomes.came(model, "dead_lettered");
    }
  }

  private RecordMetadata origin() {
    return context
        .recordMetadata()
        .orElseThrow(() -> new IllegalStateException("a record without an origin"));
  }
}
