package dev.plumbline.stage.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.score.model.ModelWorkers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests without a text through the score stage, a policy and a file of scikit-learn's. */
class FeaturesTopologyTest {

  private static final Path MODELS = Path.of("src/test/resources/models/tabular").toAbsolutePath();

  private static final String POLICY =
      """
      model: loans
      scoring:
        source: features
        path: %s
        columns:
          - {feature: age}
          - {feature: income}
          - {feature: job, categories: [clerk, nurse, driver]}
          - {feature: home, categories: [own, rent], encoding: onehot}
          - {feature: member}
        labels: [declined, approved]
      outcome: {favourable: [approved]}
      """;

  @TempDir private Path folder;

  @Test
  void shouldScoreFeaturesAndDeadLetterWhatCannotBeShown() throws IOException {
    // Given
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, POLICY.formatted(MODELS.resolve("logistic-zipmap.onnx")));
    Policies policies = PolicyReader.readAll(List.of(file));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    JsonNode expected =
        Json.MAPPER
            .readTree(MODELS.resolve("expected.json").toFile())
            .path("logistic-zipmap")
            .path(0);
    Map<String, Object> features =
        Json.MAPPER.convertValue(expected.path("features"), new TypeReference<>() {});

    try (ModelWorkers workers = ModelWorkers.open(policies, registry);
        TopologyTestDriver driver =
            new TopologyTestDriver(
                new ScoreTopology(policies, workers, registry).build(), new Properties())) {
      TestInputTopic<String, byte[]> requests =
          driver.createInputTopic(
              Topics.REDACTED_REQUESTS.name(), new StringSerializer(), new ByteArraySerializer());
      TestOutputTopic<String, Inference> scored =
          driver.createOutputTopic(
              Topics.SCORED_REQUESTS.name(),
              new StringDeserializer(),
              Topics.SCORED_REQUESTS.valueSerde().deserializer());
      TestOutputTopic<String, DeadLetter> deadLetters =
          driver.createOutputTopic(
              Topics.DEAD_LETTERS.name(),
              new StringDeserializer(),
              Topics.DEAD_LETTERS.valueSerde().deserializer());

      // When
      requests.pipeInput("r1", ScoreFixtures.json(request("r1", features)));
      requests.pipeInput("r2", ScoreFixtures.json(request("r2", Map.of("age", 30))));

      // Then
      Prediction prediction = scored.readValue().prediction();
      int label = expected.path("label").asInt();
      assertThat(prediction.label()).isEqualTo(label == 1 ? "approved" : "declined");
      assertThat(prediction.scores().get("approved"))
          .isCloseTo(expected.path("probabilities").path(1).doubleValue(), within(1e-6));
      assertThat(prediction.source()).isEqualTo(Prediction.Source.MODEL);
      assertThat(scored.isEmpty()).isTrue();
      DeadLetter letter = deadLetters.readValue();
      assertThat(letter.cause().errorClass()).isEqualTo("feature_missing");
      assertThat(letter.cause().reason()).isEqualTo("feature income is missing");
    }
  }

  private static Inference request(String id, Map<String, Object> features) {
    return new Inference(
        id,
        "loans",
        Instant.parse("2026-01-01T00:00:00Z"),
        null,
        null,
        features,
        Map.of("sex", "female"),
        null,
        null,
        null,
        List.of(),
        "p1",
        Map.of());
  }
}
