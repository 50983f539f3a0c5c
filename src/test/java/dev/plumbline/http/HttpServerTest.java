package dev.plumbline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.ExampleMeasures;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.IncidentStatus;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.kafka.streams.TaskOutage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {

  /** Addresses in {@code src=, href=} and {@code from}. */
  private static final Pattern NEEDED = Pattern.compile("(?:src=\"|href=\"|from '\\.)(/[^\"']+)");

  private final Served served = new Served();

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void shouldBeAliveAlwaysAndReadyWhenEveryStageRuns() throws Exception {
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(served.get("/health/ready").statusCode()).isEqualTo(200);

    // When
    served.ready.set(false);

    // Then
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(served.get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(served.get("/health/ready").body()).isEqualTo("a stage is not running\n");
  }

  @Test
  void shouldNameTheFollowerWhenItHasBeenWithoutItsTopicForAMinute() throws Exception {
    // Given
    Instant lost = ExampleMessages.NOON;
    served.outages.add(new TaskOutage("plumbline-launcher", lost, "TimeoutException: too slow"));

    // When
    served.now.set(lost.plusMillis(59_999));

    // Then
    assertThat(served.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(served.get("/health/ready").body()).isEqualTo("ready\n");

    // When
    served.now.set(lost.plusSeconds(60));

    // Then
    assertThat(served.get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(served.get("/health/ready").body())
        .isEqualTo(
            "plumbline-launcher has not followed its topic since 2026-01-01T12:00:00Z:"
                + " TimeoutException: too slow\n");
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);

    // When
    served.outages.clear();

    // Then
    assertThat(served.get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldServeStagesAndModels() throws Exception {
    assertThat(served.get("/api/stages").body())
        .isEqualTo(
            "[{\"stage\":\"redact\",\"in\":10,\"out\":7,\"deadLettered\":1,\"withheld\":2,\"lag\":3,\"running\":true}]");
    assertThat(served.get("/api/models").body()).isEqualTo("[\"desk\",\"loans\"]");
  }

  @Test
  void shouldServeWhatIsKnownOfAModel() throws Exception {
    // When
    served.view.accept(ExampleMeasures.window("desk", 6, "female"));
    served.view.accept(ExampleMeasures.window("desk", 5, "female"));
    served.view.accept(ExampleMessages.alert("desk", "female", Alert.State.OPEN));
    served.view.accept(ExampleMessages.incident("desk", IncidentStatus.State.OPEN));
    served.view.accept(ExampleMessages.job("desk", "job-1"));

    // Then
    JsonNode windows = served.json("/api/models/desk/windows");
    assertThat(windows.findValuesAsText("end"))
        .containsExactly("2026-01-01T12:05:00Z", "2026-01-01T12:06:00Z");
    assertThat(served.json("/api/models/desk/windows/2026-01-01T12:00:00Z/histograms").path(0))
        .isEqualTo(windows.path(0).path("histograms").path(0))
        .isNotEmpty();
    assertThat(served.get("/api/models/desk/windows/yesterday/histograms").body()).isEqualTo("[]");
    assertThat(served.json("/api/models/desk/alerts").path(0).path("state").asText())
        .isEqualTo("open");
    assertThat(served.json("/api/models/desk/incidents").path(0).path("id").asText())
        .isEqualTo("260101-k3f9m");
    assertThat(served.json("/api/models/desk/jobs").path(0).path("jobId").asText())
        .isEqualTo("job-1");
    for (String list : List.of("windows", "rules", "incidents", "alerts", "jobs")) {
      assertThat(served.get("/api/models/loans/" + list).body()).isEqualTo("[]");
    }
  }

  @Test
  void shouldKeepTheNewestRevisionOfTheNewestWindows() throws Exception {
    // Given
    for (int minute = 1; minute <= 250; minute++) {
      served.view.accept(ExampleMeasures.window("desk", minute, "female"));
    }

    // When
    served.view.accept(ExampleMeasures.window("desk", 10, "female"));

    // Then
    JsonNode windows = served.json("/api/models/desk/windows");
    assertThat(windows).hasSize(200);
    assertThat(windows.path(199).path("window").path("end").asText())
        .isEqualTo("2026-01-01T16:10:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows", "rules", "incidents", "alerts", "jobs"})
  void shouldSayWhichModelsThereAreWhenOneIsUnknown(String list) throws Exception {
    // When
    HttpResponse<String> answer = served.get("/api/models/Guinevere/" + list);

    // Then
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body()).isEqualTo("{\"error\":\"no such model; there are: desk, loans\"}");
  }

  @Test
  void shouldSayThatThereIsNoSuchAddress() throws Exception {
    assertThat(served.get("/api/model").statusCode()).isEqualTo(404);
    assertThat(served.get("/api/model").body()).isEqualTo("{\"error\":\"no such address\"}");
    assertThat(served.get("/../etc/passwd").statusCode()).isBetween(400, 404);
    assertThat(served.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(served.get("/nothing").body()).isEqualTo("there is no such page\n");
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
    HttpResponse<String> answer = served.get(path);

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
        HttpResponse<String> answer = served.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        NEEDED.matcher(answer.body()).results().forEach(found -> addresses.add(found.group(1)));
      }
    }

    // Then
    assertThat(seen).contains("/live.js", "/rules.js", "/words.js", "/live.css", "/uplot.css");
    assertThat(served.get("/").body()).doesNotContain("http://", "https://", "style=", "onclick");
  }

  @Test
  void shouldHandOnWhatAPipelineSaysWhenSomebodyTakesIt() throws Exception {
    // Given
    List<String> taken = new ArrayList<>();
    assertThat(served.post("/api/jobs/j1/status", "t=1,v1=00", "{}")).isEqualTo(404);
    // When
    served.server.take(
        (job, signature, body) -> {
          taken.add(job + " " + signature + " " + new String(body, StandardCharsets.UTF_8));
          return 204;
        });
    // Then
    assertThat(served.post("/api/jobs/desk%201/status", "t=1,v1=00", "{\"a\": 1}")).isEqualTo(204);
    assertThat(served.post("/api/jobs/j1/status", "t=1,v1=00", "x".repeat(70_000))).isEqualTo(413);
    assertThat(taken).containsExactly("desk 1 t=1,v1=00 {\"a\": 1}");
  }

  @Test
  void shouldSayThatThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Served.HOST))) {
      assertThatThrownBy(() -> other(Served.HOST, taken.getLocalPort()))
          .isInstanceOf(PortException.class)
          .hasMessage("port " + taken.getLocalPort() + " is taken");
    }
    assertThatThrownBy(() -> other("no-such-host.invalid", 1234))
        .isInstanceOf(PortException.class)
        .hasMessage("cannot listen on no-such-host.invalid:1234");
  }

  private void other(String host, int port) {
    ReadinessCheck ready =
        new ReadinessCheck(() -> true, List::of, List::of, Served.PATIENCE, InstantSource.system());
    new HttpServer(HttpAccess.open(host, port), served.registry, served.view, List::of, ready)
        .close();
  }
}
