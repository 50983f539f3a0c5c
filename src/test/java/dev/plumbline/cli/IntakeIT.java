package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.LiveFollowers;
import dev.plumbline.cli.service.MetricsRegistry;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.cli.service.StageProgress;
import dev.plumbline.cli.service.StatusServer;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a producer without a Kafka client sends over HTTP is stored, scored and measured. */
class IntakeIT {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final int REQUESTS = 600;

  @TempDir private Path folder;

  private final PrometheusMeterRegistry registry = MetricsRegistry.registry();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  @SuppressWarnings("try") // what follows the topics only needs closing
  void shouldMeasureEveryRequestOnceWhenSentOverHttp() throws Exception {
    // Given
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      ShippedTopics.prepare(broker.bootstrapServers());
      try (StatusServer port = new StatusServer(access(), registry, policies());
          StagePipeline pipeline = pipeline(port, broker.bootstrapServers(), Map.of(), "all");
          LiveFollowers live = port.show(pipeline, progress())) {
        assertThat(post(port, "/v1/requests", "application/json", "{}").statusCode())
            .isEqualTo(404);
        pipeline.start(LONG);
        List<String> requests = requests();
        String half = String.join("\n", requests.subList(0, REQUESTS / 2));
        // When
        HttpResponse<String> lines = zipped(port, "/v1/requests", half);
        HttpResponse<String> again = zipped(port, "/v1/requests", half);
        HttpResponse<String> array =
            post(
                port,
                "/v1/requests",
                "application/json; charset=utf-8",
                requests.subList(REQUESTS / 2, REQUESTS).toString());
        HttpResponse<String> labels =
            post(port, "/v1/outcomes", "application/jsonl", String.join("\n", labels()));
        HttpResponse<String> one =
            post(port, "/v1/requests", "application/json", request(9_999, START.plusSeconds(7200)));
        // Then
        for (HttpResponse<String> each : List.of(lines, again, array)) {
          assertThat(each.statusCode()).isEqualTo(202);
          assertThat(each.body()).isEqualTo("{\"accepted\":" + REQUESTS / 2 + "}");
        }
        assertThat(labels.body()).isEqualTo("{\"accepted\":" + REQUESTS + "}");
        assertThat(one.statusCode()).isEqualTo(202);
        await()
            .atMost(LONG)
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(() -> assertThat(measured(broker)).containsExactly(REQUESTS, REQUESTS));
        assertThat(scrape(port))
            .contains(
                "plumbline_intake_records_total{kind=\"requests\",status=\"202\"} "
                    + (REQUESTS * 3 / 2 + 1.0))
            .containsPattern("plumbline_intake_latency_seconds_count\\{kind=\"outcomes\"\\} 1");
      }
    }
  }

  @Test
  void shouldStoreNothingAndSayWhereWhenARecordIsBad() throws Exception {
    // Given
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      ShippedTopics.prepare(broker.bootstrapServers());
      try (StatusServer port = new StatusServer(access(), registry, policies());
          StagePipeline pipeline = pipeline(port, broker.bootstrapServers(), Map.of(), "intake")) {
        pipeline.start(LONG);
        // When
        HttpResponse<String> bad =
            post(
                port,
                "/v1/requests",
                "application/x-ndjson",
                request(1, START) + "\n{\"requestId\":\"Guinevere\"}\n");
        // Then
        assertThat(bad.statusCode()).isEqualTo(400);
        JsonNode problem = Json.MAPPER.readTree(bad.body()).path("problems").path(0);
        assertThat(problem.toString())
            .isEqualTo("{\"record\":1,\"line\":2,\"field\":\"model\",\"reason\":\"is missing\"}");
        assertThat(bad.body()).doesNotContain("Guinevere");
        assertThat(post(port, "/v1/requests", "text/plain", "{}").statusCode()).isEqualTo(415);
        assertThat(post(port, "/v1/requests", "application/json", "[1").statusCode())
            .isEqualTo(400);
        assertThat(zipped(port, "/v1/requests", " ".repeat((16 << 20) + 1)).statusCode())
            .isEqualTo(413);
        assertThat(
                send(port, "/v1/requests", "application/x-ndjson", "gzip", new byte[] {31, 7})
                    .statusCode())
            .isEqualTo(400);
        assertThat(send(port, "/v1/requests", "application/json", "br", new byte[9]).statusCode())
            .isEqualTo(415);
        assertThat(stored(broker)).isEmpty();
        // And a good one is taken over the same connection
        assertThat(post(port, "/v1/requests", "application/json", request(1, START)).statusCode())
            .isEqualTo(202);
        assertThat(stored(broker)).containsExactly(request(1, START));
      }
    }
  }

  @Test
  @SuppressWarnings("try") // it follows no topic, which is part of what is tested
  void shouldAcknowledgeWhatIsStoredOnlyWhenTheBrokerGoesAndComesBack() throws Exception {
    // Given
    int number = freePort();
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), number);
    Map<String, String> impatient =
        Map.of(
            "buffer.memory", "40000",
            "batch.size", "30000", // for one partition, not for two
            "max.block.ms", "0",
            "request.timeout.ms", "1000",
            "delivery.timeout.ms", "2000");
    try (StatusServer port = new StatusServer(access(), registry, policies());
        StagePipeline pipeline = pipeline(port, "127.0.0.1:" + number, impatient, "intake");
        LiveFollowers live = port.show(pipeline, progress())) {
      ShippedTopics.prepare(broker.bootstrapServers());
      pipeline.start(LONG);
      await().atMost(LONG).until(() -> stores(port, request(0, START)));
      // When
      HttpResponse<String> full = zipped(port, "/v1/requests", String.join("\n", requests()));
      broker.close();
      HttpResponse<String> away = post(port, "/v1/requests", "application/json", request(1, START));
      // Then
      assertThat(full.statusCode()).isEqualTo(429);
      assertThat(full.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(away.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(get(port, "/health/ready"))
          .containsPattern("^ready\nplumbline-intake could not store records since \\S+: ");
      // When
      broker = EmbeddedBroker.start(folder.resolve("broker"), number);
      await().atMost(LONG).until(() -> stores(port, request(1, START)));
      // Then
      assertThat(stored(broker)).contains(request(0, START), request(1, START));
      assertThat(get(port, "/health/ready")).isEqualTo("ready\n");
    } finally {
      broker.close();
    }
  }

  private StagePipeline pipeline(
      StatusServer port, String servers, Map<String, String> overrides, String stages)
      throws Exception {
    StreamsSettings streams =
        new StreamsSettings(servers, folder.resolve("state"), "one", 1, 1, overrides);
    FlowSettings settings = FlowSettings.live().throughDoor(port.door());
    return new StagePipeline(
        ServiceContext.now(policies(), streams, registry),
        FlowStages.named(
            stages.equals("all") ? FlowStages.NAMES : List.of(stages),
            FlowStages.inOrder(settings)));
  }

  private Policies policies() throws Exception {
    return PolicyReader.readAll(
        List.of(
            Files.writeString(
                folder.resolve("loans.yaml"),
                """
                model: loans
                scoring: {source: provided}
                outcome: {favourable: [approved]}
                groups: {attributes: {sex: [female, male]}, reference: {sex: male}}
                windows: {size: PT10M, advance: PT10M}
                fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
                """)));
  }

  private static List<String> requests() {
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      requests.add(request(i, START.plusSeconds(i)));
    }
    return requests;
  }

  private static String request(int i, Instant time) {
    return """
        {"requestId":"r-%d","model":"loans","timestamp":"%s","attributes":{"sex":"%s"},\
        "prediction":{"label":"%s","score":0.8}}"""
        .formatted(i, time, i % 2 == 0 ? "female" : "male", i % 3 == 0 ? "declined" : "approved");
  }

  private static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      labels.add(
          """
          {"requestId":"r-%d","model":"loans","timestamp":"%s","kind":"label","label":"approved"}"""
              .formatted(i, START.plusSeconds(i + 1L)));
    }
    return labels;
  }

  /** Requests and labels of the newest revision of each window of the hour. */
  private static List<Integer> measured(EmbeddedBroker broker) {
    Map<Instant, WindowMeasures> newest = new HashMap<>();
    new TopicReader(broker.bootstrapServers())
        .each(
            Topics.WINDOW_MEASURES,
            window -> {
              if (window.window().end().isBefore(START.plusSeconds(3600))) {
                newest.put(window.window().start(), window);
              }
            });
    return List.of(
        newest.values().stream().mapToInt(window -> (int) window.requests()).sum(),
        newest.values().stream().mapToInt(window -> (int) window.labelled()).sum());
  }

  private static List<String> stored(EmbeddedBroker broker) {
    List<String> stored = new ArrayList<>();
    new TopicReader(broker.bootstrapServers())
        .forEach(
            Topics.INFERENCE_REQUESTS.name(),
            (key, value) -> stored.add(new String(value, StandardCharsets.UTF_8)));
    return stored;
  }

  private boolean stores(StatusServer port, String request) throws Exception {
    return post(port, "/v1/requests", "application/json", request).statusCode() == 202;
  }

  private HttpResponse<String> zipped(StatusServer port, String path, String body)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return send(port, path, "application/x-ndjson", "gzip", bytes.toByteArray());
  }

  private HttpResponse<String> post(StatusServer port, String path, String type, String body)
      throws Exception {
    return send(port, path, type, "identity", body.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> send(
      StatusServer port, String path, String type, String encoding, byte[] body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + path))
            .header("Content-Type", type)
            .header("Content-Encoding", encoding)
            .timeout(Duration.ofSeconds(40))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private String get(StatusServer port, String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + path)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private String scrape(StatusServer port) throws Exception {
    return get(port, "/metrics");
  }

  private StageProgress progress() {
    return new StageProgress(registry, new PrintWriter(Writer.nullWriter()));
  }

  private static HttpAccess access() {
    return HttpAccess.open("127.0.0.1", 0);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
