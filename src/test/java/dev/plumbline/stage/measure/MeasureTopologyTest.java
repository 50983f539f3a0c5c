package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.event.PaneCounts;
import dev.plumbline.event.WindowMeasures;
import dev.plumbline.kafka.Json;
import dev.plumbline.kafka.Topics;
import dev.plumbline.policy.Alerts;
import dev.plumbline.policy.Benefits;
import dev.plumbline.policy.Drift;
import dev.plumbline.policy.Ethics;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Groups;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Retraining;
import dev.plumbline.policy.Scoring;
import dev.plumbline.policy.Windows;
import dev.plumbline.stage.measure.MeasureSettings.Publication;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

class MeasureTopologyTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration TICK = Duration.ofSeconds(1);

  @Test
  void shouldCountOnceWhenARequestComesTwice() {
    try (Flow flow = new Flow(Publication.LIVE)) {
      // Given
      flow.scored("a", NOON, "f", "yes");
      flow.scored("a", NOON, "f", "yes");
      flow.scored("b", NOON, "m", "no");
      // When
      flow.fallSilent();
      // Then
      WindowMeasures window = flow.windows().get(0);
      assertThat(window.requests()).isEqualTo(2);
      assertThat(flow.count("plumbline.duplicates")).isEqualTo(1);
      assertThat(flow.records("in")).isEqualTo(3);
      assertThat(flow.records("out")).isEqualTo(2);
    }
  }

  @Test
  void shouldReviseTheWindowWhenALabelComesLate() {
    try (Flow flow = new Flow(Publication.LIVE)) {
      // Given
      flow.scored("a", NOON, "f", "yes");
      flow.fallSilent();
      WindowMeasures first = flow.windows().get(0);
      // When
      flow.label("a", NOON.plusSeconds(600), "yes");
      flow.fallSilent();
      // Then
      assertThat(first.revision()).isZero();
      assertThat(first.labelled()).isZero();
      WindowMeasures revised = flow.windows().get(0);
      assertThat(revised.window()).isEqualTo(first.window());
      assertThat(revised.revision()).isEqualTo(1);
      assertThat(revised.labelled()).isEqualTo(1);
      assertThat(everyone(revised.groups()).truePositives()).isEqualTo(1);
    }
  }

  @Test
  void shouldMatchWhenTheLabelComesBeforeThePrediction() {
    try (Flow flow = new Flow(Publication.LIVE)) {
      // Given
      flow.label("a", NOON.plusSeconds(5), "no");
      flow.scored("a", NOON, "f", "yes");
      // When
      flow.fallSilent();
      // Then
      assertThat(everyone(flow.windows().get(0).groups()).falsePositives()).isEqualTo(1);
    }
  }

  @Test
  void shouldIgnoreALabelWhenItComesBeyondTheHorizon() {
    try (Flow flow = new Flow(Publication.LIVE)) {
      // Given
      flow.scored("a", NOON, "f", "yes");
      // When
      flow.label("a", NOON.plus(Duration.ofDays(15)), "yes");
      flow.fallSilent();
      // Then
      assertThat(flow.windows()).allMatch(window -> window.labelled() == 0);
    }
  }

  @Test
  void shouldPutEachEventIntoExactlyOnePaneWhenSomeAreLate() {
    try (Flow flow = new Flow(Publication.LIVE)) {
      // Given
      for (int i = 0; i < 40; i++) {
        flow.scored("r" + i, NOON.plusSeconds(7L * i), i % 2 == 0 ? "f" : "m", "yes");
        flow.label("r" + i, NOON.plusSeconds(7L * i + 30), "yes");
      }
      flow.fallSilent();
      // When
      flow.scored("late", NOON, "f", "no");
      flow.fallSilent();
      // Then
      List<PaneCounts> panes = flow.panes();
      assertThat(panes).extracting(PaneCounts::pane).isSorted().doesNotHaveDuplicates();
      assertThat(panes.stream().mapToLong(p -> everyone(p.groups()).requests()).sum())
          .isEqualTo(41);
      assertThat(panes.stream().mapToLong(p -> everyone(p.groups()).labelled()).sum())
          .isEqualTo(40);
    }
  }

  @Test
  void shouldNotCloseAWindowWhenEventTimeHasNotPassedIt() {
    try (Flow flow = new Flow(Publication.LIVE)) {
      // Given
      flow.scored("a", NOON, "f", "yes");
      flow.label("a", NOON.plusSeconds(1), "yes");
      // When
      flow.tick(2);
      // Then
      assertThat(flow.windows()).isEmpty();
    }
  }

  @Test
  void shouldGiveTheSameBytesWhenTheInputIsShuffled() {
    // Given
    List<String> expected = replay(new Random(1));
    // When
    List<String> shuffled = replay(new Random(2));
    // Then
    assertThat(expected).hasSizeGreaterThan(10);
    assertThat(shuffled).isEqualTo(expected);
  }

  @Test
  void shouldGiveTheSameBytesWhenKindsFloodInAnyOrderAndBatches() {
    // Given
    List<String> expected = flood(new Random(1));
    // When
    List<String> shuffled = flood(new Random(2));
    // Then
    assertThat(expected).anyMatch(line -> line.contains("\"group\":\"other\""));
    assertThat(shuffled).isEqualTo(expected);
  }

  @Test
  void shouldDeadLetterWithoutQuotingWhenARecordIsBad() {
    try (Flow flow = new Flow(Publication.LIVE)) {
      // When
      flow.requests.pipeInput("k", "not json: Jane Roe".getBytes(StandardCharsets.UTF_8));
      flow.requests.pipeInput(
          "k", bytes(inference("x", NOON, "f", "yes").put("model", "Jane Roe")));
      ObjectNode unscored = inference("y", NOON, "f", "yes");
      unscored.remove("prediction");
      flow.requests.pipeInput("k", bytes(unscored));
      flow.label("z", NOON.plus(Duration.ofDays(2)), "Jane Roe");
      // Then
      assertThat(flow.letters())
          .extracting(DeadLetter::errorClass)
          .containsExactly(
              "not_json", "unknown_model", "prediction_missing", "timestamp_in_future");
      assertThat(flow.rawLetters).noneMatch(letter -> letter.contains("Jane Roe"));
      assertThat(flow.records("in")).isEqualTo(flow.records("dead_lettered")).isEqualTo(3);
    }
  }

  @Test
  void shouldHaveTheTopologyThatWasReviewed() throws IOException {
    // When
    String described = topology(new SimpleMeterRegistry(), Publication.LIVE).describe().toString();
    // Then
    assertThat(described)
        .isEqualToNormalizingNewlines(
            Files.readString(Path.of("src/test/resources/topologies/measure.txt")));
  }

  private static List<String> replay(Random random) {
    try (Flow flow = new Flow(Publication.AT_END)) {
      List<Runnable> events = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String id = "r" + i;
        Instant at = NOON.plusSeconds(3L * i);
        String sex = i % 3 == 0 ? "f" : "m";
        String label = i % 2 == 0 ? "yes" : "no";
        String truth = i % 5 == 0 ? "yes" : "no";
        events.add(() -> flow.scored(id, at, sex, label));
        events.add(() -> flow.label(id, at.plusSeconds(40), truth));
      }
      Collections.shuffle(events, random);
      events.forEach(Runnable::run);
      flow.fallSilent();
      return flow.rawOutputs();
    }
  }

  /** 400 kinds in one window, sent on in batches that the random numbers cut. */
  private static List<String> flood(Random random) {
    try (Flow flow = new Flow(Publication.AT_END)) {
      List<Runnable> events = new ArrayList<>();
      for (int i = 0; i < 800; i++) {
        String id = "r" + i;
        String sex = "kind" + i * i % 401;
        events.add(() -> flow.scored(id, NOON, sex, id.endsWith("1") ? "yes" : "no"));
      }
      Collections.shuffle(events, random);
      for (Runnable event : events) {
        event.run();
        if (random.nextInt(30) == 0) {
          flow.tick(1);
        }
      }
      flow.fallSilent();
      return flow.rawOutputs();
    }
  }

  private static GroupCounts everyone(List<GroupCounts> groups) {
    return groups.stream()
        .filter(group -> group.attribute().equals(GroupCounts.ALL))
        .findFirst()
        .orElse(GroupCounts.none(GroupCounts.ALL, GroupCounts.ALL));
  }

  private static ObjectNode inference(String id, Instant at, String sex, String label) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("requestId", id)
            .put("model", "credit")
            .put("timestamp", at.toString())
            .put("policyVersion", "v1");
    json.putObject("attributes").put("sex", sex);
    json.putObject("prediction").put("label", label).put("score", 0.7).put("modelVersion", "m1");
    json.putObject("ethics").put("privacy", 1.0).put("confidence", 0.7);
    return json;
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Topology topology(SimpleMeterRegistry registry, Publication publication) {
    Policy policy =
        new Policy(
            "credit",
            "",
            "v1",
            new Privacy(
                Set.of(),
                Privacy.Operator.REPLACE,
                Map.of(),
                new Privacy.ConsentRule("", Privacy.ConsentRule.Missing.ALLOW)),
            new Scoring(Scoring.Source.PROVIDED, null, "auto", 32, Duration.ZERO),
            new OutcomePolicy(Set.of("yes")),
            new Groups(Map.of("sex", Set.of()), List.of(), Map.of(), 1),
            Windows.DEFAULT,
            List.of(new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1)),
            new Drift(Duration.ofHours(1), List.of()),
            new Ethics(Map.of("privacy", 1.0), Map.of("selection_gap", 1.0), 0, 1),
            new Alerts(1, Duration.ofDays(90), 3, List.of()),
            new Retraining(Set.of(), 1, Duration.ZERO, Retraining.Launcher.LOCAL, 0, 0),
            Benefits.NONE);
    MeasureSettings settings = new MeasureSettings(1, TICK, Duration.ofSeconds(5), publication);
    Instant now = NOON.plus(Duration.ofDays(1));
    return new MeasureTopology(Policies.of(List.of(policy)), settings, registry, () -> now).build();
  }

  /** The production topology with one partition, driven by hand. */
  private static final class Flow implements AutoCloseable {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> requests;
    private final TestInputTopic<String, byte[]> outcomes;
    private final List<String> rawLetters = new ArrayList<>();

    Flow(Publication publication) {
      Properties properties = new Properties();
      properties.put("application.id", "measure-test");
      properties.put("bootstrap.servers", "none:9092");
      driver = new TopologyTestDriver(topology(registry, publication), properties);
      requests = input(Topics.SCORED_REQUESTS.name());
      outcomes = input(Topics.OUTCOMES.name());
    }

    private TestInputTopic<String, byte[]> input(String topic) {
      return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
    }

    void scored(String id, Instant at, String sex, String label) {
      requests.pipeInput(id, bytes(inference(id, at, sex, label)));
    }

    void label(String id, Instant at, String label) {
      ObjectNode json =
          Json.MAPPER
              .createObjectNode()
              .put("requestId", id)
              .put("model", "credit")
              .put("timestamp", at.toString())
              .put("kind", "label")
              .put("label", label);
      outcomes.pipeInput(id, bytes(json));
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

    double records(String result) {
      return registry.find("plumbline.records").tag("result", result).counters().stream()
          .mapToDouble(c -> c.count())
          .sum();
    }

    @Override
    public void close() {
      driver.close();
    }
  }
}
