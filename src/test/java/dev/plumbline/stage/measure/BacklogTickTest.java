package dev.plumbline.stage.measure;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.BenefitsPolicy;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/** What one tick does of a backlog, and what one message holds of it. */
class BacklogTickTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant MUCH_LATER = START.plus(Duration.ofDays(60));
  private static final List<String> ATTRIBUTES =
      IntStream.range(0, 30).mapToObj(i -> "attribute" + i).toList();

  /** A clock that moves on whenever somebody looks at it, as if all that is done took time. */
  private static final class BusyClock implements InstantSource {
    private Instant now = MUCH_LATER;

    @Override
    public Instant instant() {
      now = now.plusMillis(20);
      return now;
    }
  }

  @Test
  void shouldShareTheTimeOfATickWhenSeveralModelsHaveABacklog() throws IOException {
    List<String> models = List.of("a", "b", "c");
    Map<String, Integer> published = new TreeMap<>();
    try (TopologyTestDriver driver = driver(models, List.of("sex"), new BusyClock())) {
      // Given: ten hours of minutes
      TestInputTopic<String, byte[]> requests = requests(driver);
      for (int minute = 0; minute < 600; minute++) {
        for (String model : models) {
          requests.pipeInput("r", request(model, minute, List.of("sex"), "f"));
        }
      }
      // When
      List<Integer> byTick = new ArrayList<>();
      List<Set<String>> told = new ArrayList<>();
      for (int tick = 0; tick < 30; tick++) {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        List<PaneCounts> panes = panes(driver);
        panes.forEach(pane -> published.merge(pane.model(), 1, Integer::sum));
        byTick.add(panes.size());
        told.add(panes.stream().map(PaneCounts::model).collect(toSet()));
      }
      // Then: half a second of turns of 40 ms, in which everyone had its share
      assertThat(byTick).allMatch(panes -> panes <= 13 * 50);
      assertThat(told).contains(Set.copyOf(models));
      assertThat(published).isEqualTo(Map.of("a", 600, "b", 600, "c", 600));
    }
  }

  /** A tick came late; everything since the one before is of other panes, with many groups. */
  @Test
  void shouldDivideWhatATickSaysWhenItIsTooLargeForAMessage() throws IOException {
    List<Integer> minutes = new ArrayList<>(IntStream.range(0, 300).boxed().toList());
    Collections.shuffle(minutes, new Random(16));
    try (TopologyTestDriver driver = driver(List.of("a"), ATTRIBUTES, () -> MUCH_LATER)) {
      // Given
      TestInputTopic<String, byte[]> requests = requests(driver);
      for (int minute : minutes) {
        requests.pipeInput("r", request("a", minute, ATTRIBUTES, "g".repeat(200)));
      }
      // When
      for (int tick = 0; tick < 20; tick++) {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
      }
      // Then
      assertThat(messages(driver)).hasSizeGreaterThan(10).allMatch(bytes -> bytes < 100_000);
      assertThat(panes(driver)).hasSize(300).allSatisfy(pane -> assertThat(requests(pane)).isOne());
    }
  }

  private static TopologyTestDriver driver(
      List<String> models, List<String> attributes, InstantSource clock) {
    MeasureSettings settings = MeasureSettings.live(1);
    return new TopologyTestDriver(
        new MeasureTopology(
                Policies.of(models.stream().map(model -> policy(model, attributes)).toList()),
                settings,
                new SimpleMeterRegistry(),
                clock)
            .build());
  }

  private static Policy policy(String model, List<String> attributes) {
    return MeasureFixtures.policy(
        model,
        new GroupPolicy(
            attributes.stream().collect(toMap(name -> name, name -> Set.of())),
            List.of(),
            Map.of(),
            100),
        List.of(),
        PolicyFixtures.drift(),
        new EthicsPolicy(Map.of(), Map.of(), 0, 1),
        BenefitsPolicy.NONE);
  }

  private static TestInputTopic<String, byte[]> requests(TopologyTestDriver driver) {
    return driver.createInputTopic(
        Topics.SCORED_REQUESTS.name(), new StringSerializer(), new ByteArraySerializer());
  }

  private static byte[] request(String model, int minute, List<String> attributes, String group) {
    ObjectNode json =
        MeasureFlow.inference("r" + minute, START.plusSeconds(60L * minute), group, "yes");
    json.put("model", model);
    attributes.forEach(name -> json.withObject("/attributes").put(name, group));
    return MeasureFlow.bytes(json);
  }

  /** Sizes of what the fold step sent to the merge step. */
  private static List<Integer> messages(TopologyTestDriver driver) {
    return driver.producedTopicNames().stream()
        .filter(topic -> topic.endsWith("pane_deltas_by_model-repartition"))
        .flatMap(
            topic ->
                driver
                    .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
                    .readValuesToList()
                    .stream())
        .map(bytes -> bytes.length)
        .toList();
  }

  private static List<PaneCounts> panes(TopologyTestDriver driver) throws IOException {
    List<PaneCounts> panes = new ArrayList<>();
    for (String json :
        driver
            .createOutputTopic(
                Topics.PANE_COUNTS.name(), new StringDeserializer(), new StringDeserializer())
            .readValuesToList()) {
      panes.add(Json.MAPPER.readValue(json, PaneCounts.class));
    }
    return panes;
  }

  private static long requests(PaneCounts pane) {
    return pane.groups().stream()
        .filter(group -> group.attribute().equals(GroupCounts.ALL))
        .mapToLong(GroupCounts::requests)
        .sum();
  }
}
