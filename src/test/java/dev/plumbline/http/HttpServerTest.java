package dev.plumbline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Alert;
import dev.plumbline.event.Examples;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String HOST = "127.0.0.1";

  /** Addresses in {@code src=, href=} and {@code from}. */
  private static final Pattern NEEDED = Pattern.compile("(?:src=\"|href=\"|from '\\.)(/[^\"']+)");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LiveView view = new LiveView(registry, List.of("desk", "loans"));
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final HttpServer server =
      new HttpServer(
          HOST,
          0,
          registry,
          view,
          () -> List.of(new StageStatus("redact", 10, 7, 1, 2, 3, true)),
          ready::get);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldServeTheNewestWindowAsGauges() throws Exception {
    // When
    view.accept(Examples.window("desk", 5, "female"));
    view.accept(Examples.window("desk", 6, "female"));

    // Then
    Prometheus metrics = Prometheus.parse(get("/metrics"));
    String reference =
        "{attribute=\"sex\",comparison=\"reference\",group=\"female\",metric=\"demographic_parity_difference\",model=\"desk\"}";
    String worstPair =
        "{attribute=\"sex\",comparison=\"worst_pair\",group=\"\",metric=\"demographic_parity_difference\",model=\"desk\"}";
    assertThat(metrics.samples())
        .containsEntry("plumbline_fairness_value" + reference, -0.2)
        .containsEntry("plumbline_fairness_low" + reference, -0.3)
        .containsEntry("plumbline_fairness_high" + reference, -0.11)
        .containsEntry("plumbline_fairness_tolerance" + reference, 0.1)
        .containsEntry("plumbline_fairness_value" + worstPair, -0.2)
        .containsEntry(
            "plumbline_drift_value{attribute=\"*\",group=\"*\",model=\"desk\",signal=\"score\",statistic=\"psi\"}",
            0.3)
        .containsEntry(
            "plumbline_drift_drifted{attribute=\"*\",group=\"*\",model=\"desk\",signal=\"score\",statistic=\"psi\"}",
            1.0)
        .containsEntry("plumbline_ethics_score{model=\"desk\"}", 0.9)
        .containsEntry("plumbline_bias_score{model=\"desk\"}", 0.1)
        .containsEntry("plumbline_window_requests{model=\"desk\"}", 300.0)
        .containsEntry("plumbline_window_labelled{model=\"desk\"}", 150.0)
        .containsEntry(
            "plumbline_window_end_seconds{model=\"desk\"}",
            Examples.NOON.plusSeconds(360).getEpochSecond() + 0.0);
    assertThat(metrics.types()).containsEntry("plumbline_fairness_value", "gauge");
  }

  @Test
  void shouldLeaveNoSeriesOfGroupsThatAreGone() throws Exception {
    // Given
    view.accept(Examples.window("desk", 5, "female", "other"));
    view.accept(Examples.window("loans", 5, "other"));
    assertThat(series("group=\"other\"", "model=\"desk\"")).isNotEmpty();

    // When
    view.accept(Examples.window("desk", 6, "female"));

    // Then
    assertThat(series("group=\"other\"", "model=\"desk\"")).isEmpty();
    assertThat(series("group=\"female\"", "model=\"desk\"")).isNotEmpty();
    assertThat(series("group=\"other\"", "model=\"loans\"")).isNotEmpty();
  }

  @Test
  void shouldEscapeGroupsInLabels() throws Exception {
    // When
    view.accept(Examples.window("desk", 5, "a\"b\\c\nd"));

    // Then
    assertThat(Prometheus.parse(get("/metrics")).samples().keySet())
        .anyMatch(series -> series.contains("group=\"a\\\"b\\\\c\\nd\""));
  }

  @Test
  void shouldCountOpenAlertsAndJobs() throws Exception {
    // Given
    view.accept(Examples.alert("desk", "female", Alert.State.OPEN));
    view.accept(Examples.alert("desk", "other", Alert.State.ESCALATED));
    view.accept(Examples.job("desk", "job-1"));

    // When
    view.accept(Examples.alert("desk", "other", Alert.State.CLEARED));
    view.accept(Examples.endedJob("desk", "job-1", RetrainingJob.State.REJECTED));

    // Then
    assertThat(Prometheus.parse(get("/metrics")).samples())
        .containsEntry("plumbline_alerts_open{model=\"desk\",severity=\"page\"}", 1.0)
        .containsEntry("plumbline_jobs{model=\"desk\",state=\"rejected\"}", 1.0)
        .doesNotContainKey("plumbline_jobs{model=\"desk\",state=\"requested\"}");
  }

  @Test
  void shouldBeAliveAlwaysAndReadyWhenEveryStageRuns() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);

    // When
    ready.set(false);

    // Then
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void shouldServeStagesAndModels() throws Exception {
    assertThat(get("/api/stages").body())
        .isEqualTo(
            "[{\"stage\":\"redact\",\"in\":10,\"out\":7,\"deadLettered\":1,\"withheld\":2,\"lag\":3,\"running\":true}]");
    assertThat(get("/api/models").body()).isEqualTo("[\"desk\",\"loans\"]");
  }

  @Test
  void shouldServeWhatIsKnownOfAModel() throws Exception {
    // When
    view.accept(Examples.window("desk", 6, "female"));
    view.accept(Examples.window("desk", 5, "female"));
    view.accept(Examples.alert("desk", "female", Alert.State.OPEN));
    view.accept(Examples.job("desk", "job-1"));

    // Then
    JsonNode windows = json("/api/models/desk/windows");
    assertThat(windows.findValuesAsText("end"))
        .containsExactly("2026-01-01T12:05:00Z", "2026-01-01T12:06:00Z");
    assertThat(json("/api/models/desk/alerts").path(0).path("state").asText()).isEqualTo("open");
    assertThat(json("/api/models/desk/jobs").path(0).path("jobId").asText()).isEqualTo("job-1");
    for (String list : List.of("windows", "alerts", "jobs")) {
      assertThat(get("/api/models/loans/" + list).body()).isEqualTo("[]");
    }
  }

  @Test
  void shouldKeepTheNewestRevisionOfTheNewestWindows() throws Exception {
    // Given
    for (int minute = 1; minute <= 250; minute++) {
      view.accept(Examples.window("desk", minute, "female"));
    }

    // When
    view.accept(Examples.window("desk", 10, "female"));

    // Then
    JsonNode windows = json("/api/models/desk/windows");
    assertThat(windows).hasSize(200);
    assertThat(windows.path(199).path("window").path("end").asText())
        .isEqualTo("2026-01-01T16:10:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows", "alerts", "jobs"})
  void shouldSayWhichModelsThereAreWhenOneIsUnknown(String list) throws Exception {
    // When
    HttpResponse<String> answer = get("/api/models/Guinevere/" + list);

    // Then
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body()).isEqualTo("{\"error\":\"no such model; there are: desk, loans\"}");
  }

  @Test
  void shouldSayThatThereIsNoSuchAddress() throws Exception {
    assertThat(get("/api/model").statusCode()).isEqualTo(404);
    assertThat(get("/api/model").body()).isEqualTo("{\"error\":\"no such address\"}");
    assertThat(get("/../etc/passwd").statusCode()).isBetween(400, 404);
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/nothing").body()).isEqualTo("there is no such page\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/live.js",
        "/live.css",
        "/uplot.js",
        "/uplot.css",
        "/api/models",
        "/nothing"
      })
  void shouldForbidBrowsersWhatThePageDoesNotNeed(String path) throws Exception {
    // When
    HttpResponse<String> answer = get(path);

    // Then
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void shouldServeThePageWithoutAnythingFromElsewhere() throws Exception {
    // When
    Queue<String> addresses = new ConcurrentLinkedQueue<>(List.of("/"));
    List<String> seen = new ArrayList<>();
    for (String path = addresses.poll(); path != null; path = addresses.poll()) {
      if (!seen.contains(path)) {
        seen.add(path);
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        NEEDED.matcher(answer.body()).results().forEach(found -> addresses.add(found.group(1)));
      }
    }

    // Then
    assertThat(seen).contains("/live.js", "/rules.js", "/words.js", "/live.css", "/uplot.css");
    assertThat(get("/").body()).doesNotContain("http://", "https://", "style=", "onclick");
  }

  @Test
  void shouldSendASnapshotAndThenWhatChanged() throws Exception {
    // Given
    view.accept(Examples.window("desk", 5, "female"));

    try (Watch watch = new Watch()) {
      JsonNode snapshot = watch.next("snapshot");
      assertThat(snapshot.path("ready").asBoolean()).isTrue();
      assertThat(snapshot.path("stages").path(0).path("stage").asText()).isEqualTo("redact");
      assertThat(snapshot.path("models").path("desk").findValuesAsText("end"))
          .containsExactly("2026-01-01T12:05:00Z");
      assertThat(snapshot.path("models").path("loans")).isEmpty();
      assertThat(snapshot.findValuesAsText("sentence")).hasSize(2);

      // When
      view.accept(Examples.window("desk", 6, "female"));
      view.accept(Examples.alert("desk", "female", Alert.State.OPEN));

      // Then
      JsonNode update = watch.until("update", found -> !found.path("alerts").isEmpty());
      assertThat(update.path("models").path("desk").findValuesAsText("end"))
          .containsExactly("2026-01-01T12:06:00Z");
      JsonNode next = watch.next("update");
      assertThat(next.path("models").path("desk")).isEmpty();
      assertThat(next.path("alerts")).hasSize(1);
    }
  }

  @Test
  void shouldRefuseThoseWhoDoNotReadEvents() throws Exception {
    assertThat(get("/events").statusCode()).isEqualTo(406);
  }

  @Test
  void shouldRefuseOneBrowserTooManyAndTakeItWhenAnotherHasLeft() throws Exception {
    List<Watch> watches = new ArrayList<>();
    try {
      // Given
      for (int i = 0; i < Watchers.MOST; i++) {
        watches.add(new Watch());
      }
      assertThat(watches).allMatch(watch -> watch.status == 200);

      // When
      try (Watch tooMany = new Watch()) {
        // Then
        assertThat(tooMany.status).isEqualTo(503);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
      }

      // When
      watches.remove(0).close();

      // Then
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                Watch another = new Watch();
                watches.add(another);
                assertThat(another.status).isEqualTo(200);
              });
    } finally {
      watches.forEach(Watch::close);
    }
  }

  @Test
  void shouldServeOthersAndCloseWhenOneBrowserDoesNotRead() throws Exception {
    // Given
    String[] groups = IntStream.range(0, 300).mapToObj(i -> "g" + i).toArray(String[]::new);
    for (int minute = 1; minute <= 200; minute++) {
      view.accept(Examples.window("desk", minute, groups));
    }
    try (Socket silent = new Socket()) {
      silent.setReceiveBufferSize(1024); // before it connects, or it is too late
      silent.connect(new InetSocketAddress(HOST, server.port()));
      silent
          .getOutputStream()
          .write(
              "GET /events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));

      // When
      try (Watch watch = new Watch()) {
        watch.next("snapshot");
        watch.next("update");
        watch.next("update");
        long begin = System.nanoTime();
        server.close();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
        await().atMost(SOON).until(watch::ended);
      }
    }
  }

  @Test
  void shouldSayThatThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      assertThatThrownBy(() -> other(HOST, taken.getLocalPort()))
          .isInstanceOf(PortException.class)
          .hasMessage("port " + taken.getLocalPort() + " is taken");
    }
    assertThatThrownBy(() -> other("no-such-host.invalid", 1234))
        .isInstanceOf(PortException.class)
        .hasMessage("cannot listen on no-such-host.invalid:1234");
  }

  private void other(String host, int port) {
    new HttpServer(host, port, registry, view, List::of, () -> true).close();
  }

  private List<String> series(String... labels) throws Exception {
    return Prometheus.parse(get("/metrics")).samples().keySet().stream()
        .filter(series -> Stream.of(labels).allMatch(series::contains))
        .toList();
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(path)).timeout(SOON).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://" + HOST + ":" + server.port() + path);
  }

  /** One browser that follows the page. */
  private final class Watch implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> end;
    private final InputStream in;
    final int status;

    Watch() throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(uri("/events")).header("Accept", "text/event-stream").build();
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      status = answer.statusCode();
      in = answer.body();
      end = CompletableFuture.runAsync(this::read, work -> daemon(work).start());
    }

    private void read() {
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .forEach(lines::add);
    }

    private Thread daemon(Runnable work) {
      Thread thread = new Thread(work, "watch");
      thread.setDaemon(true);
      return thread;
    }

    JsonNode next(String event) throws IOException {
      return until(event, found -> true);
    }

    JsonNode until(String event, Predicate<JsonNode> holds) throws IOException {
      while (true) {
        String name = line("event: ");
        JsonNode data = Json.MAPPER.readTree(line("data: "));
        if (name.equals(event) && holds.test(data)) {
          return data;
        }
      }
    }

    private String line(String start) {
      while (true) {
        await().atMost(SOON).until(() -> !lines.isEmpty());
        String line = String.valueOf(lines.poll());
        if (line.startsWith(start)) {
          return line.substring(start.length());
        }
      }
    }

    boolean ended() {
      return end.isDone();
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
