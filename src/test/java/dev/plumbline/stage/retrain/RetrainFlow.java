package dev.plumbline.stage.retrain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The production topology for the model of {@link RetrainFixtures}, driven by hand. */
final class RetrainFlow implements AutoCloseable {

  static final Instant NOON = RetrainFixtures.NOON;
  static final Duration HORIZON = RetrainFixtures.policy().windows().labelHorizon();
  static final Duration TICK = Duration.ofSeconds(10);
  static final String TEXT = "where is my card";

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final Topology topology;
  private final TopologyTestDriver driver;
  private final TestOutputTopic<String, TrainingExample> examples;

  RetrainFlow(Path state) {
    this(state, RetrainFixtures.policy());
  }

  RetrainFlow(Path state, Policy policy) {
    topology = new RetrainTopology(Policies.of(List.of(policy)), registry, true).build();
    Properties properties = new Properties();
    properties.put("application.id", "retrain-test");
    properties.put("bootstrap.servers", "none:9092");
    properties.put("state.dir", state.toString());
    driver = new TopologyTestDriver(topology, properties);
    examples = output(Topics.TRAINING_EXAMPLES);
  }

  void scored(String id, Instant at) {
    pipe(Topics.SCORED_REQUESTS, id, record(id, at).toString());
  }

  static ObjectNode record(String id, Instant at) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("requestId", id)
            .put("model", "desk")
            .put("timestamp", at.toString())
            .put("policyVersion", "v1")
            .put("text", TEXT);
    json.putObject("attributes").put("sex", "f");
    json.putObject("consent").putArray("purposes").add("monitoring");
    json.putObject("prediction").put("label", "no").put("score", 0.7).put("modelVersion", "m1");
    return json;
  }

  void label(String id, Instant at, String label) {
    pipe(Topics.REDACTED_OUTCOMES, id, outcome(id, at, "label").put("label", label).toString());
  }

  static ObjectNode outcome(String id, Instant at, String kind) {
    return Json.MAPPER
        .createObjectNode()
        .put("requestId", id)
        .put("model", "desk")
        .put("timestamp", at.toString())
        .put("kind", kind);
  }

  /** A record of a group whose label comes a second later. */
  void labelled(String id, Instant at, String group, String label) {
    ObjectNode json = record(id, at);
    json.putObject("attributes").put("sex", group);
    pipe(Topics.SCORED_REQUESTS, id, json.toString());
    label(id, at.plusSeconds(1), label);
  }

  <V> void pipe(Topic<V> topic, String key, V value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), topic.valueSerde().serializer())
        .pipeInput(key, value);
  }

  void pipe(Alert alert) {
    pipe(Topics.ETHICS_ALERTS, alert.key(), alert);
  }

  void pipe(RetrainingJob job) {
    pipe(Topics.RETRAINING_JOBS, job.model(), job);
  }

  void pipe(Topic<?> topic, String key, String value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, value.getBytes(StandardCharsets.UTF_8));
  }

  void tick(int times) {
    for (int i = 0; i < times; i++) {
      driver.advanceWallClockTime(TICK);
    }
  }

  /** What has been written since the last call, oldest first. */
  List<TrainingExample> examples() {
    return examples.readValuesToList();
  }

  <V> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), topic.valueSerde().deserializer());
  }

  /** The keys that a store holds. */
  TreeSet<String> held(String store) {
    TreeSet<String> keys = new TreeSet<>();
    try (KeyValueIterator<String, Object> entries =
        driver.<String, Object>getKeyValueStore(store).all()) {
      entries.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  <V> V get(String store, String key) {
    return driver.<String, V>getKeyValueStore(store).get(key);
  }

  <V> void put(String store, String key, V value) {
    driver.<String, V>getKeyValueStore(store).put(key, value);
  }

  double records(String result) {
    return count("plumbline.records", "result", result);
  }

  double outcomes(String result) {
    return count("plumbline.training.outcomes", "result", result);
  }

  double waited(String result) {
    return count("plumbline.training.waited", "result", result);
  }

  double count(String name, String tag, String value) {
    return registry.find(name).tag(tag, value).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Override
  public void close() {
    driver.close();
  }
}
