package dev.plumbline.stage.score;

import static dev.plumbline.stage.score.ScoreFixtures.SCORED_HERE;
import static dev.plumbline.stage.score.ScoreFixtures.json;
import static dev.plumbline.stage.score.ScoreFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.score.model.FakeScorer;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.model.TextScorer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ring on a real broker: a stage that stops while its model is silent loses nothing. */
class ScoreStageIT {

  private static final int PARTITIONS = 3;
  private static final int REQUESTS = 400;

  @TempDir private Path folder;

  @Test
  void shouldAnswerEachRequestOnceAndInOrderWhenTheStageStopsWithAFullRing() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      // Given: a stage that has taken requests, committed their offsets and answered none
      String servers = broker.bootstrapServers();
      createTopics(servers);
      send(servers, 0, REQUESTS / 2);
      FakeScorer silent = new FakeScorer("v1");
      CountDownLatch never = new CountDownLatch(1);
      silent.gate = never;
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      try (ModelWorkers workers = workers(silent, registry);
          StageRunner stage = stage(servers, workers, registry)) {
        stage.start();
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> taken(registry) == REQUESTS / 2 && committed(servers) == REQUESTS / 2);
      }

      // When
      send(servers, REQUESTS / 2, REQUESTS);
      SimpleMeterRegistry next = new SimpleMeterRegistry();
      List<ConsumerRecord<String, byte[]>> answers;
      try (ModelWorkers workers = workers(new FakeScorer("v2"), next);
          StageRunner stage = stage(servers, workers, next)) {
        stage.start();
        answers = readCommitted(servers);
      }

      // Then
      assertThat(answers).extracting(ConsumerRecord::key).doesNotHaveDuplicates().hasSize(REQUESTS);
      Map<Integer, Integer> last = new HashMap<>();
      for (ConsumerRecord<String, byte[]> answer : answers) {
        int number = Integer.parseInt(answer.key());
        assertThat(number).isGreaterThan(last.getOrDefault(answer.partition(), -1));
        last.put(answer.partition(), number);
        assertThat(new String(answer.value(), java.nio.charset.StandardCharsets.UTF_8))
            .contains("\"modelVersion\":\"v2\"");
      }
    }
  }

  private static ModelWorkers workers(TextScorer scorer, SimpleMeterRegistry registry) {
    return ModelWorkers.open(policies(), policy -> scorer, registry);
  }

  private StageRunner stage(String servers, ModelWorkers workers, SimpleMeterRegistry registry) {
    StreamsSettings settings =
        new StreamsSettings(servers, folder.resolve("state"), "one", 1, 1, Map.of());
    return new StageRunner(
        ScoreTopology.STAGE,
        new ScoreTopology(policies(), workers, registry).build(),
        settings,
        registry);
  }

  private static double taken(SimpleMeterRegistry registry) {
    return registry
        .find("plumbline.records")
        .tags("model", SCORED_HERE, "result", "in")
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static void createTopics(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.REDACTED_REQUESTS.name(), PARTITIONS, (short) 1),
                  new NewTopic(Topics.SCORED_REQUESTS.name(), PARTITIONS, (short) 1),
                  new NewTopic(Topics.DEAD_LETTERS.name(), 1, (short) 1)))
          .all()
          .get();
    }
  }

  /** Records whose offsets the stage has committed; the transactions' markers take offsets too. */
  private static long committed(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      return admin
          .listConsumerGroupOffsets("plumbline-" + ScoreTopology.STAGE)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(offset -> offset.offset())
          .sum();
    }
  }

  private static void send(String servers, int from, int to) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent =
          IntStream.range(from, to).mapToObj(id -> producer.send(record(id))).toList();
      for (Future<RecordMetadata> acknowledged : sent) {
        acknowledged.get();
      }
    }
  }

  private static ProducerRecord<String, byte[]> record(int number) {
    String id = Integer.toString(number);
    return new ProducerRecord<>(Topics.REDACTED_REQUESTS.name(), id, json(id, "text " + id));
  }

  private static List<ConsumerRecord<String, byte[]>> readCommitted(String servers) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", servers,
            "group.id", "test",
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topics.SCORED_REQUESTS.name()));
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
                return all.size() >= REQUESTS;
              });
      consumer.poll(Duration.ofMillis(500)).forEach(all::add);
    }
    return all;
  }
}
