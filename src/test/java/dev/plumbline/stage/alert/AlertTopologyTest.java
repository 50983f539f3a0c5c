package dev.plumbline.stage.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.alert.watch.GroupWatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertTopologyTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path state;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Topology topology =
      new AlertTopology(
              PolicyReader.readAll(List.of(Path.of("src/main/resources/demo/employment.yaml"))),
              registry)
          .build();
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> panes;
  private TestInputTopic<String, byte[]> windows;
  private TestOutputTopic<String, Alert> alerts;
  private TestOutputTopic<String, DeadLetter> letters;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put("application.id", "alert-test");
    properties.put("bootstrap.servers", "none:9092");
    properties.put("state.dir", state.toString());
    driver = new TopologyTestDriver(topology, properties);
    panes =
        driver.createInputTopic(
            Topics.PANE_COUNTS.name(), new StringSerializer(), new ByteArraySerializer());
    windows =
        driver.createInputTopic(
            Topics.WINDOW_MEASURES.name(), new StringSerializer(), new ByteArraySerializer());
    alerts =
        driver.createOutputTopic(
            Topics.ETHICS_ALERTS.name(),
            new StringDeserializer(),
            Topics.ETHICS_ALERTS.valueSerde().deserializer());
    letters =
        driver.createOutputTopic(
            Topics.DEAD_LETTERS.name(),
            new StringDeserializer(),
            Topics.DEAD_LETTERS.valueSerde().deserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldBeTheCheckedInTopologyWhenBuilt() throws IOException {
    assertThat(topology.describe().toString())
        .isEqualToNormalizingNewlines(
            Files.readString(Path.of("src/test/resources/topologies/alert.txt")));
  }

  @Test
  void shouldPageOnceWhenPanesKeepAGapFarBeyondTolerance() throws IOException {
    // When
    for (int minute = 0; minute < 30; minute++) {
      panes.pipeInput("employment", pane(minute, 20, 90));
    }
    // Then
    List<Alert> sent = alerts.readValuesToList();
    assertThat(sent)
        .filteredOn(alert -> alert.rule().metric().equals("demographic_parity_difference"))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.key())
                  .isEqualTo("employment/demographic_parity_difference/sex/female");
              assertThat(alert.severity()).isEqualTo(Alert.Severity.PAGE);
              assertThat(alert.state()).isEqualTo(Alert.State.OPEN);
              assertThat(alert.sequential().policyEvidence())
                  .isGreaterThanOrEqualTo(alert.sequential().policyThreshold());
              assertThat(alert.context().summary())
                  .contains(
                      "sex=female: favourable predictions of 20 in 100 requests against 90 in 100 of male");
            });
  }

  @Test
  void shouldStaySilentWhenPanesStayAtTheTolerance() throws IOException {
    // When
    for (int minute = 0; minute < 300; minute++) {
      panes.pipeInput("employment", pane(minute, 50, 70));
    }
    // Then
    assertThat(alerts.isEmpty()).isTrue();
  }

  @Test
  void shouldSayNothingMoreWhenAnAlertIsOpen() throws IOException {
    // Given
    for (int minute = 0; minute < 30 && alerts.isEmpty(); minute++) {
      panes.pipeInput("employment", pane(minute, 20, 90));
    }
    alerts.readValuesToList();
    // When
    panes.pipeInput("employment", pane(31, 20, 90));
    // Then
    assertThat(alerts.readValuesToList())
        .noneMatch(alert -> alert.rule().metric().equals("demographic_parity_difference"));
    KeyValueStore<String, GroupWatch> groups = driver.getKeyValueStore(AlertStores.GROUPS);
    int stored = 0;
    try (KeyValueIterator<String, GroupWatch> all = groups.all()) {
      while (all.hasNext()) {
        GroupWatch watch = all.next().value;
        byte[] bytes = Json.MAPPER.writeValueAsBytes(watch);
        assertThat(Json.MAPPER.readValue(bytes, GroupWatch.class)).isEqualTo(watch);
        assertThat(watch.episodes()).isNotEmpty();
        assertThat(watch.detectors()).isNotEmpty();
        assertThat(watch.past()).isNotEmpty();
        stored++;
      }
    }
    assertThat(stored).isEqualTo(1);
  }

  @Test
  void shouldDeadLetterAndGoOnWhenARecordIsNotJson() throws IOException {
    // When
    panes.pipeInput("employment", "{no".getBytes(StandardCharsets.UTF_8));
    windows.pipeInput("employment", "[]".getBytes(StandardCharsets.UTF_8));
    panes.pipeInput("employment", null);
    panes.pipeInput("employment", pane(0, 50, 50));
    // Then
    assertThat(letters.readValuesToList())
        .hasSize(3)
        .allSatisfy(
            letter -> {
              assertThat(letter.stage()).isEqualTo("alert");
              assertThat(letter.cause().errorClass()).isEqualTo("not_json");
              assertThat(letter.sealed()).isNull();
            });
    assertThat(count("in")).isEqualTo(4);
    assertThat(count("dead_lettered")).isEqualTo(3);
  }

  private double count(String result) {
    return registry.find("plumbline.records").tag("result", result).counters().stream()
        .mapToDouble(io.micrometer.core.instrument.Counter::count)
        .sum();
  }

  /** 100 women and 100 men in the minute, so many of them favoured. */
  private static byte[] pane(int minute, int women, int men) throws IOException {
    Instant start = NOON.plusSeconds(60L * minute);
    PaneCounts pane =
        new PaneCounts(
            "employment",
            new TimeSpan(start, start.plusSeconds(60)),
            List.of(group("female", women), group("male", men)),
            Map.of(),
            List.of(),
            "m1",
            "v1");
    return Json.MAPPER.writeValueAsBytes(pane);
  }

  private static GroupCounts group(String name, int favoured) {
    return new GroupCounts("sex", name, 100, favoured, 0, 0, 0, 0, 0);
  }
}
