package dev.plumbline.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage in a small heap, and records of nearly a megabyte that come faster than it reads. */
class LargeRecordsIT {

  private static final int LARGE = 900_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private EmbeddedBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(new NewTopic("texts", 2, (short) 1), new NewTopic("lengths", 1, (short) 1)))
          .all()
          .get();
    }
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void shouldHoldNoMoreThanItsHeapCanWhenRecordsAreLarge() throws Exception {
    // Given
    send(300, 't');
    // When
    Process stage = stage("-Xmx144m");
    try {
      // Then
      TopicReader reader = new TopicReader(broker.bootstrapServers());
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> !stage.isAlive() || reader.count("lengths") == 300);
      assertThat(stage.isAlive()).as(log()).isTrue();
      assertThat(log()).doesNotContain("OutOfMemory", "stream thread died");
    } finally {
      stage.destroyForcibly().waitFor();
    }
  }

  @Test
  void shouldEndWithAClearLineWhenTheHeapIsFull() throws Exception {
    // Given
    send(300, 'k');
    // When
    Process stage = stage("-Xmx144m");
    try {
      // Then
      assertThat(stage.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(stage.exitValue()).isEqualTo(3);
      assertThat(log().lines())
          .filteredOn(line -> line.contains("out of memory"))
          .singleElement()
          .asString()
          .contains("stage=small", "-Xmx")
          .containsPattern("heap of \\d+ MB");
      assertThat(log()).doesNotContain("action=replace");
    } finally {
      stage.destroyForcibly().waitFor();
    }
  }

  private Process stage(String heap) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            heap,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SmallHeapStage.class.getName(),
            broker.bootstrapServers(),
            folder.resolve("state").toString())
        .redirectErrorStream(true)
        .redirectOutput(logFile())
        .start();
  }

  private File logFile() {
    return folder.resolve("log").toFile();
  }

  private String log() throws Exception {
    return Files.readString(logFile().toPath());
  }

  private void send(int count, char first) {
    byte[] text = new byte[LARGE];
    Arrays.fill(text, (byte) first);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>("texts", i % 2, null, text));
      }
    }
  }
}
