package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A partition whose records nobody has had the time to read is no idle one. Every partition holds
 * as much as one fetch brings, and partitions are read one fetch after the other; an input counts
 * as idle after a fraction of the time that a fetch takes, as it would on a machine so busy that
 * one takes longer than five seconds.
 */
class LaggingPartitionIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int PARTITIONS = 3;
  private static final int EACH = 12_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void shouldWaitForAPartitionThatHasRecordsLeft() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      // Given
      String servers = broker.bootstrapServers();
      fill(servers);
      // When
      try (StageRunner stage = stage(servers)) {
        stage.start();
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(500))
            .until(() -> requests(panes(servers)) == PARTITIONS * EACH);
      }
      // Then: no request came late to its pane
      List<PaneCounts> panes = panes(servers);
      Map<Instant, Long> byPane = new TreeMap<>();
      panes.forEach(pane -> byPane.merge(pane.pane().start(), requests(List.of(pane)), Long::sum));
      assertThat(byPane).hasSize(20);
      assertThat(byPane.values()).containsOnly((long) PARTITIONS * EACH / 20);
    }
  }

  private StageRunner stage(String servers) {
    MeasureSettings settings =
        new MeasureSettings(
            PARTITIONS,
            Duration.ofMillis(10),
            Duration.ofMillis(30),
            MeasureSettings.Publication.LIVE);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    return new StageRunner(
        MeasureTopology.STAGE,
        new MeasureTopology(
                Policies.of(List.of(MeasureFixtures.policy())),
                settings,
                registry,
                () -> NOON.plus(Duration.ofDays(1)))
            .build(),
        new StreamsSettings(
            servers,
            folder.resolve("state"),
            "one",
            1,
            1,
            Map.of("max.task.idle.ms", "-1", "main.consumer.max.partition.fetch.bytes", "8000000")),
        registry);
  }

  /** Twenty minutes of requests in every partition. */
  private static void fill(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      List<NewTopic> topics = new ArrayList<>();
      topics.add(new NewTopic(Topics.SCORED_REQUESTS.name(), PARTITIONS, (short) 1));
      topics.add(new NewTopic(Topics.REDACTED_OUTCOMES.name(), PARTITIONS, (short) 1));
      topics.add(new NewTopic(Topics.PANE_COUNTS.name(), 1, (short) 1));
      topics.add(new NewTopic(Topics.WINDOW_MEASURES.name(), 1, (short) 1));
      topics.add(new NewTopic(Topics.DEAD_LETTERS.name(), 1, (short) 1));
      admin.createTopics(topics).all().get();
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < EACH; i++) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          producer.send(
              new ProducerRecord<>(
                  Topics.SCORED_REQUESTS.name(),
                  partition,
                  null,
                  request(partition + "-" + i, NOON.plusMillis(100L * i))));
        }
      }
    }
  }

  private static byte[] request(String id, Instant at) {
    return """
    {"requestId": "%s", "model": "credit", "timestamp": "%s", "policyVersion": "v1",
     "attributes": {"sex": "f"}, "ethics": {"privacy": 1.0, "confidence": 0.5},
     "prediction": {"label": "yes", "score": 0.5, "modelVersion": "m1"}}"""
        .formatted(id, at)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<PaneCounts> panes(String servers) {
    List<PaneCounts> panes = new ArrayList<>();
    new TopicReader(servers).each(Topics.PANE_COUNTS, panes::add);
    return panes;
  }

  private static long requests(List<PaneCounts> panes) {
    return panes.stream()
        .flatMap(pane -> pane.groups().stream())
        .filter(group -> group.attribute().equals(GroupCounts.ALL))
        .mapToLong(GroupCounts::requests)
        .sum();
  }
}
