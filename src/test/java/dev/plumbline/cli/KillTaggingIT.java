package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.cli.canary.Planted;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.redact.keys.KeyPurpose;
import dev.plumbline.stage.redact.keys.KeysetFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ring of requests that wait for the entity model, in a service that is killed twice. */
class KillTaggingIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int REQUESTS = 2_000;
  private static final int AT_A_TIME = 20;
  private static final String RING = "plumbline-redact-waiting_requests-changelog";
  private static final List<String> FIRST =
      List.of("Henrik", "Magdalena", "Theodora", "Cornelius", "Anneliese", "Bartholomew");
  private static final List<String> LAST =
      List.of("Lindqvist", "Zimmermann", "Castellanos", "Featherstone", "Kowalczyk", "Okonkwo");

  @TempDir private Path folder;

  private final Path log = Path.of("target/kill-tagging.log");
  private String servers = "";

  @Test
  void shouldRedactEachRequestOnceWhenTheServiceIsKilledWhileRequestsWait() throws Exception {
    Files.deleteIfExists(log);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      // Given
      servers = broker.bootstrapServers();
      ShippedTopics.prepare(servers);
      Path config = config();
      Process service = start(config);
      Thread trickle = new Thread(this::trickle);
      trickle.start();

      // When
      try {
        service = killed(service, config, REQUESTS / 4);
        service = killed(service, config, REQUESTS / 2);
        trickle.join();
        awaitRedacted(service, REQUESTS);
        service.destroy();
        assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
      } finally {
        service.destroyForcibly();
      }

      // Then
      Map<String, Integer> ids = redacted();
      assertThat(ids).hasSize(REQUESTS);
      assertThat(ids.values()).containsOnly(1);
      assertThat(topics().count(Topics.DEAD_LETTERS.name())).isZero();
      assertThat(namesInTheRing()).isPositive();
      assertThat(new Planted(names()).in(Files.readAllBytes(log))).isFalse();
    }
  }

  private static List<String> names() {
    return FIRST.stream().flatMap(first -> LAST.stream().map(last -> first + " " + last)).toList();
  }

  /**
   * Never so many at a time as fill a batch, which would be answered before the next commit,
   * however long the service takes to start: so some wait at commits.
   */
  private void trickle() {
    List<String> names = names();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "linger.ms", "0"),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = 0; i < REQUESTS; i++) {
        String request =
            "{\"requestId\":\"r%d\",\"model\":\"desk\",\"text\":\"This is %s, my card is lost.\"}"
                .formatted(i, names.get(i % names.size()));
        producer.send(new ProducerRecord<>(Topics.INFERENCE_REQUESTS.name(), "r" + i, request));
        if (i % AT_A_TIME == 0) {
          int redacted = i - AT_A_TIME / 2;
          await()
              .atMost(LONG)
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(20))
              .until(() -> topics().count(Topics.REDACTED_REQUESTS.name()) >= redacted);
        }
      }
    }
  }

  private Path config() throws IOException {
    Path model = Path.of("models/entities").toAbsolutePath();
    Path policy =
        Files.writeString(
            folder.resolve("desk.yaml"),
            """
            model: desk
            privacy: {entities: [PERSON, EMAIL_ADDRESS], model: "%s"}
            scoring: {source: provided}
            outcome: {favourable: ["yes"]}
            groups: {attributes: {language: []}}
            """
                .formatted(model));
    Path keyset =
        KeysetFile.create(folder.resolve("encrypt.json"), KeyPurpose.ENCRYPT).forService();
    return Files.writeString(
        folder.resolve("plumbline.yaml"),
        """
        kafka: {bootstrapServers: "%s", properties: {commit.interval.ms: "5"}}
        policies: ["%s"]
        stateDir: state
        redact: {encryptKeyset: "%s"}
        streams: {instanceId: service, replicationFactor: 1}
        http: {port: 0}
        """
            .formatted(servers, policy, keyset));
  }

  private Process start(Path config) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "--stages",
            "redact",
            "--config",
            config.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Another one in its place, when that much is done. */
  private Process killed(Process service, Path config, int done) throws Exception {
    awaitRedacted(service, done);
    service.destroyForcibly();
    assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(topics().count(Topics.REDACTED_REQUESTS.name())).isLessThan(REQUESTS);
    return start(config);
  }

  private void awaitRedacted(Process service, int count) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> alive(service) && topics().count(Topics.REDACTED_REQUESTS.name()) >= count);
  }

  private boolean alive(Process service) throws IOException {
    if (!service.isAlive()) {
      List<String> lines = Files.readAllLines(log);
      int from = Math.max(0, lines.size() - 30);
      throw new AssertionError(
          "the service ended:\n" + String.join("\n", lines.subList(from, lines.size())));
    }
    return true;
  }

  /** How often a request lies in the ring's topic; fails when a name can be read there. */
  private int namesInTheRing() {
    Planted search = new Planted(names());
    AtomicInteger sealed = new AtomicInteger();
    topics()
        .forEach(
            RING,
            (key, value) -> {
              if (value != null) {
                assertThat(search.in(value)).isFalse();
                sealed.incrementAndGet();
              }
            });
    return sealed.get();
  }

  private Map<String, Integer> redacted() {
    Map<String, Integer> ids = new HashMap<>();
    topics()
        .forEach(
            Topics.REDACTED_REQUESTS.name(),
            (key, value) -> {
              try {
                ids.merge(Json.MAPPER.readTree(value).get("requestId").asText(), 1, Integer::sum);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return ids;
  }

  private TopicReader topics() {
    return new TopicReader(servers);
  }
}
