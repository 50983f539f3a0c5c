package dev.plumbline.stage.measure;

import static java.time.temporal.ChronoUnit.SECONDS;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backlog of days is worked off with default time-outs: no transaction outlives its own, and
 * every request is in a pane. By hand, because it takes long: {@code -Dbacklog.days=30
 * -Dbacklog.models=20} is a month of minute panes of twenty models.
 */
@EnabledIfSystemProperty(named = "backlog.days", matches = "\\d+")
class BacklogIT {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int DAYS = Integer.getInteger("backlog.days", 1);
  private static final int MODELS = Integer.getInteger("backlog.models", 4);
  private static final int MINUTES = 24 * 60 * DAYS;
  private static final Duration PATIENCE =
      Duration.ofMinutes(Integer.getInteger("backlog.patience", 4));

  @TempDir private Path folder;

  @Test
  void shouldPublishEveryPaneOfABacklogInOrder() throws Exception {
    List<byte[]> requests = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      for (int model = 0; model < MODELS; model++) {
        requests.add(request(model, minute));
      }
    }
    assertThat(panesOf(requests, models(MODELS))).isEqualTo(MODELS * MINUTES);
  }

  private int panesOf(List<byte[]> requests, List<String> models) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      String servers = broker.bootstrapServers();
      fill(servers, requests);
      try (StageRunner stage = stage(servers, models)) {
        long began = System.nanoTime();
        stage.start();
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofSeconds(5))
            .until(
                () ->
                    stage.failed()
                        || stage.disturbed()
                        || requests(panes(servers)) >= requests.size());
        System.out.printf(
            "%,d requests in %s%n",
            requests.size(), Duration.ofNanos(System.nanoTime() - began).truncatedTo(SECONDS));
        assertThat(stage.failed()).isFalse();
        assertThat(stage.disturbed()).as("a thread died").isFalse();
        assertThat(requests(panes(servers))).isEqualTo(requests.size());
        assertThat(new TopicReader(servers).count(Topics.DEAD_LETTERS.name())).isZero();
      }
      return panes(servers).size();
    }
  }

  @Test
  void shouldCountEveryRequestWhenAMonthComesInNoOrder() throws Exception {
    List<byte[]> requests = new ArrayList<>();
    for (int minute = 0; minute < 30 * 24 * 60; minute += 2) {
      requests.add(request(0, minute));
    }
    Collections.shuffle(requests, new Random(16));
    assertThat(panesOf(requests, models(1))).isPositive();
  }

  private static List<String> models(int count) {
    return IntStream.range(0, count).mapToObj(i -> "model-" + i).toList();
  }

  private StageRunner stage(String servers, List<String> models) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    return new StageRunner(
        MeasureTopology.STAGE,
        new MeasureTopology(
                Policies.of(models.stream().map(MeasureFixtures::policyOf).toList()),
                MeasureSettings.live(1),
                registry,
                Clock.offset(
                    Clock.systemUTC(),
                    Duration.between(Instant.now(), START.plus(Duration.ofDays(DAYS + 31)))))
            .build(),
        new StreamsSettings(servers, folder.resolve("state"), "one", 1, 1, Map.of())
            .withDefaults(MeasureTopology.PROPERTIES),
        registry);
  }

  private static void fill(String servers, List<byte[]> requests) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .createTopics(
              List.of(
                      Topics.SCORED_REQUESTS,
                      Topics.REDACTED_OUTCOMES,
                      Topics.PANE_COUNTS,
                      Topics.WINDOW_MEASURES,
                      Topics.DEAD_LETTERS)
                  .stream()
                  .map(topic -> new NewTopic(topic.name(), 1, (short) 1))
                  .toList())
          .all()
          .get();
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      requests.forEach(
          request ->
              producer.send(new ProducerRecord<>(Topics.SCORED_REQUESTS.name(), 0, null, request)));
    }
  }

  private static byte[] request(int model, int minute) {
    return """
    {"requestId": "r%d", "model": "model-%d", "timestamp": "%s", "policyVersion": "v1",
     "attributes": {"sex": "f"}, "ethics": {"privacy": 1.0, "confidence": 0.5},
     "prediction": {"label": "yes", "score": 0.5, "modelVersion": "m1"}}"""
        .formatted(minute, model, START.plusSeconds(60L * minute))
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
