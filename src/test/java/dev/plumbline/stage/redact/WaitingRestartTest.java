package dev.plumbline.stage.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Inference;
import dev.plumbline.kafka.ring.DurableRing;
import dev.plumbline.kafka.ring.RingSlot;
import dev.plumbline.kafka.ring.SealedSlots;
import dev.plumbline.stage.redact.keys.KeyPurpose;
import dev.plumbline.stage.redact.keys.KeysetSource;
import dev.plumbline.stage.redact.keys.PayloadSealer;
import dev.plumbline.stage.redact.keys.WaitingCipher;
import dev.plumbline.stage.redact.ner.EntityTaggers;
import dev.plumbline.stage.redact.request.RedactSettings;
import dev.plumbline.stage.redact.request.RequestRedactor;
import dev.plumbline.stage.redact.request.SealedLetters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that ends with requests waiting, and the one that takes over its store. */
class WaitingRestartTest {

  @TempDir private Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TaggingMetrics metrics = new TaggingMetrics(registry);
  private final MockProcessorContext<String, Object> context = new MockProcessorContext<>();
  private final KeyValueStore<Integer, RingSlot> store =
      DurableRing.store(RedactTopology.WAITING).withLoggingDisabled().withCachingDisabled().build();

  @BeforeEach
  void open() {
    store.init(context.getStateStoreContext(), store);
  }

  private RedactProcessor task(@Nullable KeysetSource keyset) {
    RequestRedactor redactor =
        new RequestRedactor(
            RedactFixtures.tagging(),
            RedactSettings.DEFAULT,
            RedactFixtures.keys(),
            EntityTaggers.open(RedactFixtures.tagging(), path -> new FakeTagger()),
            RedactFixtures.CLOCK);
    RedactProcessor task =
        new RedactProcessor(
            redactor,
            new SealedLetters(RedactTopology.STAGE, PayloadSealer.open(null)),
            new SealedSlots(WaitingCipher.open(keyset)),
            metrics,
            Set.of("kept"),
            registry);
    task.init(context);
    return task;
  }

  private void give(RedactProcessor task, int number) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("kept", new byte[] {(byte) ('0' + number)});
    context.setRecordMetadata("inference-requests", 3, number);
    String json =
        "{\"requestId\":\"r%d\",\"model\":\"open\",\"text\":\"Ana Berg %d\"}"
            .formatted(number, number);
    task.process(
        new Record<>(
            "k",
            json.getBytes(StandardCharsets.UTF_8),
            RedactDriver.RECORD_TIME.toEpochMilli() + number,
            headers));
  }

  private void tick() {
    context.scheduledPunctuators().forEach(punctuator -> punctuator.getPunctuator().punctuate(0));
  }

  private double waiting() {
    return registry.get("plumbline.tagging.waiting").gauge().value();
  }

  private List<Object> forwarded() {
    return context.forwarded().stream().<Object>map(each -> each.record().value()).toList();
  }

  @Test
  void shouldAnswerWhatWaitedOnceAndInOrderWhenTheKeyIsTheSame() throws IOException {
    // Given
    KeysetSource keyset = RedactFixtures.key(folder, KeyPurpose.ENCRYPT);
    RedactProcessor first = task(keyset);
    for (int i = 0; i < 3; i++) {
      give(first, i);
    }
    first.close();

    // When
    RedactProcessor second = task(keyset);
    give(second, 3);
    tick();
    tick();

    // Then
    assertThat(forwarded())
        .extracting(value -> ((Inference) value).requestId() + " " + ((Inference) value).text())
        .containsExactly("r0 <PERSON> 0", "r1 <PERSON> 1", "r2 <PERSON> 2", "r3 <PERSON> 3");
    assertThat(context.forwarded().get(1).record().timestamp())
        .isEqualTo(RedactDriver.RECORD_TIME.toEpochMilli() + 1);
    assertThat(context.forwarded().get(1).record().headers().lastHeader("kept").value())
        .isEqualTo(new byte[] {'1'});
    assertThat(store.all()).isExhausted();
  }

  @Test
  void shouldNameTheRecordsThatItCannotOpenWhenTheKeyIsGone() {
    // Given
    RedactProcessor first = task(null);
    give(first, 7);
    first.close();

    // When
    RedactProcessor second = task(null);
    give(second, 8);
    tick();

    // Then
    DeadLetter lost = (DeadLetter) forwarded().get(0);
    assertThat(lost.origin().topic()).isEqualTo("inference-requests");
    assertThat(lost.origin().partition()).isEqualTo(3);
    assertThat(lost.origin().offset()).isEqualTo(7);
    assertThat(lost.cause().errorClass()).isEqualTo("waiting_request_lost");
    assertThat(lost.sealed()).isNull();
    assertThat(((Inference) forwarded().get(1)).requestId()).isEqualTo("r8");
    assertThat(
            registry
                .get("plumbline.records")
                .tags("model", "unknown", "result", "dead_lettered")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(store.all()).isExhausted();
  }

  @Test
  void shouldCountWhatWaitsOnceWhenATaskTakesOverFromAnother() throws IOException {
    // Given
    KeysetSource keyset = RedactFixtures.key(folder, KeyPurpose.ENCRYPT);
    RedactProcessor first = task(keyset);
    give(first, 0);
    give(first, 1);
    assertThat(waiting()).isEqualTo(2);

    // When
    first.close();
    double between = waiting();
    RedactProcessor second = task(keyset);
    double taken = waiting();
    give(second, 2);

    // Then
    assertThat(between).isZero();
    assertThat(taken).isEqualTo(2);
    assertThat(waiting()).isEqualTo(3);
    tick();
    assertThat(waiting()).isZero();
  }

  /** The bytes are gone when the model has answered: whoever reads them again finds no JSON. */
  @Test
  void shouldParseARecordOnceWhenItWaitsForTheModel() {
    // Given
    RedactProcessor task = task(null);
    byte[] waiting = request("Ana Berg");
    byte[] failing = request("boom");
    context.setRecordMetadata("inference-requests", 3, 0);
    task.process(
        new Record<>("k", waiting, RedactDriver.RECORD_TIME.toEpochMilli(), new RecordHeaders()));
    task.process(
        new Record<>("k", failing, RedactDriver.RECORD_TIME.toEpochMilli(), new RecordHeaders()));
    Arrays.fill(waiting, (byte) ' ');
    Arrays.fill(failing, (byte) ' ');
    // When
    tick();
    // Then
    assertThat(((Inference) forwarded().get(0)).text()).isEqualTo("<PERSON>");
    DeadLetter failed = (DeadLetter) forwarded().get(1);
    assertThat(failed.cause().errorClass()).isEqualTo("redaction_failed");
    assertThat(failed.cause().model()).isEqualTo("open");
  }

  private static byte[] request(String text) {
    return "{\"requestId\":\"r\",\"model\":\"open\",\"text\":\"%s\"}"
        .formatted(text)
        .getBytes(StandardCharsets.UTF_8);
  }
}
