package dev.plumbline.stage.score.record;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Inference;
import dev.plumbline.kafka.ring.DurableRing;
import dev.plumbline.kafka.ring.RingSlot;
import dev.plumbline.kafka.streams.StageCounters;
import dev.plumbline.kafka.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * One task: keeps waiting records in its durable ring and forwards their answers from the head, in
 * order, on its own thread; a forward from a worker's thread would leave the transaction. Taking a
 * request out of the ring and forwarding its answer are one transaction.
 */
public final class ScoreProcessor implements Processor<String, byte[], String, Object> {

  public static final String WRITE_SCORED = "write_scored_requests";
  public static final String WRITE_OUTCOMES = "write_counterfactual_outcomes";
  public static final String WRITE_DEAD_LETTERS = "write_dead_letters";

  private static final Serializer<Inference> SCORED =
      Topics.SCORED_REQUESTS.valueSerde().serializer();

  /** Answers come between records too. */
  private static final Duration TICK = Duration.ofMillis(10);

  private record Pending(
      RingSlot slot,
      String model,
      List<? extends CompletableFuture<?>> work,
      CompletableFuture<RecordAnswer> answer) {}

  private final RecordHandler asker;
  private final StageCounters counters;
  private final RecordHandler.Waiting settings;
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private @Nullable ProcessorContext<String, Object> context;
  private @Nullable DurableRing ring;

  public ScoreProcessor(
      RecordHandler asker, StageCounters counters, RecordHandler.Waiting settings) {
    this.asker = asker;
    this.counters = counters;
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    this.ring = new DurableRing(context.getStateStore(settings.store()), settings.slots());
    ring().restore().forEach(slot -> wait(slot, asker.begin(slot.value())));
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RingSlot arrived = RingSlot.of(record, context().recordMetadata().orElseThrow());
    Handling step = asker.begin(arrived.value());
    counters.in(step.model());
    if (step instanceof Handling.Now now) {
      forward(arrived, now.model(), now.answer());
    } else {
      makeRoom();
      wait(ring().add(arrived), step);
    }
    forwardFinished();
  }

  private void tick() {
    forwardFinished();
    if (!waiting.isEmpty()) {
      asker.check();
    }
  }

  /** Nothing to save: what waits is in the ring, and its next owner asks the model again. */
  @Override
  public void close() {
    waiting.forEach(pending -> pending.work().forEach(work -> work.cancel(false)));
    waiting.clear();
  }

  private void wait(RingSlot slot, Handling step) {
    if (step instanceof Handling.Later later) {
      waiting.add(new Pending(slot, later.model(), later.work(), later.answer()));
    } else if (step instanceof Handling.Now now) {
      CompletableFuture<RecordAnswer> answer = CompletableFuture.completedFuture(now.answer());
      waiting.add(new Pending(slot, now.model(), List.of(answer), answer));
    }
  }

  private void makeRoom() {
    while (ring().isFull()) {
      answer(waiting.element());
      forwardFinished();
    }
  }

  private void forwardFinished() {
    while (!waiting.isEmpty() && waiting.element().answer().isDone()) {
      Pending head = waiting.element();
      RecordAnswer answer = answer(head);
      waiting.remove();
      ring().remove(head.slot());
      forward(head.slot(), head.model(), answer);
    }
  }

  private RecordAnswer answer(Pending pending) {
    try {
      return pending.answer().get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "model %s gave no answer in %s".formatted(pending.model(), settings.patience()), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("model " + pending.model() + " cannot score", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while model " + pending.model() + " scores", e);
    }
  }

  private void forward(RingSlot slot, String model, RecordAnswer answer) {
    if (answer instanceof RecordAnswer.Scored scored) {
      counters.out(model);
      Inference inference = scored.inference();
      send(slot, inference.requestId(), bytes(inference), WRITE_SCORED);
    } else if (answer instanceof RecordAnswer.PassedOn passed) {
      counters.out(model);
      send(slot, passed.requestId(), passed.json(), WRITE_SCORED);
    } else if (answer instanceof RecordAnswer.Probed probed) {
      counters.out(model);
      probed.outcomes().forEach(o -> send(slot, o.requestId(), o, WRITE_OUTCOMES));
    } else if (answer instanceof RecordAnswer.Rejected rejected) {
      counters.deadLettered(model);
      DeadLetter letter = DeadLetter.of(slot.origin(), settings.stage(), rejected.cause());
      send(slot, letter.key(), letter, WRITE_DEAD_LETTERS);
    }
  }

  private static byte[] bytes(Inference inference) {
    return SCORED.serialize(Topics.SCORED_REQUESTS.name(), inference);
  }

  private void send(RingSlot slot, String key, Object value, String sink) {
    context().forward(new Record<>(key, value, slot.timestamp(), slot.headers()), sink);
  }

  private ProcessorContext<String, Object> context() {
    return Objects.requireNonNull(context, "not initialised");
  }

  private DurableRing ring() {
    return Objects.requireNonNull(ring, "not initialised");
  }
}
