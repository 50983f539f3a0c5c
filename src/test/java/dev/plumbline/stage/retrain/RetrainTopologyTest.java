package dev.plumbline.stage.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainTopologyTest {

  private static final Instant NOON = RetrainFixtures.NOON;

  @TempDir private Path state;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Topology topology =
      new RetrainTopology(Policies.of(List.of(RetrainFixtures.policy())), registry).build();
  private TopologyTestDriver driver;
  private TestOutputTopic<String, TrainingExample> examples;
  private TestOutputTopic<String, RetrainingJob> jobs;
  private TestOutputTopic<String, DeadLetter> letters;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put("application.id", "retrain-test");
    properties.put("bootstrap.servers", "none:9092");
    properties.put("state.dir", state.toString());
    driver = new TopologyTestDriver(topology, properties);
    examples = output(Topics.TRAINING_EXAMPLES);
    jobs = output(Topics.RETRAINING_JOBS);
    letters = output(Topics.DEAD_LETTERS);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldBeTheCheckedInTopologyWhenBuilt() throws IOException {
    assertThat(topology.describe().toString())
        .isEqualToNormalizingNewlines(
            Files.readString(Path.of("src/test/resources/topologies/retrain.txt")));
  }

  @Test
  void shouldWriteAnExampleWhenALabelFindsItsRecord() {
    // Given
    scored("a", NOON);
    // When
    label("a", NOON.plusSeconds(30), "yes");
    // Then
    assertThat(examples.readKeyValue().value)
        .satisfies(
            example -> {
              assertThat(example.requestId()).isEqualTo("a");
              assertThat(example.text()).isEqualTo("where is my card");
              assertThat(example.label()).isEqualTo("yes");
              assertThat(example.predicted()).isEqualTo("no");
              assertThat(example.timestamp()).isEqualTo(NOON);
              assertThat(example.labelledAt()).isEqualTo(NOON.plusSeconds(30));
              assertThat(example.attributes()).containsEntry("sex", "f");
            });
    assertThat(count("in")).isEqualTo(1);
    assertThat(count("out")).isEqualTo(1);
  }

  @Test
  void shouldWriteAnExampleWhenTheLabelCameFirst() {
    // Given
    label("a", NOON.plusSeconds(30), "yes");
    // When
    scored("a", NOON);
    // Then
    assertThat(examples.readValue().label()).isEqualTo("yes");
  }

  @Test
  void shouldWriteOneExampleWhenRecordsAndLabelsRepeat() {
    // When
    scored("a", NOON);
    label("a", NOON.plusSeconds(30), "yes");
    label("a", NOON.plusSeconds(31), "no");
    scored("a", NOON);
    label("a", NOON.plusSeconds(32), "no");
    // Then
    assertThat(examples.readValuesToList())
        .extracting(TrainingExample::label)
        .containsExactly("yes");
  }

  @Test
  void shouldKeepNoTextWhenItsLabelHasCome() {
    // When
    scored("a", NOON);
    label("a", NOON.plusSeconds(30), "yes");
    // Then
    KeyValueStore<String, UnlabelledRecord> store = driver.getKeyValueStore(CollectStores.AWAITING);
    assertThat(store.get("a").labelled()).isTrue();
  }

  @Test
  void shouldLearnNothingWhenConsentIsMissing() {
    // Given
    ObjectNode record = record("a", NOON);
    record.putObject("consent").putArray("purposes").add("support");
    pipe(Topics.SCORED_REQUESTS, "a", record.toString());
    // When
    label("a", NOON.plusSeconds(30), "yes");
    // Then
    assertThat(examples.isEmpty()).isTrue();
    assertThat(count("withheld")).isEqualTo(1);
  }

  @Test
  void shouldLearnNothingWhenTheLabelIsBeyondTheHorizon() {
    // Given
    scored("a", NOON);
    // When
    label("a", NOON.plus(RetrainFixtures.policy().windows().labelHorizon()).plusMillis(1), "yes");
    // Then
    assertThat(examples.isEmpty()).isTrue();
  }

  @Test
  void shouldForgetRecordsWhenBothInputsHavePassedTheHorizon() {
    // Given
    Instant later = NOON.plus(RetrainFixtures.policy().windows().labelHorizon()).plusSeconds(60);
    scored("a", NOON);
    label("early", NOON, "yes");
    scored("b", later);
    driver.advanceWallClockTime(Duration.ofSeconds(10));
    assertThat(held(CollectStores.AWAITING)).isEqualTo(2);
    // When
    label("c", later, "yes");
    driver.advanceWallClockTime(Duration.ofSeconds(10));
    // Then
    assertThat(held(CollectStores.AWAITING)).isEqualTo(1);
    assertThat(held(CollectStores.EARLY)).isEqualTo(1);
  }

  @Test
  void shouldForgetRecordsWhenNoOutcomeEverComes() {
    // Given
    scored("a", NOON);
    scored("b", NOON.plus(RetrainFixtures.policy().windows().labelHorizon()).plusSeconds(60));
    // When
    for (int tick = 0; tick < 31; tick++) {
      driver.advanceWallClockTime(Duration.ofSeconds(10));
    }
    // Then
    assertThat(held(CollectStores.AWAITING)).isEqualTo(1);
  }

  @Test
  void shouldRequestOneJobWhenAPageFindsEnoughExamples() {
    // Given
    for (int i = 0; i < RetrainFixtures.MINIMUM; i++) {
      scored("r" + i, NOON);
      label("r" + i, NOON.plusSeconds(i), "yes");
    }
    // When
    Alert page = RetrainFixtures.page(NOON.plusSeconds(60), Alert.State.OPEN);
    pipe(Topics.ETHICS_ALERTS, page.key(), json(page));
    // Then
    assertThat(jobs.readKeyValuesToList())
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.key).isEqualTo("desk");
              assertThat(job.value.state()).isEqualTo(RetrainingJob.State.REQUESTED);
              assertThat(job.value.examples()).isEqualTo(RetrainFixtures.MINIMUM);
            });
  }

  @Test
  void shouldGoOnWhenInputsCannotBeRead() {
    // When
    pipe(Topics.SCORED_REQUESTS, "x", "{no json");
    pipe(Topics.OUTCOMES, "x", "[]");
    pipe(Topics.ETHICS_ALERTS, "x", "{\"key\":7}");
    pipe(Topics.RETRAINING_JOBS, "x", "nothing");
    scored("a", NOON);
    label("a", NOON.plusSeconds(30), "yes");
    // Then
    assertThat(examples.readValuesToList()).hasSize(1);
    assertThat(letters.readValuesToList())
        .extracting(letter -> letter.origin().topic(), letter -> letter.cause().errorClass())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ethics-alerts", "not_json"),
            org.assertj.core.groups.Tuple.tuple("retraining-jobs", "not_json"));
    assertThat(count("in")).isEqualTo(2);
    assertThat(count("withheld")).isEqualTo(1);
  }

  private long held(String store) {
    try (KeyValueIterator<String, Object> entries =
        driver.<String, Object>getKeyValueStore(store).all()) {
      long held = 0;
      while (entries.hasNext()) {
        entries.next();
        held++;
      }
      return held;
    }
  }

  private void scored(String id, Instant at) {
    pipe(Topics.SCORED_REQUESTS, id, record(id, at).toString());
  }

  private static ObjectNode record(String id, Instant at) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("requestId", id)
            .put("model", "desk")
            .put("timestamp", at.toString())
            .put("policyVersion", "v1")
            .put("text", "where is my card");
    json.putObject("attributes").put("sex", "f");
    json.putObject("consent").putArray("purposes").add("monitoring");
    json.putObject("prediction").put("label", "no").put("score", 0.7).put("modelVersion", "m1");
    return json;
  }

  private void label(String id, Instant at, String label) {
    pipe(
        Topics.OUTCOMES,
        id,
        Json.MAPPER
            .createObjectNode()
            .put("requestId", id)
            .put("model", "desk")
            .put("timestamp", at.toString())
            .put("kind", "label")
            .put("label", label)
            .toString());
  }

  private void pipe(Topic<?> topic, String key, String value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, value.getBytes(StandardCharsets.UTF_8));
  }

  private <V> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), topic.valueSerde().deserializer());
  }

  private static String json(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private double count(String result) {
    return registry.find("plumbline.records").tag("result", result).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
