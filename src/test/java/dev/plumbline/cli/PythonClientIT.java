package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.cli.proof.Verifier;
import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.MetricsRegistry;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.cli.service.StatusServer;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code clients/python}: its own tests, and what it sends to a real intake. */
class PythonClientIT {

  private static final String TOKEN = "p".repeat(32);

  private static final String PROGRAM =
      """
      import sys
      sys.path.insert(0, "clients/python")
      import plumbline
      plumbline.configure(sys.argv[1], token=sys.argv[2])
      for n in range(2500):
          plumbline.log({"requestId": "r-%d" % n, "model": "loans", "text": "\\u00e9", "prediction": {"label": "approved"}})
      plumbline.log({"requestId": "no model"})
      plumbline.label("r-7", "loans", "approved")
      """;

  @TempDir private Path folder;

  @Test
  void shouldPassItsOwnTests() throws Exception {
    Verifier.assumeInstalled();
    // When
    Verifier.Answer answer =
        Verifier.python(
            List.of(
                "-c",
                "import sys, unittest; sys.path.insert(0, 'clients/python');"
                    + " unittest.main(module=None,"
                    + " argv=['', 'discover', '-s', 'clients/python/tests'])"));
    // Then
    assertThat(answer.said()).endsWith("OK").doesNotContain("Ran 0 tests");
    assertThat(answer.exit()).isZero();
  }

  @Test
  void shouldHaveStoredAllThatIsGoodWhenThePythonProcessEnds() throws Exception {
    // Given
    Verifier.assumeInstalled();
    Policies policies = policies();
    PrometheusMeterRegistry registry = MetricsRegistry.registry();
    Path tokens = Files.writeString(folder.resolve("tokens.txt"), TOKEN + " intake\n");
    HttpAccess access = new HttpAccess("127.0.0.1", 0, List.of(), tokens, null, false);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        StatusServer port = new StatusServer(access, registry, policies)) {
      ShippedTopics.prepare(broker.bootstrapServers());
      StreamsSettings streams =
          new StreamsSettings(
              broker.bootstrapServers(), folder.resolve("state"), "one", 1, 1, Map.of());
      FlowSettings settings = FlowSettings.live().throughDoor(port.door());
      try (StagePipeline pipeline =
          new StagePipeline(
              ServiceContext.now(policies, streams, registry),
              FlowStages.named(List.of("intake"), FlowStages.inOrder(settings)))) {
        pipeline.start(Duration.ofSeconds(60));
        // When
        Verifier.Answer answer = Verifier.python(List.of("-c", PROGRAM, port.address(), TOKEN));
        // Then
        assertThat(answer.exit()).as(answer.said()).isZero();
        assertThat(answer.said()).isEqualTo("a record was refused: model is missing");
        assertThat(ids(broker, Topics.INFERENCE_REQUESTS.name())).hasSize(2500).contains("r-2499");
        assertThat(ids(broker, Topics.OUTCOMES.name())).containsExactly("r-7");
      }
    }
  }

  private Policies policies() throws IOException {
    return PolicyReader.readAll(
        List.of(
            Files.writeString(
                folder.resolve("loans.yaml"),
                """
                model: loans
                scoring: {source: provided}
                outcome: {favourable: [approved]}
                groups: {attributes: {sex: [female, male]}}
                fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
                """)));
  }

  private static Set<String> ids(EmbeddedBroker broker, String topic) {
    Set<String> ids = new HashSet<>();
    new TopicReader(broker.bootstrapServers())
        .forEach(
            topic,
            (key, value) -> {
              try {
                ids.add(Json.MAPPER.readTree(value).path("requestId").asText());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return ids;
  }
}
