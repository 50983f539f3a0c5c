package dev.plumbline.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.kafka.streams.TaskOutage;
import dev.plumbline.kafka.topic.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A server with two models, and a browser of it. */
final class Served implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(10);
  static final Duration PATIENCE = Duration.ofMinutes(1);
  static final Duration HORIZON = Duration.ofHours(1);
  static final String HOST = "127.0.0.1";

  final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final LiveView view = new LiveView(registry, Map.of("desk", HORIZON, "loans", HORIZON));

  /** A view whose labels come for a day. */
  final LiveView far =
      new LiveView(
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
          Map.of("desk", Duration.ofDays(1)));

  final AtomicBoolean ready = new AtomicBoolean(true);
  final List<TaskOutage> outages = new CopyOnWriteArrayList<>();
  final List<String> notices = new CopyOnWriteArrayList<>();
  final AtomicReference<Instant> now = new AtomicReference<>(ExampleMessages.NOON);
  final HttpServer server =
      new HttpServer(
          HttpAccess.open(HOST, 0),
          registry,
          view,
          () -> List.of(new StageStatus("redact", 10, 7, 1, 2, 3, true)),
          new ReadinessCheck(ready::get, () -> outages, () -> notices, PATIENCE, now::get));
  final HttpClient http = HttpClient.newHttpClient();

  JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(path)).timeout(SOON).build(), BodyHandlers.ofString());
  }

  int post(String path, String signature, String body) throws Exception {
    return http.send(
            HttpRequest.newBuilder(uri(path))
                .timeout(SOON)
                .header("Plumbline-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  URI uri(String path) {
    return URI.create("http://" + HOST + ":" + server.port() + path);
  }

  @Override
  public void close() {
    server.close();
  }
}
