package dev.plumbline.stage.score;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Inference;
import dev.plumbline.kafka.DurableRing;
import dev.plumbline.kafka.Slot;
import dev.plumbline.kafka.StageCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
final class ScoreProcessor implements Processor<String, byte[], String, Object> {

  static final String WRITE_SCORED = "write_scored_requests";
  static final String WRITE_OUTCOMES = "write_counterfactual_outcomes";
  static final String WRITE_DEAD_LETTERS = "write_dead_letters";

  /** Answers come between records too. */
  private static final Duration TICK = Duration.ofMillis(10);

  private record Pending(
      Slot slot,
      String model,
      List<? extends CompletableFuture<?>> work,
      CompletableFuture<Answer> answer) {}

  private final Asker asker;
  private final StageCounters counters;
  private final Asker.Waiting settings;
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private @Nullable ProcessorContext<String, Object> context;
  private @Nullable DurableRing ring;

  ScoreProcessor(Asker asker, StageCounters counters, Asker.Waiting settings) {
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
    Slot arrived = Slot.of(record, context().recordMetadata().orElseThrow());
    Step step = asker.begin(arrived.value());
    counters.in(step.model());
    if (step instanceof Step.Now now) {
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

  private void wait(Slot slot, Step step) {
    if (step instanceof Step.Later later) {
      waiting.add(new Pending(slot, later.model(), later.work(), later.answer()));
    } else if (step instanceof Step.Now now) {
      CompletableFuture<Answer> answer = CompletableFuture.completedFuture(now.answer());
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
      Answer answer = answer(head);
      waiting.remove();
      ring().remove(head.slot());
      forward(head.slot(), head.model(), answer);
    }
  }

  private Answer answer(Pending pending) {
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

  private void forward(Slot slot, String model, Answer answer) {
    if (answer instanceof Answer.Scored scored) {
      counters.out(model);
      Inference inference = scored.inference();
      send(slot, inference.requestId(), inference, WRITE_SCORED);
    } else if (answer instanceof Answer.Probed probed) {
      counters.out(model);
      probed.outcomes().forEach(o -> send(slot, o.requestId(), o, WRITE_OUTCOMES));
    } else if (answer instanceof Answer.Rejected rejected) {
      counters.deadLettered(model);
      DeadLetter letter = deadLetter(slot, rejected);
      send(slot, letter.key(), letter, WRITE_DEAD_LETTERS);
    }
  }

  private void send(Slot slot, String key, Object value, String sink) {
    context().forward(new Record<>(key, value, slot.timestamp(), slot.headers()), sink);
  }

  private DeadLetter deadLetter(Slot slot, Answer.Rejected rejected) {
    return new DeadLetter(
        slot.topic(),
        slot.partition(),
        slot.offset(),
        Instant.ofEpochMilli(slot.timestamp()),
        settings.stage(),
        DeadLetter.Disposition.DEAD_LETTERED,
        rejected.model(),
        rejected.errorClass(),
        rejected.reason(),
        null);
  }

  private ProcessorContext<String, Object> context() {
    return Objects.requireNonNull(context, "not initialised");
  }

  private DurableRing ring() {
    return Objects.requireNonNull(ring, "not initialised");
  }
}
