package dev.plumbline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.MeasureTopology;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The measure stage on three brokers under load, while brokers are killed and stopped: every
 * request that a producer was told is there is in a pane, once. By hand: {@code -Dchaos=true}, and
 * {@code -Dchaos.frozen=60} for the seconds that a broker stands still.
 */
@EnabledIfSystemProperty(named = "chaos", matches = "true")
class BrokersIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final Duration FROZEN = Duration.ofSeconds(Integer.getInteger("chaos.frozen", 60));
  private static final int ADDED = 300;

  @TempDir private Path folder;

  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();

  @Test
  void shouldCountEachRequestOnceWhateverBrokersDo() throws Exception {
    ExecutorService load = Executors.newSingleThreadExecutor();
    try (BrokerProcesses brokers = new BrokerProcesses(folder)) {
      String servers = brokers.bootstrapServers();
      create(servers);
      try (StageRunner stage = stage(servers)) {
        stage.start();
        assertThat(stage.awaitRunning(LONG)).isTrue();
        var loading = load.submit(() -> send(servers));
        recovery("quiet", servers);
        brokers.kill(1);
        recovery("kill -9 of one", servers);
        brokers.restart(1);
        recovery("restart of one", servers);
        brokers.freeze(2);
        recovery("SIGSTOP of one", servers);
        TimeUnit.MILLISECONDS.sleep(FROZEN.toMillis()); // the fault itself
        brokers.thaw(2);
        recovery("SIGCONT of one", servers);
        brokers.kill(0);
        brokers.kill(1);
        TimeUnit.SECONDS.sleep(10); // the fault itself: nothing can be written
        brokers.restart(0);
        brokers.restart(1);
        recovery("kill -9 of two, both back after 10 s", servers);
        enough.set(true);
        loading.get(2, TimeUnit.MINUTES);
        await()
            .atMost(LONG)
            .pollInterval(Duration.ofSeconds(2))
            .until(() -> stage.failed() || counted(servers) >= acknowledged.get());
        assertThat(stage.failed()).isFalse();
        assertThat(counted(servers)).isEqualTo(acknowledged.get());
        System.out.printf("acknowledged and counted once: %,d%n", acknowledged.get());
      }
    } finally {
      enough.set(true);
      load.shutdownNow();
    }
  }

  /** How long it takes from a fault until requests that were sent after it are in panes. */
  private void recovery(String fault, String servers) {
    long began = System.nanoTime();
    int target = acknowledged.get() + ADDED;
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(() -> acknowledged.get() >= target && counted(servers) >= target - ADDED / 2);
    System.out.printf("%s: %.1f s%n", fault, (System.nanoTime() - began) / 1e9);
  }

  private StageRunner stage(String servers) {
    return new StageRunner(
        MeasureTopology.STAGE,
        new MeasureTopology(
                Policies.of(List.of(MeasureFixtures.policyOf("credit"))),
                MeasureSettings.live(2),
                new SimpleMeterRegistry(),
                Clock.systemUTC())
            .build(),
        new StreamsSettings(servers, folder.resolve("state"), "one", 1, 3, Map.of())
            .withDefaults(MeasureTopology.PROPERTIES),
        new SimpleMeterRegistry());
  }

  private static void create(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      await()
          .atMost(LONG)
          .ignoreExceptions()
          .until(() -> admin.describeCluster().nodes().get().size() == 3);
      List<NewTopic> topics = new ArrayList<>();
      topics.add(new NewTopic(Topics.SCORED_REQUESTS.name(), 2, (short) 3));
      topics.add(new NewTopic(Topics.REDACTED_OUTCOMES.name(), 2, (short) 3));
      for (String name :
          List.of(
              Topics.PANE_COUNTS.name(),
              Topics.WINDOW_MEASURES.name(),
              Topics.DEAD_LETTERS.name())) {
        topics.add(new NewTopic(name, 1, (short) 3));
      }
      admin.createTopics(topics).all().get();
    }
  }

  /** About a hundred a second; event time runs sixty times as fast, so that panes close. */
  private Void send(String servers) throws Exception {
    Instant start = Instant.now().minus(Duration.ofDays(1));
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "delivery.timeout.ms", 180_000),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; !enough.get(); i++) {
        String id = "r" + i;
        String json =
            """
            {"requestId": "%s", "model": "credit", "timestamp": "%s", "policyVersion": "v1",
             "attributes": {"sex": "f"}, "ethics": {"privacy": 1.0, "confidence": 0.5},
             "prediction": {"label": "yes", "score": 0.5, "modelVersion": "m1"}}"""
                .formatted(id, start.plusMillis(600L * i));
        producer.send(
            new ProducerRecord<>(
                Topics.SCORED_REQUESTS.name(), id, json.getBytes(StandardCharsets.UTF_8)),
            (metadata, error) -> {
              if (error == null) {
                acknowledged.incrementAndGet();
              }
            });
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    return null;
  }

  /** Requests in panes; a pane is told once. */
  private static long counted(String servers) {
    Set<Instant> panes = new HashSet<>();
    long[] requests = new long[1];
    new TopicReader(servers)
        .each(
            Topics.PANE_COUNTS,
            pane -> {
              assertThat(panes.add(pane.pane().start())).as("pane told twice").isTrue();
              pane.groups().stream()
                  .filter(group -> group.attribute().equals("*"))
                  .forEach(group -> requests[0] += group.requests());
            });
    return requests[0];
  }
}
