package dev.plumbline.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentStatus;
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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do about incidents, through the running server and a broker. */
class IncidentNotesIT {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String NOTES = "/api/models/desk/incidents/260101-k3f9m/notes";

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void shouldShowWhatPeopleDidInEveryProcessAndAfterARestart() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      // Given
      ShippedTopics.prepare(broker.bootstrapServers());
      Incident open = ExampleMessages.incident("desk", IncidentStatus.State.OPEN);
      new TestCluster(broker.bootstrapServers())
          .send(Topics.INCIDENTS.name(), open.key(), Json.MAPPER.writeValueAsString(open));
      try (Process one = new Process(broker.bootstrapServers())) {
        await().atMost(LONG).until(() -> one.json("/api/models/desk/incidents").size() == 1);

        // When
        HttpResponse<String> assigned =
            one.post(
                NOTES,
                "application/json",
                "{'kind':'assigned','who':'Ada','assignee':'Grace','why':'ask ada@example.org'}");
        one.post(
            NOTES,
            "application/json",
            "{'kind':'silenced','who':'Grace','until':'2026-01-02T00:00:00Z','why':'migration'}");
        one.post(
            NOTES,
            "application/json",
            "{'kind':'silenced','who':'Grace','until':'2026-01-03T00:00:00Z','why':'longer'}");

        // Then
        assertThat(assigned.statusCode()).isEqualTo(201);
        assertThat(assigned.body()).contains("\"at\":\"2026-01-01T12:00:00Z\"");
      }
      try (Process another = new Process(broker.bootstrapServers())) {
        await().atMost(LONG).until(() -> another.json("/api/models/desk/notes").size() == 2);
        assertThat(another.json("/api/models/desk/notes").findValuesAsText("until"))
            .filteredOn(until -> !until.equals("null"))
            .containsExactly("2026-01-03T00:00:00Z");
        assertThat(another.json("/api/models/desk/notes").findValuesAsText("assignee"))
            .filteredOn(assignee -> !assignee.equals("null"))
            .containsExactly("Grace");
      }
      assertThat(new TestCluster(broker.bootstrapServers()).committed("incident-notes"))
          .hasSize(3)
          .noneMatch(note -> note.contains("ada@example.org"))
          .anyMatch(note -> note.contains("ask <EMAIL_ADDRESS>"));
    }
  }

  @Test
  void shouldSayWhatIsWrongWhenANoteCannotBeTaken() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      ShippedTopics.prepare(broker.bootstrapServers());
      Incident open = ExampleMessages.incident("desk", IncidentStatus.State.OPEN);
      new TestCluster(broker.bootstrapServers())
          .send(Topics.INCIDENTS.name(), open.key(), Json.MAPPER.writeValueAsString(open));
      try (Process one = new Process(broker.bootstrapServers())) {
        await().atMost(LONG).until(() -> one.json("/api/models/desk/incidents").size() == 1);

        assertThat(refused(one, "{'kind':'silenced','who':'Ada','why':'known'}"))
            .isEqualTo("400 until is missing");
        assertThat(refused(one, "{'kind':'silenced','who':'Ada','until':'2026-01-02T00:00:00Z'}"))
            .isEqualTo("400 why is blank");
        assertThat(refused(one, "{'kind':'silenced','who':'Ada','why':'x','until':'soon'}"))
            .isEqualTo("400 until must be a time such as 2026-01-01T12:00:00Z");
        assertThat(refused(one, "{'kind':'acknowledged'}")).isEqualTo("400 who is blank");
        assertThat(refused(one, "{'kind':'assigned','who':'Ada'}"))
            .isEqualTo("400 assignee is blank");
        assertThat(refused(one, "{'kind':'forgotten','who':'Ada'}"))
            .isEqualTo("400 kind must be acknowledged, silenced or assigned");
        assertThat(refused(one, "{'kind':'acknowledged','who':'%s'}".formatted("A".repeat(101))))
            .isEqualTo("400 who has more than 100 characters");
        assertThat(refused(one, "kind=acknowledged")).isEqualTo("400 the body is not JSON");
        assertThat(one.post(NOTES, "text/plain", "{}").statusCode()).isEqualTo(415);
        assertThat(
                one.post(
                        NOTES.replace("k3f9m", "other"),
                        "application/json",
                        "{'kind':'acknowledged','who':'Ada'}")
                    .statusCode())
            .isEqualTo(404);
      }
      assertThat(new TestCluster(broker.bootstrapServers()).committed("incident-notes")).isEmpty();
    }
  }

  private static String refused(Process process, String body) throws Exception {
    HttpResponse<String> answer = process.post(NOTES, "application/json", body);
    return answer.statusCode() + " " + Json.MAPPER.readTree(answer.body()).path("error").asText();
  }

  /** One that serves the page. */
  private final class Process implements AutoCloseable {

    private final PrometheusMeterRegistry registry = MetricsRegistry.registry();
    private final StatusServer served =
        new StatusServer(
            HttpAccess.open("127.0.0.1", 0),
            registry,
            new Policies(Map.of()),
            LONG,
            InstantSource.fixed(ExampleMessages.NOON));
    private final StagePipeline pipeline;
    private final LiveFollowers live;

    Process(String servers) {
      StreamsSettings streams =
          new StreamsSettings(servers, folder.resolve("state"), "one", 1, 1, Map.of());
      pipeline =
          new StagePipeline(
              ServiceContext.now(new Policies(Map.of()), streams, registry),
              FlowStages.named(
                  List.of(AlertTopology.STAGE), FlowStages.inOrder(FlowSettings.live())));
      live =
          served.show(
              pipeline, new StageProgress(registry, new PrintWriter(Writer.nullWriter(), false)));
    }

    JsonNode json(String path) throws Exception {
      return Json.MAPPER.readTree(http.send(request(path).build(), BodyHandlers.ofString()).body());
    }

    /** Quotes in the body are single ones. */
    HttpResponse<String> post(String path, String type, String body) throws Exception {
      return http.send(
          request(path)
              .header("Content-Type", type)
              .POST(BodyPublishers.ofString(body.replace('\'', '"')))
              .build(),
          BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port() + path))
          .timeout(LONG);
    }

    @Override
    public void close() {
      live.close();
      pipeline.close();
      served.close();
    }
  }
}
