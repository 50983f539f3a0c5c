package dev.plumbline.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.embedded.TestCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running stage does when its topic or its state directory is deleted. */
class StageGroundIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static TestCluster cluster;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
    cluster = new TestCluster(broker.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void shouldWaitAndSayForWhichTopicWhenItIsDeletedAndGoOnWhenItIsBack() throws Exception {
    // Given
    try (StageRunner stage = started("waiting")) {
      cluster.send("waiting-in", "a", "one");
      await().atMost(PATIENCE).until(() -> cluster.committed("waiting-out").size() == 1);
      // When
      try (Admin admin = cluster.admin()) {
        admin.deleteTopics(List.of("waiting-in")).all().get();
      }
      // Then
      await().atMost(PATIENCE).until(() -> !stage.notices().isEmpty());
      assertThat(stage.notices())
          .containsExactly("stage waiting waits for topics that are not there: [waiting-in]");
      assertThat(stage.running()).isFalse();
      assertThat(stage.failed()).isFalse();
      // When
      cluster.create("waiting-in");
      cluster.send("waiting-in", "a", "two");
      // Then
      await().atMost(PATIENCE).until(() -> cluster.committed("waiting-out").size() == 2);
      await().atMost(PATIENCE).until(stage::running);
      assertThat(stage.notices()).isEmpty();
    }
  }

  @Test
  void shouldFailAtOnceWhenTheStateDirectoryIsDeleted() throws Exception {
    // Given
    try (StageRunner stage = started("keeping")) {
      cluster.send("keeping-in", "a", "one");
      await().atMost(PATIENCE).until(() -> cluster.committed("keeping-out").size() == 1);
      assertThat(stage.failed()).isFalse();
      // When
      delete(folder.resolve("state/plumbline-keeping"));
      // Then
      await().atMost(PATIENCE).until(stage::failed);
    }
  }

  private static StageRunner started(String name) throws Exception {
    cluster.create(name + "-in", name + "-out");
    StageRunner stage =
        new StageRunner(
            name,
            counting(name),
            new StreamsSettings(
                broker.bootstrapServers(),
                folder.resolve("state"),
                "one",
                1,
                1,
                Map.of("consumer.metadata.max.age.ms", "500")),
            new SimpleMeterRegistry());
    stage.start();
    assertThat(stage.awaitRunning(PATIENCE)).isTrue();
    return stage;
  }

  private static Topology counting(String name) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(name + "-in", Consumed.with(Serdes.String(), Serdes.String()).withName("read"))
        .groupByKey(Grouped.with("by_key", Serdes.String(), Serdes.String()))
        .count(
            Named.as("count"),
            Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("counts")
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.Long()))
        .toStream(Named.as("counted"))
        .mapValues(String::valueOf, Named.as("text"))
        .to(name + "-out", Produced.with(Serdes.String(), Serdes.String()).withName("write"));
    return builder.build();
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
