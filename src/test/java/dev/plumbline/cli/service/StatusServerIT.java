package dev.plumbline.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.event.ExampleMeasures;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.embedded.TestCluster;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.alert.AlertTopology;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live page and the readiness of a process whose broker goes and comes back. */
class StatusServerIT {

  private static final Duration LONG = Duration.ofSeconds(60);

  /** Kafka's own time-outs, short enough for a test to wait for one. */
  private static final Map<String, String> IMPATIENT =
      Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "1000");

  @TempDir private Path folder;

  private final PrometheusMeterRegistry registry = MetricsRegistry.registry();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void shouldShowWhatIsWrittenWhenTheBrokerWasNotThereForATimeout() throws Exception {
    // Given
    int port = freePort();
    try (StagePipeline pipeline = pipeline(port);
        StatusServer served = served(Duration.ZERO);
        AutoCloseable live = served.show(pipeline, progress())) {
      await().atMost(LONG).until(() -> unready(served).contains("TimeoutException"));

      // When
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), port)) {
        ShippedTopics.prepare(broker.bootstrapServers());
        write(broker, "desk");

        // Then
        await().atMost(LONG).until(() -> models(served).contains("desk"));
        live.close();
      }
    }
  }

  @Test
  void shouldNotBeReadyAndComeBackWhenTheBrokerIsAwayForLong() throws Exception {
    // Given
    int port = freePort();
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), port);
    try (StagePipeline pipeline = pipeline(port);
        StatusServer served = served(Duration.ofSeconds(2));
        AutoCloseable live = served.show(pipeline, progress())) {
      ShippedTopics.prepare(broker.bootstrapServers());
      write(broker, "desk");
      pipeline.start(LONG);
      await().atMost(LONG).until(() -> models(served).contains("desk"));
      await().atMost(LONG).until(() -> unready(served).isEmpty());

      // When
      broker.close();

      // Then
      for (String topic : List.of("window-measures", "ethics-alerts", "retraining-jobs")) {
        await()
            .atMost(LONG)
            .untilAsserted(
                () ->
                    assertThat(unready(served))
                        .containsPattern(
                            "live-page-%s has not followed its topic since \\S+: TimeoutException: "
                                .formatted(topic)));
      }
      assertThat(get(served, "/health/live").statusCode()).isEqualTo(200);

      // When
      broker = EmbeddedBroker.start(folder.resolve("broker"), port);
      write(broker, "loans");

      // Then
      await().atMost(LONG).until(() -> models(served).contains("loans"));
      await().atMost(LONG).until(() -> unready(served).isEmpty());
      live.close();
      pipeline.close();
    } finally {
      broker.close();
    }
  }

  /** Why it is not ready; empty when it is. */
  private String unready(StatusServer served) throws Exception {
    HttpResponse<String> answer = get(served, "/health/ready");
    assertThat(answer.statusCode()).isEqualTo(answer.body().equals("ready\n") ? 200 : 503);
    return answer.statusCode() == 200 ? "" : answer.body();
  }

  private String models(StatusServer served) throws Exception {
    return get(served, "/api/models").body();
  }

  private static void write(EmbeddedBroker broker, String model) throws Exception {
    new TestCluster(broker.bootstrapServers())
        .send(
            Topics.WINDOW_MEASURES.name(),
            model,
            Json.MAPPER.writeValueAsString(ExampleMeasures.window(model, 5, "female")));
  }

  private StatusServer served(Duration patience) {
    return new StatusServer(
        HttpAccess.open("127.0.0.1", 0),
        registry,
        new Policies(Map.of()),
        patience,
        InstantSource.system());
  }

  private StagePipeline pipeline(int port) {
    StreamsSettings streams =
        new StreamsSettings("127.0.0.1:" + port, folder.resolve("state"), "one", 1, 1, IMPATIENT);
    return new StagePipeline(
        ServiceContext.now(new Policies(Map.of()), streams, registry),
        FlowStages.named(List.of(AlertTopology.STAGE), FlowStages.inOrder(FlowSettings.live())));
  }

  private StageProgress progress() {
    return new StageProgress(registry, new PrintWriter(Writer.nullWriter()));
  }

  private HttpResponse<String> get(StatusServer served, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + served.port() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
