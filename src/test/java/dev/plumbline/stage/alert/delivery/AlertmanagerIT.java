package dev.plumbline.stage.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.incident.IncidentStatus;
import dev.plumbline.event.incident.IncidentStatus.Occasion;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.Receiver;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager, where one is installed; the request's form is tested everywhere else. */
class AlertmanagerIT {

  private static final List<String> NAMES = List.of("prometheus-alertmanager", "alertmanager");

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private Process alertmanager;
  private Receiver webhook;
  private String url;

  @BeforeEach
  void start() throws IOException {
    Optional<Path> binary = binary();
    assumeTrue(binary.isPresent(), "no Alertmanager on the PATH (Debian: prometheus-alertmanager)");
    webhook = new Receiver();
    int port = freePort();
    url = "http://127.0.0.1:" + port;
    Path config =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            """
            route: {receiver: hook, group_by: [alertname, model, group, severity], group_wait: 0s, group_interval: 1s}
            receivers: [{name: hook, webhook_configs: [{url: "%s"}]}]
            """
                .formatted(webhook.url("/")));
    alertmanager =
        new ProcessBuilder(
                binary.get().toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> !alertmanager.isAlive() || get("/-/ready") == 200);
    assertThat(alertmanager.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (alertmanager != null) {
      alertmanager.destroy();
      alertmanager.waitFor();
      webhook.close();
    }
  }

  @Test
  void shouldNotifyOnceAndResolveWhenAPageOpensRepeatsAndClears() throws Exception {
    // Given
    AlertmanagerSink sink = sink();
    // When
    assertThat(sink.deliver(DeliveryFixtures.messages(alert(State.OPEN, Severity.WARNING))))
        .isInstanceOf(DeliveryAttempt.Delivered.class);
    assertThat(sink.deliver(DeliveryFixtures.messages(alert(State.ESCALATED, Severity.PAGE))))
        .isInstanceOf(DeliveryAttempt.Delivered.class);
    assertThat(sink.deliver(DeliveryFixtures.messages(alert(State.ESCALATED, Severity.PAGE))))
        .isInstanceOf(DeliveryAttempt.Delivered.class);
    // Then
    await().atMost(Duration.ofSeconds(30)).until(() -> firing("page").equals(List.of("firing")));
    assertThat(active()).containsExactly("page");
    // When
    assertThat(sink.deliver(DeliveryFixtures.messages(alert(State.CLEARED, Severity.PAGE))))
        .isInstanceOf(DeliveryAttempt.Delivered.class);
    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> firing("page").equals(List.of("firing", "resolved")));
    assertThat(active()).isEmpty();
  }

  @Test
  void shouldNotifyOnceAndResolveWhenAnIncidentIsToldAgainAndClears() throws Exception {
    // Given
    AlertmanagerSink sink = sink();
    Instant since = Instant.now().minusSeconds(120);
    IncidentMessage open =
        IncidentDeliveryTest.message(IncidentStatus.State.OPEN, Occasion.OPENED, since, 0);
    // When
    for (IncidentMessage each :
        List.of(
            open,
            IncidentDeliveryTest.message(
                IncidentStatus.State.OPEN, Occasion.REFRESHED, since, 60))) {
      assertThat(sink.deliver(List.of(each))).isInstanceOf(DeliveryAttempt.Delivered.class);
    }
    // Then
    await().atMost(Duration.ofSeconds(30)).until(() -> firing("page").equals(List.of("firing")));
    assertThat(active()).containsExactly("page");
    // When
    assertThat(
            sink.deliver(
                List.of(
                    IncidentDeliveryTest.message(
                        IncidentStatus.State.CLEARED, Occasion.CLEARED, since, 90))))
        .isInstanceOf(DeliveryAttempt.Delivered.class);
    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> firing("page").equals(List.of("firing", "resolved")));
    assertThat(active()).isEmpty();
  }

  @Test
  void shouldHoldEveryAlertOfAMessageWhenManyAreToldAtOnce() throws Exception {
    // Given
    AlertmanagerSink sink = sink();
    Instant since = Instant.now().minusSeconds(60);
    List<Alert> alerts =
        IntStream.range(0, sink.atOnce())
            .mapToObj(
                i ->
                    DeliveryFixtures.alert(
                        "desk", "g" + i, State.OPEN, Severity.PAGE, since, since))
            .toList();
    // When
    assertThat(sink.deliver(DeliveryFixtures.messages(alerts.toArray(Alert[]::new))))
        .isInstanceOf(DeliveryAttempt.Delivered.class);
    // Then
    assertThat(active()).hasSize(sink.atOnce()).containsOnly("page");
  }

  private AlertmanagerSink sink() {
    return new AlertmanagerSink(
        "pager", URI.create(url), "http://grafana/d/1", Duration.ofSeconds(5), Clock.systemUTC());
  }

  private static Alert alert(State state, Severity severity) {
    Instant since = Instant.now().minusSeconds(120);
    return DeliveryFixtures.alert(
        "desk", "a \"group\"\nof two, lines", state, severity, since, since.plusSeconds(60));
  }

  /** Statuses that the receiver was told of, in order. */
  private List<String> firing(String severity) throws IOException {
    List<String> statuses = new ArrayList<>();
    for (Receiver.Request request : webhook.requests) {
      JsonNode body = Json.MAPPER.readTree(request.body());
      if (body.at("/commonLabels/severity").asText().equals(severity)) {
        statuses.add(body.get("status").asText());
      }
    }
    return statuses;
  }

  private List<String> active() throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/api/v2/alerts?active=true")).build(),
            HttpResponse.BodyHandlers.ofString());
    List<String> severities = new ArrayList<>();
    Json.MAPPER
        .readTree(answer.body())
        .forEach(alert -> severities.add(alert.at("/labels/severity").asText()));
    return severities;
  }

  private int get(String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + path)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Optional<Path> binary() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
