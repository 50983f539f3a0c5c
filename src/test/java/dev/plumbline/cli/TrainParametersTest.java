package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.score.model.DjlScorer;
import dev.plumbline.stage.score.model.TextScorer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** All parameters of a small real module, and what is left of a training that is killed. */
class TrainParametersTest {

  private static final Path MODEL = Path.of("src/test/resources/models/tiny");
  private static final List<String> LABELS =
      List.of("refund", "card", "cash", "fee", "transfer", "other");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path candidate;

  @BeforeEach
  void writeExamples() throws IOException {
    candidate = folder.resolve("out");
    Random random = new Random(11);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      String label = LABELS.get(random.nextInt(LABELS.size()));
      lines.add(
          Json.MAPPER.writeValueAsString(
              new TrainingExample(
                  "r" + i,
                  "desk",
                  Instant.EPOCH.plusSeconds(i),
                  Instant.EPOCH.plusSeconds(i + 30),
                  "i want a " + label + " number " + i % 97,
                  label,
                  LABELS.get(random.nextInt(LABELS.size())),
                  Map.of("language", i % 3 == 0 ? "es" : "en"))));
    }
    Files.write(folder.resolve("examples.jsonl"), lines);
  }

  @Test
  void shouldWriteACandidateThatScorersTakeWhenAllParametersAreTrained() throws IOException {
    // When
    int exit = train(policy(20));
    // Then the labels that the model was given had nothing to do with the texts, so a gate objects
    assertThat(exit).isEqualTo(1);
    JsonNode result = Json.MAPPER.readTree(candidate.resolve("training.json").toFile());
    assertThat(result.path("curve").path("epochs")).hasSizeGreaterThan(3);
    assertThat(result.path("after").path("accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(result.path("before").path("accuracy").asDouble()).isLessThan(0.5);
    assertThat(names(candidate))
        .contains("model.pt", "config.json", "tokenizer.json", "MODEL_CARD.md", "training.json")
        .anyMatch(name -> name.startsWith("events.out.tfevents."));
    assertThat(Files.readString(candidate.resolve("MODEL_CARD.md")))
        .contains(
            "All parameters of version ",
            "| language=es | ",
            "| oldest request | 1970-01-01T00:0",
            "AdamW, at most 20 epochs of batches of 16, learning rate 0.01",
            "| accuracy | 0.");
    assertThat(label(candidate, "i want a fee number 3")).isEqualTo("fee");
    assertThat(label(candidate, "i want a transfer number 3")).isEqualTo("transfer");
    assertThat(names(folder)).doesNotContain(".out.unfinished");
  }

  @Test
  void shouldLeaveNothingInItsPlaceWhenItIsKilledAndStartAnewAfterwards() throws Exception {
    // Given an earlier trainer that was killed while it wrote
    Path half = Files.createDirectories(folder.resolve(".out.unfinished"));
    Files.writeString(half.resolve("model.pt"), "half a model");
    Path log = folder.resolve("train.log");
    Process trainer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                "--policy",
                policy(1000).toString(),
                "--examples",
                folder.resolve("examples.jsonl").toString(),
                "--out",
                candidate.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(log).contains("epoch 1 of 1000: loss "));
    } finally {
      // When
      trainer.destroyForcibly().waitFor();
    }
    // Then
    assertThat(candidate).doesNotExist();
    assertThat(train(policy(2))).isEqualTo(1);
    assertThat(label(candidate, "i want a fee")).isIn(LABELS);
    assertThat(half).doesNotExist();
  }

  @Test
  void shouldRefuseAPlaceThatHoldsSomethingElse() throws IOException {
    // Given
    Files.createDirectories(candidate);
    Path mine = Files.writeString(candidate.resolve("thesis.txt"), "years of work");
    // When
    int exit = train(policy(1));
    // Then
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains("out exists and is no candidate");
    assertThat(mine).hasContent("years of work");
  }

  private Path policy(int epochs) throws IOException {
    return Files.writeString(
        folder.resolve("policy-" + epochs + ".yaml"),
        """
        model: desk
        scoring: {source: model, path: %s}
        outcome: {favourable: [refund, card, cash]}
        groups: {attributes: [language]}
        fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
        retraining:
          training: {parameters: all, epochs: %d, learningRate: 0.01, patience: 20}
        """
            .formatted(MODEL.toAbsolutePath(), epochs));
  }

  private int train(Path policy) {
    return new CommandLine(new TrainCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            "--policy",
            policy.toString(),
            "--examples",
            folder.resolve("examples.jsonl").toString(),
            "--out",
            candidate.toString());
  }

  private static String label(Path model, String text) {
    try (TextScorer scorer = DjlScorer.load(model, "cpu")) {
      Prediction prediction = scorer.score(List.of(text)).get(0);
      return prediction.label();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
