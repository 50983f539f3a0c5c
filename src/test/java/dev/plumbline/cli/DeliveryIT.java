package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.service.DeliverySidecar;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.service.ServiceConfig;
import dev.plumbline.config.service.ServiceConfig.SinkType;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentStatus;
import dev.plumbline.event.incident.IncidentStatus.State;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.streams.TaskOutage;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.alert.delivery.DeliveryFixtures;
import dev.plumbline.stage.alert.delivery.PagerDuty;
import dev.plumbline.webhook.Receiver;
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
import java.util.Optional;
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
    send("f", State.OPEN);
    send("f", State.CLEARED);
    send("x", State.OPEN);
    send(alert("y", Alert.State.OPEN));
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
      send("z", State.OPEN);
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
      send("f", State.OPEN);
      try (BackgroundTask delivery = open(sink)) {
        await().atMost(LONG).until(() -> pagerDuty.incidents().size() == 1);
        pagerDuty.down(true);
        send("f", State.CLEARED);
        send("x", State.OPEN);
        send("x", State.CLEARED);
        send(alert("y", Alert.State.OPEN));
        send("z", State.OPEN);
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
        send("w", State.OPEN);
        await().atMost(LONG).until(() -> pagerDuty.incidents().size() == 3);
      }
      assertThat(pagerDuty.requests()).isEqualTo(requests + 1);
    }
  }

  @Test
  void shouldTellWarningsOutsideOfIncidentsToASinkThatAskedForThemAndSilencedOnesToNobody()
      throws Exception {
    // Given
    ServiceConfig.Sink sink =
        new ServiceConfig.Sink(
            SinkType.WEBHOOK,
            pager.url("/hook"),
            null,
            Severity.WARNING,
            null,
            SinkType.WEBHOOK.rate());
    send(
        Topics.INCIDENTS.name(),
        "employment/260101-k3f9m",
        ExampleMessages.incident("employment", State.OPEN)); // it is silenced
    send(alert("y", Alert.State.OPEN));
    send(alert("v", Alert.State.OPEN).in("f")); // opened in an incident
    // When
    List<BackgroundTask> delivery = openAll(sink);
    try {
      await().atMost(LONG).until(() -> told().contains("y open"));
      send("f", State.OPEN);
      send(
          DeliveryFixtures.alert(
                  "employment", "y", Alert.State.ESCALATED, Severity.PAGE, NOON, NOON)
              .in("f", true));
      // Then
      await().atMost(LONG).until(() -> told().contains("y escalated") && told().contains("f open"));
      assertThat(told()).containsExactlyInAnyOrder("y open", "f open", "y escalated");
    } finally {
      delivery.forEach(BackgroundTask::close);
    }
  }

  @Test
  void shouldDeliverWhatIsWrittenLaterWhenTheBrokerWasAway() throws Exception {
    // Given
    send("f", State.OPEN);
    try (BackgroundTask delivery = open(pager.url("/hook"))) {
      await().atMost(LONG).until(() -> count("delivered") == 1);
      // When
      int port = Integer.parseInt(broker.bootstrapServers().split(":", 2)[1]);
      broker.close();
      await().atMost(LONG).until(() -> delivery.outage().isPresent());
      assertThat(delivery.outage().orElseThrow().task()).isEqualTo("plumbline-delivery-pager");
      broker = EmbeddedBroker.start(folder.resolve("broker"), port);
      send("x", State.OPEN);
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
    List<BackgroundTask> all = openAll(sink);
    return new BackgroundTask() {
      @Override
      public boolean failed() {
        return all.stream().anyMatch(BackgroundTask::failed);
      }

      @Override
      public Optional<TaskOutage> outage() {
        return all.get(0).outage();
      }

      @Override
      public void close() {
        all.forEach(BackgroundTask::close);
      }
    };
  }

  private List<BackgroundTask> openAll(ServiceConfig.Sink sink) throws IOException {
    StreamsSettings streams =
        new StreamsSettings(
            broker.bootstrapServers(), folder.resolve("state"), "one", 1, 1, IMPATIENT);
    return new DeliverySidecar(Map.of("pager", sink)).open(policies(), streams, registry);
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
      JsonNode body = Json.MAPPER.readTree(request.body());
      JsonNode told = body.has("incident") ? body.get("incident") : body.get("alert");
      return (body.has("incident") ? told.get("id") : told.at("/rule/group")).asText()
          + " "
          + told.get("state").asText();
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

  private void send(String id, State state) throws Exception {
    send(Topics.INCIDENTS.name(), "employment/" + id, incident(id, state));
  }

  /** One of an id that its test gives it. */
  private static Incident incident(String id, State state) {
    Incident it = ExampleMessages.incident("employment", state);
    IncidentStatus status =
        new IncidentStatus(
            state, it.status().occasion(), NOON, it.status().onset(), NOON, NOON, 0, null);
    return new Incident(
        "employment/" + id,
        id,
        it.model(),
        it.rule(),
        status,
        it.text(),
        it.affected(),
        it.rules(),
        it.changes(),
        it.omitted(),
        it.origin());
  }

  private void send(Alert alert) throws Exception {
    send(Topics.ETHICS_ALERTS.name(), alert.key(), alert);
  }

  private void send(String topic, String key, Object value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, Json.MAPPER.writeValueAsString(value))).get();
    }
  }

  private static Alert alert(String group, Alert.State state) {
    return DeliveryFixtures.alert("employment", group, state, Severity.WARNING, NOON, NOON);
  }
}
