package dev.plumbline.stage.score;

import static dev.plumbline.stage.score.ScoreFixtures.PROVIDED;
import static dev.plumbline.stage.score.ScoreFixtures.SCORED_HERE;
import static dev.plumbline.stage.score.ScoreFixtures.bytes;
import static dev.plumbline.stage.score.ScoreFixtures.json;
import static dev.plumbline.stage.score.ScoreFixtures.policies;
import static dev.plumbline.stage.score.ScoreFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.event.Consent;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.Redaction;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.score.model.FakeScorer;
import dev.plumbline.stage.score.model.HeldWorker;
import dev.plumbline.stage.score.model.ModelWorkers;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTopologyTest {

  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final Instant ARRIVAL = Instant.parse("2026-02-02T00:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FakeScorer scorer = new FakeScorer();
  private HeldWorker worker = HeldWorker.holding(scorer);
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> requests;
  private TestOutputTopic<String, Inference> scored;
  private TestOutputTopic<String, DeadLetter> deadLetters;

  @BeforeEach
  void start() {
    start(HeldWorker.inline(scorer), 4);
  }

  private void start(HeldWorker with, int slots) {
    stop();
    worker = with;
    Properties settings = new Properties();
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver = new TopologyTestDriver(topology(slots), settings, ARRIVAL);
    requests =
        driver.createInputTopic(
            Topics.REDACTED_REQUESTS.name(), new StringSerializer(), new ByteArraySerializer());
    scored =
        driver.createOutputTopic(
            Topics.SCORED_REQUESTS.name(),
            new StringDeserializer(),
            Topics.SCORED_REQUESTS.valueSerde().deserializer());
    deadLetters =
        driver.createOutputTopic(
            Topics.DEAD_LETTERS.name(),
            new StringDeserializer(),
            Topics.DEAD_LETTERS.valueSerde().deserializer());
  }

  private Topology topology(int slots) {
    ModelWorkers workers = new ModelWorkers(Map.of(SCORED_HERE, worker));
    return new ScoreTopology(policies(), workers, registry, slots, PATIENCE).build();
  }

  @AfterEach
  void stop() {
    if (driver != null) {
      driver.close();
    }
  }

  @Test
  void shouldDescribeTheTopologyAsCheckedIn() throws IOException {
    // Given
    Path expected = Path.of("src/test/resources/topologies/score.txt");

    // When
    String description = topology(4).describe().toString();

    // Then
    assertThat(description).isEqualToNormalizingNewlines(Files.readString(expected));
  }

  @Test
  void shouldAddPredictionAndIndicatorsWhenTheModelAnswers() {
    // Given
    Inference request =
        request(
            "r1",
            SCORED_HERE,
            "refund please",
            null,
            new Consent(List.of("monitoring")),
            List.of(new Redaction("EMAIL_ADDRESS", "response", 1)));

    // When
    TestRecord<String, byte[]> record = new TestRecord<>("any key", json(request), ARRIVAL);
    record.headers().add("trace", new byte[] {1, 2});
    requests.pipeInput(record);

    // Then
    TestRecord<String, Inference> answer = scored.readRecord();
    assertThat(answer.key()).isEqualTo("r1");
    assertThat(answer.getRecordTime()).isEqualTo(ARRIVAL);
    assertThat(answer.headers().lastHeader("trace").value()).containsExactly(1, 2);
    Prediction prediction = answer.value().prediction();
    assertThat(prediction.label()).isEqualTo("refund");
    assertThat(prediction.modelVersion()).isEqualTo("v1");
    assertThat(prediction.source()).isEqualTo(Prediction.Source.MODEL);
    assertThat(answer.value().ethics())
        .isEqualTo(Map.of("privacy", 0.0, "consent", 1.0, "confidence", 0.75));
  }

  @Test
  void shouldMeasureTheTimeSinceArrivalWhenScored() {
    // Given: 150 ms before the process's clock, one from a clock that is ahead, two without a time
    long now = ARRIVAL.toEpochMilli();
    start(HeldWorker.holding(scorer), 4);
    arrive("r1", Long.toString(now - 150));
    arrive("r2", Long.toString(now + 5000));
    arrive("r3", "yesterday");
    requests.pipeInput("r4", json("r4", "text"));

    // When: the model takes 50 ms
    driver.advanceWallClockTime(Duration.ofMillis(50));
    worker.releaseAll();
    driver.advanceWallClockTime(Duration.ofMillis(10));

    // Then
    Timer latency = registry.get("plumbline.latency").tag("model", SCORED_HERE).timer();
    assertThat(scored.getQueueSize()).isEqualTo(4);
    assertThat(latency.count()).isEqualTo(2);
    assertThat(latency.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(150 + 50 + 10);
  }

  private void arrive(String id, String time) {
    TestRecord<String, byte[]> record = new TestRecord<>(id, json(id, "text " + id), ARRIVAL);
    record.headers().add("plumbline-arrived", bytes(time));
    requests.pipeInput(record);
  }

  @Test
  void shouldForwardInOrderOfArrivalWhenAnswersComeInAnother() {
    // Given
    start(HeldWorker.holding(scorer), 4);
    requests.pipeInput("r1", json("r1", "first"));
    requests.pipeInput("r2", json("r2", "second"));
    requests.pipeInput("r3", json("r3", "third"));

    // When
    worker.release(2);
    worker.release(1);
    driver.advanceWallClockTime(Duration.ofMillis(10));
    assertThat(scored.isEmpty()).isTrue();
    worker.release(0);
    driver.advanceWallClockTime(Duration.ofMillis(10));

    // Then
    assertThat(scored.readKeyValuesToList())
        .extracting(answer -> answer.key)
        .containsExactly("r1", "r2", "r3");
  }

  @Test
  void shouldKeepAnsweringWhenTheRingHasGoneRoundManyTimes() {
    // Given
    start(HeldWorker.holding(scorer), 4);

    // When
    for (int i = 0; i < 50; i++) {
      requests.pipeInput("r" + i, json("r" + i, "text " + i));
      if (i % 3 == 0) {
        worker.releaseAll();
        driver.advanceWallClockTime(Duration.ofMillis(10));
      }
    }
    worker.releaseAll();
    driver.advanceWallClockTime(Duration.ofMillis(10));

    // Then
    assertThat(scored.readKeyValuesToList())
        .extracting(answer -> answer.key)
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 50).mapToObj(i -> "r" + i).toList());
    assertThat(driver.getKeyValueStore(ScoreTopology.WAITING).all().hasNext()).isFalse();
  }

  @Test
  void shouldFailTheTaskWhenTheRingIsFullAndTheModelSilent() {
    // Given
    start(HeldWorker.holding(scorer), 2);
    requests.pipeInput("r1", json("r1", "first"));
    requests.pipeInput("r2", json("r2", "second"));

    // When // Then
    assertThatThrownBy(() -> requests.pipeInput("r3", json("r3", "third")))
        .rootCause()
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
  }

  @Test
  void shouldFailTheTaskWhenTheModelHangsAndNoTrafficComes() {
    // Given
    start(HeldWorker.holding(scorer), 4);
    driver.advanceWallClockTime(Duration.ofMillis(10));
    requests.pipeInput("r1", json("r1", "first"));

    // When
    worker.hangs = true;

    // Then
    assertThatThrownBy(() -> driver.advanceWallClockTime(Duration.ofMillis(10)))
        .hasStackTraceContaining("model hangs");
  }

  @Test
  void shouldFailTheTaskInsteadOfDeadLetteringAllWhenTheModelIsBroken() {
    // Given
    scorer.broken = true;

    // When // Then
    assertThatThrownBy(() -> requests.pipeInput("r1", json("r1", "first")))
        .hasStackTraceContaining("the model fails on every text");
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void shouldDeadLetterOneTextWhenTheModelFailsOnIt() {
    // Given
    start(HeldWorker.holding(scorer), 4);
    requests.pipeInput("r1", json("r1", "refund"));
    requests.pipeInput("r2", json("r2", "boom secret@example.org"));
    requests.pipeInput("r3", json("r3", "card"));

    // When
    worker.releaseAll();
    driver.advanceWallClockTime(Duration.ofMillis(10));

    // Then
    assertThat(scored.readKeyValuesToList())
        .extracting(answer -> answer.key)
        .containsExactly("r1", "r3");
    TestRecord<String, DeadLetter> letter = deadLetters.readRecord();
    assertThat(letter.key()).isEqualTo("redacted-requests-0@1");
    assertThat(letter.value().cause().errorClass()).isEqualTo("scoring_failed");
    assertThat(letter.value().cause().model()).isEqualTo(SCORED_HERE);
    assertThat(letter.value().cause().reason())
        .isEqualTo("the model failed on the text: UnsupportedOperationException");
  }

  @Test
  void shouldPassThePredictionThroughWhenTheProducerScores() {
    // Given
    Prediction given = new Prediction("hired", 0.6, Map.of(), null, null, false);

    // When
    requests.pipeInput("r1", json(request("r1", PROVIDED, null, given, null, List.of())));

    // Then
    Inference answer = scored.readValue();
    assertThat(answer.prediction().label()).isEqualTo("hired");
    assertThat(answer.prediction().source()).isEqualTo(Prediction.Source.PROVIDED);
    assertThat(answer.prediction().modelVersion()).isEqualTo("provided");
    assertThat(answer.ethics())
        .isEqualTo(Map.of("privacy", 1.0, "consent", 1.0, "confidence", 0.6));
    assertThat(scorer.batches).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t\n", "\u2003"})
  void shouldDeadLetterWhenThereIsNoText(String text) {
    // When
    requests.pipeInput("r1", json("r1", text));

    // Then
    assertThat(deadLetters.readValue().cause().errorClass()).isEqualTo("text_empty");
  }

  @Test
  void shouldDeadLetterWhenTheTextOrThePredictionIsMissing() {
    // When
    requests.pipeInput("r1", json(request("r1", SCORED_HERE, null)));
    requests.pipeInput("r2", json(request("r2", PROVIDED, "text")));

    // Then
    assertThat(deadLetters.readValuesToList())
        .extracting(letter -> letter.cause().errorClass())
        .containsExactly("text_empty", "prediction_missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not_json | hello",
        "not_json | {\"requestId\":",
        "not_json | ``",
        "invalid_request | null",
        "invalid_request | []",
        "invalid_request | 7",
        "invalid_request | {}",
        "invalid_request | {\"requestId\":7,\"model\":\"card-support\"}",
        "invalid_request | {\"requestId\":\"r\",\"model\":\"m\",\"timestamp\":\"noon, Jane\"}",
        "invalid_request | {\"requestId\":\"r\",\"model\":\"card-support\",\"timestamp\":1}",
        "invalid_request | {\"model\":\"m\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"text\":\"Jane\","
            + "\"policyVersion\":\"p\"}",
        "prediction_missing | {\"requestId\":\"r\",\"model\":\"employment\",\"timestamp\":"
            + "\"2026-01-01T00:00:00Z\",\"policyVersion\":\"p\",\"prediction\":{\"label\":\"Jane\","
            + "\"score\":\"Jane\"}}",
        "unknown_model | {\"requestId\":\"r\",\"model\":\"Jane\",\"timestamp\":"
            + "\"2026-01-01T00:00:00Z\",\"policyVersion\":\"p\"}"
      })
  void shouldDeadLetterWithoutAnyValueWhenTheRequestIsBad(String errorClass, String value) {
    // When
    requests.pipeInput("k", bytes(value));
    requests.pipeInput("r2", json("r2", "refund"));

    // Then
    DeadLetter letter = deadLetters.readValue();
    assertThat(letter.cause().errorClass()).isEqualTo(errorClass);
    assertThat(letter.toString()).doesNotContain("Jane").doesNotContain("noon");
    assertThat(letter.cause().model()).isNull();
    assertThat(scored.readKeyValuesToList()).hasSize(1);
  }

  @Test
  void shouldScoreWhenTheTextHoldsHalfASurrogatePair() {
    // When
    requests.pipeInput("r1", json("r1", "refund \ud800 please"));

    // Then
    assertThat(scored.readValue().text()).isEqualTo("refund \ud800 please");
  }

  @Test
  void shouldDeadLetterWhenTheValueIsATombstone() {
    // When
    requests.pipeInput("k", (byte[]) null);

    // Then
    assertThat(deadLetters.readValue().cause().errorClass()).isEqualTo("not_json");
  }

  @Test
  void shouldAccountForEveryRecordWhenSomeAreBad() {
    // Given
    Prediction given = new Prediction("hired", 0.6, Map.of(), null, null, false);

    // When
    requests.pipeInput("r1", json("r1", "refund"));
    requests.pipeInput("r2", json("r2", "boom"));
    requests.pipeInput("r3", json("r3", ""));
    requests.pipeInput("r4", bytes("not json"));
    requests.pipeInput("r5", json(request("r5", PROVIDED, null, given, null, List.of())));
    requests.pipeInput("r6", json(request("r6", "other", "text")));

    // Then: in = out + dead-lettered, per model
    assertThat(counted(SCORED_HERE, "in")).isEqualTo(3);
    assertThat(counted(SCORED_HERE, "out")).isEqualTo(1);
    assertThat(counted(SCORED_HERE, "dead_lettered")).isEqualTo(2);
    assertThat(counted(PROVIDED, "in")).isEqualTo(1);
    assertThat(counted(PROVIDED, "out")).isEqualTo(1);
    assertThat(counted("unknown", "in")).isEqualTo(2);
    assertThat(counted("unknown", "dead_lettered")).isEqualTo(2);
    assertThat(scored.getQueueSize() + deadLetters.getQueueSize()).isEqualTo(6);
  }

  @Test
  void shouldRefuseToStartWhenAModelHasNoWorker() {
    // Given
    ModelWorkers none = new ModelWorkers(Map.of());

    // When // Then
    assertThatThrownBy(() -> new ScoreTopology(policies(), none, registry))
        .hasMessage("no worker for model card-support");
  }

  private double counted(String model, String result) {
    return registry
        .get("plumbline.records")
        .tags("stage", "score", "model", model, "result", result)
        .counter()
        .count();
  }
}
