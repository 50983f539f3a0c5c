package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.service.DeliverySidecar;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.ServiceConfig;
import dev.plumbline.config.ServiceConfig.SinkType;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.alert.delivery.DeliveryFixtures;
import dev.plumbline.stage.alert.delivery.PagerDuty;
import dev.plumbline.stage.alert.delivery.Receiver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the topic to a pager over a real broker and a real HTTP server. */
class DeliveryIT {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Kafka's own time-outs, short enough for a test to wait for one. */
  private static final Map<String, String> IMPATIENT =
      Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "1000");

  @TempDir private Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private EmbeddedBroker broker;
  private Receiver pager;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    ShippedTopics.prepare(broker.bootstrapServers());
    pager = new Receiver();
  }

  @AfterEach
  void stop() {
    pager.close();
    broker.close();
  }

  @Test
  void shouldDeliverTheNewestStateOnceWhenThePagerComesBack() throws Exception {
    // Given
    URI url = pager.url("/hook");
    int port = pager.port();
    pager.close();
    send(alert("f", State.OPEN, Severity.PAGE));
    send(alert("f", State.CLEARED, Severity.PAGE));
    send(alert("x", State.OPEN, Severity.PAGE));
    send(alert("y", State.OPEN, Severity.WARNING));
    try (BackgroundTask delivery = open(url)) {
      await().atMost(LONG).until(() -> count("retried") > 0);
      // When
      pager = new Receiver(port);
      // Then
      await().atMost(LONG).until(() -> count("delivered") == 2);
      assertThat(delivery.failed()).isFalse();
    }
    assertThat(told()).containsExactlyInAnyOrder("f cleared", "x open");
    // When it starts again
    try (BackgroundTask delivery = open(url)) {
      send(alert("z", State.OPEN, Severity.PAGE));
      await().atMost(LONG).until(() -> count("delivered") == 3);
    }
    // Then
    assertThat(told()).containsExactlyInAnyOrder("f cleared", "x open", "z open");
  }

  @Test
  void shouldKeepIncidentsRightWhenPagerDutyIsDownAndTheProcessRestarts() throws Exception {
    // Given
    try (PagerDuty pagerDuty = new PagerDuty(Clock.systemUTC())) {
      ServiceConfig.Sink sink = pagerDutySink(pagerDuty.url());
      send(alert("f", State.OPEN, Severity.PAGE));
      try (BackgroundTask delivery = open(sink)) {
        await().atMost(LONG).until(() -> pagerDuty.incidents().size() == 1);
        pagerDuty.down(true);
        send(alert("f", State.CLEARED, Severity.PAGE));
        send(alert("x", State.OPEN, Severity.PAGE));
        send(alert("x", State.CLEARED, Severity.PAGE));
        send(alert("y", State.OPEN, Severity.WARNING));
        send(alert("z", State.OPEN, Severity.PAGE));
        await().atMost(LONG).until(() -> count("retried") > 0 && waiting() == 3);
        assertThat(delivery.failed()).isFalse();
      }
      // When another process takes over and PagerDuty is back
      pagerDuty.down(false);
      try (BackgroundTask delivery = open(sink)) {
        await().atMost(LONG).until(() -> incidents(pagerDuty).equals(List.of("f false", "z true")));
        await().atMost(LONG).until(() -> count("delivered") == 4);
        assertThat(delivery.failed()).isFalse();
      }
      // Then what was committed is not said again
      int requests = pagerDuty.requests();
      try (BackgroundTask delivery = open(sink)) {
        send(alert("w", State.OPEN, Severity.PAGE));
        await().atMost(LONG).until(() -> pagerDuty.incidents().size() == 3);
      }
      assertThat(pagerDuty.requests()).isEqualTo(requests + 1);
    }
  }

  @Test
  void shouldDeliverWhatIsWrittenLaterWhenTheBrokerWasAway() throws Exception {
    // Given
    send(alert("f", State.OPEN, Severity.PAGE));
    try (BackgroundTask delivery = open(pager.url("/hook"))) {
      await().atMost(LONG).until(() -> count("delivered") == 1);
      // When
      int port = Integer.parseInt(broker.bootstrapServers().split(":", 2)[1]);
      broker.close();
      await().atMost(LONG).until(() -> delivery.outage().isPresent());
      assertThat(delivery.outage().orElseThrow().task()).isEqualTo("plumbline-delivery-pager");
      broker = EmbeddedBroker.start(folder.resolve("broker"), port);
      send(alert("x", State.OPEN, Severity.PAGE));
      // Then
      await().atMost(LONG).until(() -> told().contains("x open"));
      await().atMost(LONG).until(() -> delivery.outage().isEmpty());
      assertThat(delivery.failed()).isFalse();
    }
  }

  private static List<String> incidents(PagerDuty pagerDuty) {
    return pagerDuty.incidents().stream()
        .map(each -> each.key().substring(each.key().lastIndexOf('/') + 1) + " " + each.open())
        .toList();
  }

  private ServiceConfig.Sink pagerDutySink(URI url) throws IOException {
    Path file = Files.writeString(folder.resolve("pager.key"), PagerDuty.KEY + "\n");
    return new ServiceConfig.Sink(
        SinkType.PAGERDUTY, url, file, Severity.PAGE, null, SinkType.PAGERDUTY.rate());
  }

  private BackgroundTask open(URI url) throws IOException {
    ServiceConfig.Sink sink =
        new ServiceConfig.Sink(
            SinkType.WEBHOOK, url, null, Severity.PAGE, null, SinkType.WEBHOOK.rate());
    return open(sink);
  }

  private BackgroundTask open(ServiceConfig.Sink sink) throws IOException {
    StreamsSettings streams =
        new StreamsSettings(
            broker.bootstrapServers(), folder.resolve("state"), "one", 1, 1, IMPATIENT);
    return new DeliverySidecar(Map.of("pager", sink)).open(policies(), streams, registry).get(0);
  }

  private Policies policies() throws IOException {
    String policy =
        Files.readString(Path.of("src/main/resources/demo/employment.yaml"))
            .replace("sinks: []", "sinks: [pager]");
    return PolicyReader.readAll(List.of(Files.writeString(folder.resolve("policy.yaml"), policy)));
  }

  private List<String> told() {
    return pager.requests.stream().map(DeliveryIT::what).toList();
  }

  private static String what(Receiver.Request request) {
    try {
      JsonNode alert = Json.MAPPER.readTree(request.body()).get("alert");
      return alert.at("/rule/group").asText() + " " + alert.get("state").asText();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private double count(String result) {
    return registry.get("plumbline.alert.deliveries").tag("result", result).counter().count();
  }

  private double waiting() {
    return registry.get("plumbline.alert.waiting").tag("sink", "pager").gauge().value();
  }

  private void send(Alert alert) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.ETHICS_ALERTS.name(), alert.key(), Json.MAPPER.writeValueAsString(alert)))
          .get();
    }
  }

  private static Alert alert(String group, State state, Severity severity) {
    return DeliveryFixtures.alert("employment", group, state, severity, NOON, NOON);
  }
}
