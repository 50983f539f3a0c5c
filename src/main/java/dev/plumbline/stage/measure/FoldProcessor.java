package dev.plumbline.stage.measure;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.Span;
import dev.plumbline.kafka.Expiries;
import dev.plumbline.kafka.RecordReader;
import dev.plumbline.kafka.StageCounters;
import dev.plumbline.kafka.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Folds one partition's predictions and outcomes into panes' counts and sends what has changed at
 * every tick. Scored requests: in = out (measured) + dead-lettered + duplicates.
 */
final class FoldProcessor implements Processor<String, byte[], String, Folded> {

  private final Policies policies;
  private final MeasureSettings settings;
  private final MeterRegistry registry;
  private final StageCounters counters;
  private final InstantSource clock;
  private final RecordReader reader;
  private final Map<String, Silence> silences = new HashMap<>();

  private ProcessorContext<String, Folded> context;
  private KeyValueStore<String, Measured> predictions;
  private KeyValueStore<String, Outcome> waiting;
  private Expiries expiries;
  private KeyValueStore<String, PaneDelta> deltas;
  private KeyValueStore<String, Long> progress;

  @SuppressWarnings("NullAway.Init") // init() sets the stores before the first record
  FoldProcessor(
      Policies policies, MeasureSettings settings, MeterRegistry registry, InstantSource clock) {
    this.policies = policies;
    this.settings = settings;
    this.registry = registry;
    this.counters = new StageCounters(registry, MeasureTopology.STAGE);
    this.clock = clock;
    this.reader = new RecordReader(policies);
  }

  @Override
  public void init(ProcessorContext<String, Folded> processorContext) {
    context = processorContext;
    predictions = context.getStateStore(FoldStores.PREDICTIONS);
    waiting = context.getStateStore(FoldStores.WAITING_OUTCOMES);
    expiries = new Expiries(context.getStateStore(FoldStores.EXPIRIES));
    deltas = context.getStateStore(FoldStores.DELTAS);
    progress = context.getStateStore(FoldStores.PROGRESS);
    context.schedule(settings.tick(), PunctuationType.WALL_CLOCK_TIME, now -> tick());
  }

  @Override
  public void process(Record<String, byte[]> message) {
    boolean outcome = origin().topic().equals(Topics.OUTCOMES.name());
    try {
      if (outcome) {
        onOutcome(reader.outcome(message.value(), Instant.ofEpochMilli(message.timestamp())));
      } else {
        onPrediction(reader.scored(message.value()));
      }
    } catch (RecordReader.Refusal refusal) {
      reject(refusal, message.timestamp(), !outcome);
    }
  }

  private void onPrediction(Inference inference) throws RecordReader.Refusal {
    Policy policy = reader.policy(inference.model());
    String model = policy.model();
    counters.in(model);
    long time = inference.timestamp().toEpochMilli();
    saw(model, Input.REQUESTS, time);
    if (predictions.get(inference.requestId()) != null) {
      count("plumbline.duplicates", model, "result", "ignored");
      return;
    }
    Measured measured = Measured.of(inference, policy);
    Counts counts = Counts.of(measured);
    long pane = pane(policy, time);
    add(model, new PaneDelta(pane, counts, counts));
    predictions.put(inference.requestId(), measured);
    expiries.remember(model, time, inference.requestId());
    counters.out(model);
    Outcome early = waiting.delete(inference.requestId());
    if (early != null) {
      label(policy, early, measured);
    }
  }

  private void onOutcome(Outcome outcome) throws RecordReader.Refusal {
    Policy policy = reader.policy(outcome.model());
    Instant latest = clock.instant().plus(policy.windows().maxFuture());
    if (outcome.timestamp().isAfter(latest)) {
      throw new RecordReader.Refusal(
          "timestamp_in_future", "the outcome's timestamp is too far ahead", policy.model());
    }
    saw(policy.model(), Input.OUTCOMES, outcome.timestamp().toEpochMilli());
    if (outcome.kind() != Outcome.Kind.LABEL) {
      countOutcome(policy, outcome.kind().name().toLowerCase(Locale.ROOT));
      return;
    }
    Measured measured = predictions.get(outcome.requestId());
    if (measured != null) {
      label(policy, outcome, measured);
    } else if (waiting.putIfAbsent(outcome.requestId(), outcome) == null) {
      expiries.remember(policy.model(), outcome.timestamp().toEpochMilli(), outcome.requestId());
      countOutcome(policy, "waiting");
    } else {
      countOutcome(policy, "duplicate");
    }
  }

  /**
   * The first label within the horizon counts; it joins the prediction's pane and the outcome's.
   */
  private void label(Policy policy, Outcome outcome, Measured measured) {
    String truth = outcome.label();
    if (truth == null || measured.trueLabel() != null || !measured.model().equals(policy.model())) {
      countOutcome(policy, measured.trueLabel() == null ? "other_model" : "duplicate");
      return;
    }
    long age = outcome.timestamp().toEpochMilli() - measured.time();
    if (age > policy.windows().labelHorizon().toMillis()) {
      countOutcome(policy, "beyond_horizon");
      return;
    }
    Counts counts =
        Counts.labelled(measured, policy.outcome().favours(truth), truth.equals(measured.label()));
    add(policy.model(), new PaneDelta(pane(policy, measured.time()), counts, Counts.EMPTY));
    long outcomePane = pane(policy, outcome.timestamp().toEpochMilli());
    add(policy.model(), new PaneDelta(outcomePane, Counts.EMPTY, counts));
    predictions.put(outcome.requestId(), measured.withTrueLabel(truth));
    countOutcome(policy, "matched");
  }

  private void tick() {
    for (Policy policy : policies.all()) {
      String model = policy.model();
      Delta.Progress requests = progress(model, Input.REQUESTS);
      Delta.Progress outcomes = progress(model, Input.OUTCOMES);
      List<PaneDelta> panes = takeDeltas(model);
      Delta delta = new Delta(model, context.taskId().partition(), requests, outcomes, panes);
      Silence silence = silences.computeIfAbsent(model, name -> new Silence());
      if (silence.worthSaying(delta)) {
        context.forward(new Record<>(model, new Folded.Counted(delta), 0));
      }
      forget(policy, passed(requests, outcomes));
    }
  }

  private Delta.Progress progress(String model, Input input) {
    Long newest = progress.get(input.key(model));
    boolean idle =
        silences
            .computeIfAbsent(model, name -> new Silence())
            .tick(input, settings.idleAfter().dividedBy(settings.tick()));
    return new Delta.Progress(newest == null ? Delta.Progress.NONE : newest, idle);
  }

  private void saw(String model, Input input, long time) {
    Long newest = progress.get(input.key(model));
    if (newest == null || time > newest) {
      progress.put(input.key(model), time);
    }
    silences.computeIfAbsent(model, name -> new Silence()).broken(input);
  }

  private void add(String model, PaneDelta delta) {
    String key = key(model, delta.start());
    PaneDelta before = deltas.get(key);
    deltas.put(key, before == null ? delta : before.merge(delta));
  }

  private List<PaneDelta> takeDeltas(String model) {
    List<PaneDelta> taken = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, PaneDelta> panes =
        deltas.range(key(model, 0), key(model, Long.MAX_VALUE))) {
      while (panes.hasNext()) {
        KeyValue<String, PaneDelta> pane = panes.next();
        keys.add(pane.key);
        taken.add(pane.value);
      }
    }
    keys.forEach(deltas::delete);
    return taken;
  }

  /**
   * Event time that both inputs have passed. The two topics are read at different speeds, so a
   * prediction is kept until the outcomes have come as far; only live traffic stops waiting for an
   * input that fell silent.
   */
  private long passed(Delta.Progress requests, Delta.Progress outcomes) {
    boolean live = settings.publication() == MeasureSettings.Publication.LIVE;
    if (live && outcomes.idle()) {
      return requests.newest();
    }
    return live && requests.idle()
        ? outcomes.newest()
        : Math.min(requests.newest(), outcomes.newest());
  }

  /** Takes away predictions and waiting outcomes older than the horizon, by event time. */
  private void forget(Policy policy, long passed) {
    if (passed == Delta.Progress.NONE) {
      return;
    }
    expiries.forgetBefore(
        policy.model(),
        passed - policy.windows().labelHorizon().toMillis(),
        requestId -> {
          predictions.delete(requestId);
          if (waiting.delete(requestId) != null) {
            countOutcome(policy, "unmatched");
          }
        });
  }

  private void reject(RecordReader.Refusal refusal, long timestamp, boolean scored) {
    DeadLetter letter = refusal.letter(MeasureTopology.STAGE, origin(), timestamp);
    context.forward(new Record<>(letter.key(), new Folded.Rejected(letter), timestamp));
    String model = refusal.countedAs();
    if (scored) {
      counters.in(model);
      counters.deadLettered(model);
    } else {
      count("plumbline.outcomes", model, "result", "dead_lettered");
    }
  }

  private RecordMetadata origin() {
    return context
        .recordMetadata()
        .orElseThrow(() -> new IllegalStateException("a record without an origin"));
  }

  private void countOutcome(Policy policy, String result) {
    count("plumbline.outcomes", policy.model(), "result", result);
  }

  private void count(String name, String model, String tag, String value) {
    registry.counter(name, "model", model, tag, value).increment();
  }

  private static long pane(Policy policy, long time) {
    return Span.holding(Instant.ofEpochMilli(time), policy.windows().advance())
        .start()
        .toEpochMilli();
  }

  /** Sorts by model, then time; times before 1970 sort first, in no order that matters. */
  private static String key(String model, long time) {
    return model + "|" + String.format(Locale.ROOT, "%019d", Math.max(0, time));
  }
}
