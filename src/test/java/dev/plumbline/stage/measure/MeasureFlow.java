package dev.plumbline.stage.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.BenefitsPolicy;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** The production topology with one partition, driven by hand. */
final class MeasureFlow implements AutoCloseable {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration TICK = Duration.ofSeconds(1);

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MeasureSettings settings;
  private final TopologyTestDriver driver;
  final TestInputTopic<String, byte[]> requests;
  final TestInputTopic<String, byte[]> outcomes;
  final List<String> rawLetters = new ArrayList<>();

  MeasureFlow(Publication publication) {
    this(policy(), publication);
  }

  MeasureFlow(Policy policy, Publication publication) {
    settings = settings(publication);
    driver = new TopologyTestDriver(topology(policy, registry, settings));
    requests = input(Topics.SCORED_REQUESTS.name());
    outcomes = input(Topics.REDACTED_OUTCOMES.name());
  }

  private TestInputTopic<String, byte[]> input(String topic) {
    return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
  }

  void scored(String id, Instant at, String sex, String label) {
    requests.pipeInput(id, bytes(inference(id, at, sex, label)));
  }

  void scored(ObjectNode request) {
    requests.pipeInput(request.path("requestId").asText(), bytes(request));
  }

  void label(String id, Instant at, String label) {
    outcomes.pipeInput(id, bytes(event(id, at).put("kind", "label").put("label", label)));
  }

  void tick(int times) {
    for (int i = 0; i < times; i++) {
      driver.advanceWallClockTime(TICK);
    }
  }

  /** Long enough for both inputs to count as idle and for what follows from it. */
  void fallSilent() {
    tick(10);
  }

  /** What a replay does when its input has been read. */
  void endInput() {
    settings.end().reach();
    tick(2);
  }

  /** The share of the windows that is out, from 0 to 1. */
  double completed() {
    return settings.end().completed(List.of("credit"));
  }

  List<WindowMeasures> windows() {
    return read(Topics.WINDOW_MEASURES.name(), WindowMeasures.class);
  }

  List<PaneCounts> panes() {
    return read(Topics.PANE_COUNTS.name(), PaneCounts.class);
  }

  List<DeadLetter> letters() {
    List<DeadLetter> letters = new ArrayList<>();
    for (String raw : raw(Topics.DEAD_LETTERS.name())) {
      rawLetters.add(raw);
      letters.add(parse(raw, DeadLetter.class));
    }
    return letters;
  }

  List<String> rawOutputs() {
    List<String> all = new ArrayList<>(raw(Topics.PANE_COUNTS.name()));
    all.addAll(raw(Topics.WINDOW_MEASURES.name()));
    return all;
  }

  private <V> List<V> read(String topic, Class<V> type) {
    return raw(topic).stream().map(raw -> parse(raw, type)).toList();
  }

  private List<String> raw(String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new StringDeserializer())
        .readValuesToList();
  }

  private static <V> V parse(String raw, Class<V> type) {
    try {
      return Json.MAPPER.readValue(raw, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double count(String name) {
    return registry.find(name).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  /** What became of decisions or labels as evidence. */
  double units(String of, String result) {
    return registry
        .get("plumbline.evidence.units")
        .tag("of", of)
        .tag("result", result)
        .counter()
        .count();
  }

  double records(String result) {
    return registry.find("plumbline.records").tag("result", result).counters().stream()
        .mapToDouble(c -> c.count())
        .sum();
  }

  @Override
  public void close() {
    driver.close();
  }

  static ObjectNode inference(String id, Instant at, String sex, String label) {
    ObjectNode json = event(id, at).put("policyVersion", "v1");
    json.putObject("attributes").put("sex", sex);
    json.putObject("prediction").put("label", label).put("score", 0.7).put("modelVersion", "m1");
    json.putObject("ethics").put("privacy", 1.0).put("confidence", 0.7);
    return json;
  }

  private static ObjectNode event(String id, Instant at) {
    return Json.MAPPER
        .createObjectNode()
        .put("requestId", id)
        .put("model", "credit")
        .put("timestamp", at.toString());
  }

  static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Groups by sex, an open attribute; evidence as it is by default. */
  static Policy policy() {
    return MeasureFixtures.policy(
        "credit",
        new GroupPolicy(Map.of("sex", Set.of()), List.of(), Map.of(), 1),
        List.of(new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1)),
        PolicyFixtures.drift(),
        new EthicsPolicy(Map.of("privacy", 1.0), Map.of("selection_gap", 1.0), 0, 1),
        BenefitsPolicy.NONE);
  }

  static Topology topology(SimpleMeterRegistry registry, Publication publication) {
    return topology(policy(), registry, settings(publication));
  }

  private static MeasureSettings settings(Publication publication) {
    return new MeasureSettings(1, TICK, Duration.ofSeconds(5), publication);
  }

  private static Topology topology(
      Policy policy, SimpleMeterRegistry registry, MeasureSettings settings) {
    Instant now = NOON.plus(Duration.ofDays(1));
    return new MeasureTopology(Policies.of(List.of(policy)), settings, registry, () -> now).build();
  }
}
