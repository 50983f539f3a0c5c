package dev.plumbline.stage.score;

import static dev.plumbline.stage.score.ScoreFixtures.SCORED_HERE;
import static dev.plumbline.stage.score.ScoreFixtures.json;
import static dev.plumbline.stage.score.ScoreFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Inference;
import dev.plumbline.kafka.ring.DurableRing;
import dev.plumbline.kafka.ring.RingSlot;
import dev.plumbline.kafka.streams.ArrivalLatency;
import dev.plumbline.kafka.streams.StageCounters;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.score.model.FakeScorer;
import dev.plumbline.stage.score.model.HeldWorker;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.record.RecordHandler;
import dev.plumbline.stage.score.record.ScoreProcessor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task that ends with requests waiting, and the one that takes over its store. */
class RingRestartTest {

  private final FakeScorer scorer = new FakeScorer();
  private final HeldWorker worker = HeldWorker.holding(scorer);
  private final MockProcessorContext<String, Object> context = new MockProcessorContext<>();
  private final KeyValueStore<Integer, RingSlot> store =
      DurableRing.store(ScoreTopology.WAITING).withLoggingDisabled().withCachingDisabled().build();

  @BeforeEach
  void open() {
    store.init(context.getStateStoreContext(), store);
  }

  private ScoreProcessor task(Policies policies, int slots) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ScoreProcessor task =
        new ScoreProcessor(
            new RequestScoring(policies, new ModelWorkers(Map.of(SCORED_HERE, worker)), registry),
            new StageCounters(registry, ScoreTopology.STAGE),
            new ArrivalLatency(registry),
            new RecordHandler.Waiting(
                ScoreTopology.STAGE, ScoreTopology.WAITING, slots, Duration.ofMillis(50)));
    context.scheduledPunctuators().clear();
    task.init(context);
    return task;
  }

  private void give(ScoreProcessor task, int number, String text) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("n", new byte[] {(byte) number});
    context.setRecordMetadata("redacted-requests", 3, number);
    task.process(new Record<>("k", json("r" + number, text), 1000L + number, headers));
  }

  private void tick() {
    context.scheduledPunctuators().forEach(punctuator -> punctuator.getPunctuator().punctuate(0));
  }

  private List<String> forwardedKeys() {
    return context.forwarded().stream()
        .map(CapturedForward::record)
        .map(record -> (String) record.key())
        .toList();
  }

  @Test
  void shouldAnswerWhatWaitedOnceAndInOrderWhenTheTaskRestarts() {
    // Given
    ScoreProcessor first = task(policies(), 4);
    for (int i = 0; i < 6; i++) {
      give(first, i, "text " + i);
      if (i == 2) {
        worker.releaseAll();
        tick();
      }
    }
    first.close();
    assertThat(worker.held).allMatch(work -> work.answer().isCancelled());
    worker.held.clear();

    // When
    ScoreProcessor second = task(policies(), 4);
    give(second, 6, "text 6");
    worker.releaseAll();
    tick();

    // Then
    assertThat(forwardedKeys()).containsExactly("r0", "r1", "r2", "r3", "r4", "r5", "r6");
    assertThat(store.all().hasNext()).isFalse();
  }

  @Test
  void shouldForwardWithItsOwnTimestampAndHeadersWhenRestored() {
    // Given
    ScoreProcessor first = task(policies(), 4);
    give(first, 5, "text");
    first.close();
    worker.held.clear();

    // When
    ScoreProcessor second = task(policies(), 4);
    worker.releaseAll();
    tick();

    // Then
    Record<? extends String, ?> answer = context.forwarded().get(0).record();
    assertThat(answer.timestamp()).isEqualTo(1005);
    assertThat(answer.headers().lastHeader("n").value()).containsExactly(5);
    Inference scored =
        Topics.SCORED_REQUESTS.valueSerde().deserializer().deserialize("", (byte[]) answer.value());
    assertThat(scored.requestId()).isEqualTo(answer.key());
    assertThat(scored.prediction().label()).isEqualTo("text");
    second.close();
  }

  @Test
  void shouldAnswerAllWhenTheNextTaskHasFewerSlots() {
    // Given
    ScoreProcessor first = task(policies(), 8);
    for (int i = 0; i < 7; i++) {
      give(first, i, "text");
    }
    first.close();
    worker.held.clear();

    // When
    ScoreProcessor second = task(policies(), 2);
    worker.releaseAll();
    give(second, 7, "text");
    worker.releaseAll();
    tick();

    // Then
    assertThat(forwardedKeys()).hasSize(8).endsWith("r6", "r7");
  }

  @Test
  void shouldDeadLetterWithTheFirstCoordinatesWhenTheModelLostItsPolicy() {
    // Given
    ScoreProcessor first = task(policies(), 4);
    give(first, 9, "text");
    first.close();

    // When
    ScoreProcessor second = task(Policies.of(List.of()), 4);
    tick();

    // Then
    DeadLetter letter = (DeadLetter) context.forwarded().get(0).record().value();
    assertThat(letter.key()).isEqualTo("redacted-requests-3@9");
    assertThat(letter.cause().errorClass()).isEqualTo("unknown_model");
    second.close();
  }
}
