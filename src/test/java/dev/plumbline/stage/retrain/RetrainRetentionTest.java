package dev.plumbline.stage.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.kafka.topic.JsonSerde;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People's words are gone once no label can come for them, however many they are. */
class RetrainRetentionTest {

  private static final Instant NOON = RetrainFlow.NOON;

  /** When the last label may come for a record of noon. */
  private static final Instant LAST = NOON.plus(RetrainFlow.HORIZON);

  @TempDir private Path state;
  private RetrainFlow flow;

  @BeforeEach
  void start() {
    flow = new RetrainFlow(state);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  /** Both inputs have come so far. */
  private void passes(Instant time) {
    flow.scored("young", time);
    flow.label("other", time, "yes");
  }

  @Test
  void shouldForgetAllThatIsDueWithinTwoTicksWhenMuchArrivesInEachTick() {
    // Given: 3,000 records in each of five ticks, each ten seconds of event time
    for (int tick = 0; tick < 5; tick++) {
      for (int i = 0; i < 3_000; i++) {
        flow.scored("r" + tick + "-" + i, NOON.plus(RetrainFlow.TICK.multipliedBy(tick)));
      }
      flow.tick(1);
    }
    // When
    passes(LAST.plusSeconds(60));
    flow.tick(2);
    // Then
    assertThat(flow.held(CollectStores.AWAITING)).containsExactly("desk/young");
    assertThat(flow.held(CollectStores.EXPIRIES)).hasSize(1);
    assertThat(flow.registry.get("plumbline.training.unlabelled").counter().count())
        .isEqualTo(15_000);
  }

  @Test
  void shouldKeepARecordWhenALabelMayStillComeAndForgetItABlockLater() {
    // Given
    flow.scored("a", NOON);
    passes(LAST.plusMillis(9_999));
    // When
    flow.tick(1);
    boolean kept = flow.held(CollectStores.AWAITING).contains("desk/a");
    passes(LAST.plusMillis(10_000));
    flow.tick(1);
    // Then
    assertThat(kept).isTrue();
    assertThat(flow.held(CollectStores.AWAITING)).containsExactly("desk/young");
  }

  @Test
  void shouldForgetTheTextWhenItsLabelHasComeAndTheHorizonPassed() {
    // Given
    flow.scored("a", NOON);
    flow.label("a", NOON.plusSeconds(30), "yes");
    flow.label("unmatched", NOON, "no");
    passes(LAST.plusSeconds(10));
    // When
    flow.tick(1);
    // Then
    assertThat(flow.held(CollectStores.AWAITING)).containsExactly("desk/young");
    assertThat(flow.held(CollectStores.EARLY)).containsExactly("desk/other");
    assertThat(flow.registry.find("plumbline.training.unlabelled").counter()).isNull();
    assertThat(flow.waited("unmatched")).isEqualTo(1);
  }

  @Test
  void shouldForgetTheOldOfTwoEarlyLabelsWhenTheOtherIsYoung() {
    // Given
    flow.label("a", NOON, "no");
    flow.label("a", LAST, "yes");
    passes(LAST.plusSeconds(10));
    // When
    flow.tick(1);
    // Then
    EarlyLabels left = flow.get(CollectStores.EARLY, "desk/a");
    assertThat(left.labels())
        .singleElement()
        .satisfies(label -> assertThat(label.label()).isEqualTo("yes"));
    assertThat(flow.waited("unmatched")).isEqualTo(1);
  }

  @Test
  void shouldWaitThirtyTicksForAnInputWhenItIsSilent() {
    // Given
    flow.scored("a", NOON);
    flow.scored("b", LAST.plusSeconds(60));
    // When
    flow.tick(29);
    boolean kept = flow.held(CollectStores.AWAITING).contains("desk/a");
    flow.tick(1);
    // Then
    assertThat(kept).isTrue();
    assertThat(flow.held(CollectStores.AWAITING)).containsExactly("desk/b");
  }

  @Test
  void shouldForgetWhatAnEarlierVersionKeptWhenTheHorizonPasses() {
    // Given: a record whose label had come, a label that waits, and the index of both
    String old =
        """
        {"attributes":{},"model":"desk","predicted":"no","text":null,"timestamp":"2026-01-01T12:00:00Z"}""";
    String label =
        """
        {"kind":"label","label":"yes","model":"desk","requestId":"b","timestamp":"2026-01-01T12:00:00Z"}""";
    flow.put(CollectStores.AWAITING, "desk/a", read(TrainingCandidate.class, old));
    flow.put(CollectStores.EARLY, "desk/b", read(EarlyLabels.class, label));
    for (String id : new String[] {"desk/a", "desk/b"}) {
      flow.put(
          CollectStores.EXPIRIES,
          "desk|%019d|%s".formatted(NOON.toEpochMilli(), id),
          id.getBytes(StandardCharsets.UTF_8));
    }
    // When
    flow.label("a", NOON.plusSeconds(1), "no");
    passes(LAST.plusSeconds(10));
    flow.tick(1);
    // Then
    assertThat(flow.held(CollectStores.AWAITING)).containsExactly("desk/young");
    assertThat(flow.held(CollectStores.EARLY)).containsExactly("desk/other");
    assertThat(flow.outcomes("text_gone")).isEqualTo(1);
    assertThat(flow.examples()).isEmpty();
  }

  private static <V> V read(Class<V> type, String json) {
    return new JsonSerde<>(type)
        .deserializer()
        .deserialize("a topic", json.getBytes(StandardCharsets.UTF_8));
  }
}
