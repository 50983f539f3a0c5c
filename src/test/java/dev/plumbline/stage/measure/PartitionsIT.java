package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.GroupExemplars;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.event.pane.UnitTally;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same events through one, three and twelve partitions, each time in another order inside grace
 * and with restarts of the stage between, on a real broker: the measures and the evidence of the
 * requests are equal to the last bit. Which pane a label is evidence in depends on what had been
 * read before it, as no pane waits for labels; together they are the same.
 */
class PartitionsIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int REQUESTS = 3_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  /** Whose requests these are, and what comes for them. */
  private enum Traffic {
    /** Nobody's, with labels. */
    LABELLED,
    /** Of people who ask often, and some of nobody that are copies; no labels. */
    PEOPLE
  }

  private record Event(String topic, String key, Instant at, String json) {}

  /**
   * What was last said of every window, and all evidence.
   *
   * @param panes without what labels said
   * @param labelled what labels said, by group
   */
  private record Said(
      Map<Instant, String> windows, List<String> panes, Map<String, List<Long>> labelled) {}

  @Test
  void shouldGiveTheSameBitsWhateverThePartitions() throws Exception {
    // Given
    Said expected = run(Traffic.LABELLED, 1, 0, 1);
    // When
    Said three = run(Traffic.LABELLED, 3, 2, 2);
    Said twelve = run(Traffic.LABELLED, 12, 1, 3);
    // Then
    assertThat(expected.windows()).hasSizeGreaterThan(20);
    assertThat(expected.panes()).hasSizeGreaterThan(20);
    assertThat(expected.panes()).anyMatch(pane -> pane.matches(".*\"adverse\":\\[\"r\\d+\".*"));
    assertThat(expected.labelled().get("*=*").get(0)).isEqualTo(REQUESTS);
    assertThat(three).isEqualTo(expected);
    assertThat(twelve).isEqualTo(expected);
  }

  @Test
  void shouldChooseTheSamePeopleWhateverThePartitionsAndRestarts() throws Exception {
    // Given
    Said expected = run(Traffic.PEOPLE, 1, 0, 1);
    // When
    Said three = run(Traffic.PEOPLE, 3, 2, 2);
    // Then: thirty-two people, once each, though they asked 2,400 times
    assertThat(expected.panes()).hasSizeGreaterThan(20);
    assertThat(decisions(expected, "people")).isEqualTo(32);
    assertThat(decisions(expected, "repeated")).isEqualTo(2_400 - 32);
    assertThat(decisions(expected, "copies")).isGreaterThan(300);
    assertThat(expected.windows().values())
        .as("some intervals know that the same people ask again")
        .anyMatch(window -> window.matches(".*\"effective\":\\d+\\.\\d{3}.*"));
    assertThat(three).isEqualTo(expected);
  }

  private static long decisions(Said said, String what) throws IOException {
    long sum = 0;
    for (String pane : said.panes()) {
      sum += Json.MAPPER.readTree(pane).path("counted").path("decisions").path(what).asLong();
    }
    return sum;
  }

  private Said run(Traffic traffic, int partitions, int restarts, long seed) throws Exception {
    Path home = folder.resolve("p" + partitions);
    try (EmbeddedBroker broker = EmbeddedBroker.start(home.resolve("kafka"))) {
      String servers = broker.bootstrapServers();
      create(servers, partitions);
      List<List<Event>> parts = parts(traffic, restarts + 1, new Random(seed));
      int sent = 0;
      for (List<Event> part : parts) {
        try (StageRunner stage = stage(servers, home, partitions)) {
          stage.start();
          assertThat(stage.awaitRunning(PATIENCE)).isTrue();
          send(servers, part);
          sent += part.size();
          boolean last = sent == parts.stream().mapToInt(List::size).sum();
          if (last) {
            await().atMost(PATIENCE).until(() -> requests(servers) == REQUESTS);
            long labels = traffic == Traffic.LABELLED ? REQUESTS : 0;
            await().atMost(PATIENCE).until(() -> labelled(servers) == labels);
          } else {
            await().atMost(PATIENCE).until(() -> stage.lag() < 50);
          }
        }
      }
      return said(servers);
    }
  }

  private static StageRunner stage(String servers, Path home, int partitions) {
    // Whether an input is idle must not depend on how busy this machine is.
    MeasureSettings settings =
        new MeasureSettings(
            partitions,
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            MeasureSettings.Publication.LIVE);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Instant now = NOON.plus(Duration.ofDays(1));
    return new StageRunner(
        MeasureTopology.STAGE,
        new MeasureTopology(
                Policies.of(List.of(MeasureFixtures.policy())), settings, registry, () -> now)
            .build(),
        new StreamsSettings(servers, home.resolve("state"), "one", 1, 1, Map.of()),
        registry);
  }

  private static void create(String servers, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      List<NewTopic> topics = new ArrayList<>();
      for (String name : List.of(Topics.SCORED_REQUESTS.name(), Topics.REDACTED_OUTCOMES.name())) {
        topics.add(new NewTopic(name, partitions, (short) 1));
      }
      for (String name :
          List.of(
              Topics.PANE_COUNTS.name(),
              Topics.WINDOW_MEASURES.name(),
              Topics.DEAD_LETTERS.name())) {
        topics.add(new NewTopic(name, 1, (short) 1));
      }
      admin.createTopics(topics).all().get();
    }
  }

  /**
   * Half an hour of requests with a label each, some of them corrected or repeated, shuffled inside
   * twenty seconds: the grace is thirty. Cut in pieces by time.
   */
  private static List<List<Event>> parts(Traffic traffic, int pieces, Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      Instant at = NOON.plusMillis(600L * i);
      events.add(request(i, at, traffic));
      if (traffic == Traffic.PEOPLE) {
        continue;
      }
      Instant labelled = at.plusSeconds(5 + i % 50);
      events.add(label(i, labelled, i % 3 == 0 ? "yes" : "no"));
      if (i % 10 == 0) {
        events.add(label(i, labelled.plusSeconds(i % 20), i % 4 == 0 ? "yes" : "no"));
      }
    }
    Map<Instant, Event> ordered = new TreeMap<>();
    for (Event event : events) {
      Instant arrival = event.at().plusNanos((long) (random.nextDouble() * 20e9));
      while (ordered.putIfAbsent(arrival, event) != null) {
        arrival = arrival.plusNanos(1);
      }
    }
    List<Event> arrived = new ArrayList<>(ordered.values());
    List<List<Event>> parts = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      parts.add(arrived.subList(arrived.size() * i / pieces, arrived.size() * (i + 1) / pieces));
    }
    return Collections.unmodifiableList(parts);
  }

  private static Event request(int i, Instant at, Traffic traffic) {
    String whose =
        traffic == Traffic.LABELLED
            ? ""
            : i % 5 == 0
                ? "\"text\": \"the same %d\",".formatted(i % 3)
                : "\"subject\": \"keyed-%d\",".formatted(i * 7919 % 40);
    double score = (i * 37 % 101) / 101.0;
    String json =
        """
        {"requestId": "r%d", "model": "credit", "timestamp": "%s", "policyVersion": "v1", %s
         "attributes": {"sex": "%s"}, "ethics": {"privacy": 1.0, "confidence": %s},
         "prediction": {"label": "%s", "score": %s, "modelVersion": "m1"}}"""
            .formatted(
                i, at, whose, i % 3 == 0 ? "f" : "m", score, score > 0.5 ? "yes" : "no", score);
    return new Event(Topics.SCORED_REQUESTS.name(), "r" + i, at, json);
  }

  private static Event label(int i, Instant at, String label) {
    String json =
        """
        {"requestId": "r%d", "model": "credit", "timestamp": "%s", "kind": "label", "label": "%s"}"""
            .formatted(i, at, label);
    return new Event(Topics.REDACTED_OUTCOMES.name(), "r" + i, at, json);
  }

  private static void send(String servers, List<Event> events) {
    Map<String, Object> settings = Map.of("bootstrap.servers", servers, "linger.ms", 5);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (Event event : events) {
        byte[] value = event.json().getBytes(StandardCharsets.UTF_8);
        producer.send(
            new ProducerRecord<>(
                event.topic(), null, event.at().toEpochMilli(), event.key(), value));
      }
    }
  }

  private static long requests(String servers) {
    return newest(servers).values().stream()
        .filter(window -> window.window().start().getEpochSecond() % 300 == 0)
        .mapToLong(WindowMeasures::requests)
        .sum();
  }

  private static long labelled(String servers) {
    return newest(servers).values().stream()
        .filter(window -> window.window().start().getEpochSecond() % 300 == 0)
        .mapToLong(WindowMeasures::labelled)
        .sum();
  }

  private static Map<Instant, WindowMeasures> newest(String servers) {
    Map<Instant, WindowMeasures> windows = new TreeMap<>();
    new TopicReader(servers)
        .each(Topics.WINDOW_MEASURES, window -> windows.put(window.window().start(), window));
    return windows;
  }

  /** Revisions are numbered as they came; everything else must be the same. */
  private static Said said(String servers) throws IOException {
    Map<Instant, String> windows = new TreeMap<>();
    for (Map.Entry<Instant, WindowMeasures> window : newest(servers).entrySet()) {
      ObjectNode json = Json.MAPPER.valueToTree(window.getValue());
      json.put("revision", 0);
      // What a further label is to the first, and in which window one is told whose request had
      // not come, depends on the order of arrival. How many matched does not.
      json.withObject("/outcomes").retain("matched");
      windows.put(window.getKey(), json.toString());
    }
    List<String> panes = new ArrayList<>();
    Map<String, List<Long>> labelled = new TreeMap<>();
    List<PaneCounts> counts = new ArrayList<>();
    new TopicReader(servers).each(Topics.PANE_COUNTS, counts::add);
    for (PaneCounts pane : counts) {
      PaneCounts plain = withoutLabels(pane);
      if (!plain.groups().isEmpty() || !plain.labels().isEmpty()) {
        panes.add(Json.MAPPER.writeValueAsString(plain));
      }
      pane.groups()
          .forEach(
              group ->
                  labelled.merge(
                      group.attribute() + "=" + group.group(), labels(group), PartitionsIT::sum));
    }
    return new Said(windows, panes, labelled);
  }

  private static PaneCounts withoutLabels(PaneCounts pane) {
    return new PaneCounts(
        pane.model(),
        pane.pane(),
        pane.groups().stream()
            .filter(group -> group.requests() > 0)
            .map(
                group ->
                    new GroupCounts(
                        group.attribute(),
                        group.group(),
                        group.requests(),
                        group.favourable(),
                        0,
                        0,
                        0,
                        0,
                        0))
            .toList(),
        pane.labels(),
        pane.examples().stream()
            .filter(each -> !each.adverse().isEmpty())
            .map(
                each ->
                    new GroupExemplars(
                        each.attribute(), each.group(), each.adverse(), List.of(), List.of()))
            .toList(),
        pane.modelVersion(),
        pane.policyVersion(),
        new EvidenceUnits("subject", decisions(pane), UnitTally.NONE),
        pane.people(),
        List.of(),
        pane.indicators(),
        Map.of());
  }

  private static UnitTally decisions(PaneCounts pane) {
    EvidenceUnits counted = pane.counted();
    assertThat(counted).isNotNull();
    return counted.decisions();
  }

  private static List<Long> labels(GroupCounts group) {
    return List.of(
        group.labelled(),
        group.truePositives(),
        group.falsePositives(),
        group.trueNegatives(),
        group.falseNegatives());
  }

  private static List<Long> sum(List<Long> a, List<Long> b) {
    return IntStream.range(0, a.size()).mapToObj(i -> a.get(i) + b.get(i)).toList();
  }
}
