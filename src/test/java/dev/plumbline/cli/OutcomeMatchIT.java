package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.kafka.client.CommonPartitions;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every label finds its prediction through the whole flow, whatever partitioner and key its
 * producer used, and whatever the ids look like.
 */
class OutcomeMatchIT {

  private static final int REQUESTS = 1_000;

  /** A champion and its challenger, asked about the same cases under the same ids. */
  private static final List<String> MODELS = List.of("desk", "desk-challenger");

  private static final String BUSY = "desk-busy";

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static StagePipeline pipeline;
  private static Instant begin;

  /** The whole traffic, measured once; the tests look at what came of it. */
  @BeforeAll
  static void run() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    OutcomeTraffic.createTopics(broker.bootstrapServers());
    begin = Instant.now().minus(Duration.ofHours(3));
    StreamsSettings streams = streams();
    ServiceContext service = ServiceContext.now(policies(), streams, new SimpleMeterRegistry());
    pipeline = new StagePipeline(service, FlowStages.inOrder(FlowSettings.live()));
    pipeline.start(Duration.ofSeconds(60));
    send();
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> MODELS.stream().allMatch(OutcomeMatchIT::complete));
  }

  @AfterAll
  static void close() {
    pipeline.close();
    broker.close();
  }

  @Test
  void shouldMatchEveryLabelWhenProducersUseAnyKeyOrNone() {
    for (String model : MODELS) {
      assertThat(labelled(model)).isEqualTo(REQUESTS);
      assertThat(new HashSet<>(examples(model))).hasSize(REQUESTS);
    }
  }

  @Test
  void shouldShowNoIdThatLooksPersonalWhenPastRedaction() {
    for (Topic<?> topic :
        List.of(
            Topics.REDACTED_REQUESTS,
            Topics.REDACTED_OUTCOMES,
            Topics.SCORED_REQUESTS,
            Topics.PANE_COUNTS,
            Topics.WINDOW_MEASURES,
            Topics.TRAINING_EXAMPLES,
            Topics.DEAD_LETTERS)) {
      reader()
          .forEach(
              topic.name(),
              (key, value) ->
                  assertThat(key + new String(value, StandardCharsets.UTF_8))
                      .doesNotContain("jane", "415555"));
    }
  }

  /** No input is ever silent meanwhile, so the clock closes nothing. */
  @Test
  void shouldCloseWindowsWhenLabelsAreStampedAnHourAgo() {
    // When
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      int[] minute = {0};
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(250))
          .until(
              () -> {
                for (int i = 0; i < 20; i++) { // enough for a record in every partition
                  String id = "busy-" + minute[0] + "-" + i;
                  Instant at = begin.plusSeconds(60L * minute[0]);
                  producer.send(
                      record(Topics.INFERENCE_REQUESTS, OutcomeTraffic.request(id, BUSY, at)));
                  producer.send(
                      record(
                          Topics.OUTCOMES,
                          OutcomeTraffic.label(id, BUSY, begin.minus(Duration.ofHours(1)))));
                }
                minute[0]++;
                return labelled(BUSY) > 0;
              });
    }
    // Then
    assertThat(labelled(BUSY)).isPositive();
  }

  @Test
  void shouldRefuseToStartInOneLineWhenPartitionsDiffer() throws Exception {
    // Given
    Topic<byte[]> three = topic("of-three");
    Topic<byte[]> four = topic("of-four");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(three.name(), 3, (short) 1),
                  new NewTopic(four.name(), 4, (short) 1)))
          .all()
          .get();
    }
    // When
    await().until(() -> CommonPartitions.count(streams(), four) == 4);
    // Then
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> CommonPartitions.count(streams(), three, four))
                    .hasMessage(
                        "topic of-four (4) and topic of-three (3) must have the same number of"
                            + " partitions: drain the flow, then give each of them 4"));
    assertThatThrownBy(() -> CommonPartitions.count(streams(), three, topic("of-none")))
        .hasMessage("topic of-none does not exist: plumbline topics apply creates it");
  }

  @Test
  void shouldSayInOneLineWhatToDoWhenTheServiceIsRunWithoutTopics() throws Exception {
    // Given
    StringWriter error = new StringWriter();
    try (EmbeddedBroker empty = EmbeddedBroker.start(folder.resolve("empty"))) {
      Path config =
          Files.writeString(
              folder.resolve("plumbline.yaml"),
              """
              kafka: {bootstrapServers: "%s"}
              policies: [desk.yaml]
              stateDir: %s
              http: {port: 0}
              """
                  .formatted(empty.bootstrapServers(), folder.resolve("no-state")));
      // When
      int exit =
          Main.commandLine()
              .setErr(new PrintWriter(error, true))
              .execute("run", "--config", config.toString(), "--stages", "measure");
      // Then
      assertThat(exit).isEqualTo(2);
    }
    assertThat(error.toString().strip())
        .matches(
            "the cluster at .* has no topic dead-letters, pane-counts, redacted-outcomes and 2 more"
                + " .*: plumbline topics apply --bootstrap-servers .* makes what is missing");
  }

  private static Topic<byte[]> topic(String name) {
    return new Topic<>(name, Serdes.String(), Serdes.ByteArray());
  }

  private static boolean complete(String model) {
    return labelled(model) == REQUESTS && examples(model).size() == REQUESTS;
  }

  private static long labelled(String model) {
    Map<Instant, Long> windows = new HashMap<>();
    reader()
        .each(
            Topics.WINDOW_MEASURES,
            (WindowMeasures window) -> {
              if (window.model().equals(model)) {
                windows.put(window.window().start(), window.labelled());
              }
            });
    return windows.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<String> examples(String model) {
    List<String> ids = new ArrayList<>();
    reader()
        .each(
            Topics.TRAINING_EXAMPLES,
            (TrainingExample each) -> {
              if (each.model().equals(model)) {
                ids.add(each.requestId());
              }
            });
    return ids;
  }

  private static TopicReader reader() {
    return new TopicReader(broker.bootstrapServers());
  }

  /** Half of the labels come before their requests. */
  private static void send() {
    Random random = new Random(7);
    OutcomeTraffic traffic = new OutcomeTraffic(begin);
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < REQUESTS; i++) {
        for (String model : MODELS) {
          if (i % 2 == 0) {
            producer.send(traffic.label(i, model, random));
          }
          byte[] key = random.nextBoolean() ? null : OutcomeTraffic.bytes(OutcomeTraffic.id(i));
          producer.send(
              new ProducerRecord<>(
                  Topics.INFERENCE_REQUESTS.name(), key, traffic.request(i, model)));
          if (i % 2 == 1) {
            producer.send(traffic.label(i, model, random));
          }
        }
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static ProducerRecord<byte[], byte[]> record(Topic<?> topic, byte[] value) {
    return new ProducerRecord<>(topic.name(), null, value);
  }

  private static StreamsSettings streams() {
    return new StreamsSettings(
        broker.bootstrapServers(), folder.resolve("state"), "match", 1, 1, Map.of());
  }

  private static Policies policies() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String model : List.of(MODELS.get(0), MODELS.get(1), BUSY)) {
      files.add(Files.writeString(folder.resolve(model + ".yaml"), OutcomeTraffic.policy(model)));
    }
    return PolicyReader.readAll(files);
  }
}
