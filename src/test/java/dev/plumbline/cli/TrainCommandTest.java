package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.score.ScoreInput;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.retrain.launch.TrainerOptions;
import dev.plumbline.stage.score.model.DjlScorer;
import dev.plumbline.stage.score.model.TextScorer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The real model and real messages; the Spanish speakers' letters are swapped as in the demo. */
class TrainCommandTest {

  private static final Path MODEL = Path.of("models/card-support");
  private static final String POLICY = "src/main/resources/demo/card-support.yaml";
  private static final String RULE = "equal_opportunity_difference/language/es";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldWriteACandidateThatScoresAsJudgedWhenTrained() throws IOException {
    // Given
    List<TrainingExample> examples = examples();
    Path file = write(examples);
    // When
    int exit =
        train(
            "--policy",
            POLICY,
            "--examples",
            file.toString(),
            "--rule",
            RULE,
            "--held-back",
            "0.6");
    // Then
    JsonNode result = Json.MAPPER.readTree(out.toString());
    assertThat(exit).isEqualTo(result.get("accepted").asBoolean() ? 0 : 1);
    assertThat(result.get("trained").asInt()).isGreaterThan(300);
    assertThat(result.get("after").get("accuracy").asDouble())
        .isGreaterThan(result.get("before").get("accuracy").asDouble());
    assertThat(result.get("before").get("gap").asDouble()).isGreaterThan(0.1);
    Path candidate = folder.resolve("out");
    assertThat(Json.MAPPER.readTree(candidate.resolve("training.json").toFile())).isEqualTo(result);
    assertThat(Files.readString(candidate.resolve("MODEL_CARD.md"))).contains("| gap |", RULE);
    assertThat(accuracy(candidate, examples)).isGreaterThan(accuracy(MODEL, examples));
  }

  /** All labels of one group set to one class: what a gate of two point estimates once let in. */
  @Test
  void shouldRejectTheCandidateWhenTheLabelsOfOneGroupArePoisoned() throws IOException {
    // Given
    List<TrainingExample> poisoned =
        examples().stream()
            .map(
                example ->
                    example.attributes().containsValue("es")
                        ? labelled(example, "declined_transfer")
                        : example)
            .toList();
    // When
    int exit = train("--policy", POLICY, "--examples", write(poisoned).toString(), "--rule", RULE);
    // Then
    assertThat(exit).isEqualTo(1);
    assertThat(Json.MAPPER.readTree(out.toString()).get("reason").asText())
        .startsWith(
            "the labels of language=es agree with the running model hardly better than chance");
  }

  /** By these labels the running model is right in everything, so any other answer is worse. */
  @Test
  void shouldRejectTheCandidateWhenItIsWorseByTrustedLabels() throws IOException {
    // Given
    List<TrainingExample> examples = examples();
    List<String> trusted = new ArrayList<>();
    for (TrainingExample example : examples.subList(0, 200)) {
      trusted.add(Json.MAPPER.writeValueAsString(labelled(example, example.predicted())));
    }
    Files.write(folder.resolve("trusted.jsonl"), trusted);
    String text = Files.readString(Path.of(POLICY));
    assertThat(text).contains("\nretraining:\n");
    Path policy =
        Files.writeString(
            folder.resolve("card-support.yaml"),
            text.replace("\nretraining:\n", "\nretraining:\n  trusted: trusted.jsonl\n"));
    // When
    int exit =
        train(
            "--policy",
            policy.toString(),
            "--examples",
            write(examples).toString(),
            "--rule",
            RULE,
            "--held-back",
            "0.6");
    // Then
    JsonNode result = Json.MAPPER.readTree(out.toString());
    assertThat(exit).isEqualTo(1);
    assertThat(result.get("reason").asText())
        .startsWith("by the trusted labels, ")
        .contains("changed by");
    // none of them is learned from or judged by
    assertThat(result.get("trained").asInt() + result.get("heldBack").asInt())
        .isLessThanOrEqualTo(examples.size() - trusted.size());
  }

  private static TrainingExample labelled(TrainingExample example, String label) {
    return new TrainingExample(
        example.requestId(),
        example.model(),
        example.timestamp(),
        example.labelledAt(),
        example.text(),
        label,
        example.predicted(),
        example.attributes());
  }

  @Test
  void shouldEndWellWhenACandidateIsRejectedAndItsLauncherWantsNoFailure() throws IOException {
    // Given a gap that there is not, so that the gate cannot find it closed
    String file = write(examples()).toString();
    String rule = "equal_opportunity_difference/language/klingon";
    // When
    int told = train("--policy", POLICY, "--examples", file, "--rule", rule);
    int quiet =
        train(
            "--policy",
            POLICY,
            "--examples",
            file,
            "--rule",
            rule,
            TrainerOptions.EXIT_ZERO_WHEN_REJECTED);
    // Then
    assertThat(told).isEqualTo(1);
    assertThat(quiet).isZero();
    assertThat(Json.MAPPER.readTree(out.toString()).get("accepted").asBoolean()).isFalse();
  }

  @Test
  void shouldEndWhenItsInputEndsAndItWasToldTo() throws Exception {
    // Given a real process, as the launcher starts it
    Process trainer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                TrainerOptions.UNTIL_INPUT_ENDS,
                "--policy",
                POLICY,
                "--examples",
                write(examples()).toString(),
                "--out",
                folder.resolve("out").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("train.log").toFile())
            .start();
    // When
    trainer.getOutputStream().close();
    // Then
    assertThat(trainer.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(trainer.exitValue()).isEqualTo(4);
    assertThat(folder.resolve("out/training.json")).doesNotExist();
  }

  @Test
  void shouldWriteTheSameModelWhenTrainedTwice() throws IOException {
    // Given
    Path file = write(examples());
    train("--policy", POLICY, "--examples", file.toString(), "--rule", RULE);
    byte[] first = Files.readAllBytes(folder.resolve("out/training.json"));
    // When
    train("--policy", POLICY, "--examples", file.toString(), "--rule", RULE);
    // Then
    assertThat(folder.resolve("out/training.json")).hasBinaryContent(first);
  }

  @Test
  void shouldSayWhatIsWrongWhenItCannotTrain() throws IOException {
    // Given
    Path none = Files.writeString(folder.resolve("none.jsonl"), "{no json\n");
    String file = none.toString();
    // When // Then
    assertThat(train("--policy", POLICY, "--examples", folder.resolve("absent").toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("absent: cannot be read");
    assertThat(train("--policy", POLICY, "--examples", file)).isEqualTo(2);
    assertThat(err.toString()).contains("1 unreadable lines", "not enough labelled records");
    assertThat(train("--policy", POLICY, "--examples", file, "--rule", "fairness/sex/f"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("'fairness' is no fairness metric; allowed: [demographic_parity");
    assertThat(train("--policy", POLICY, "--examples", file, "--rule", "bias")).isEqualTo(2);
    assertThat(err.toString()).contains("--rule must be METRIC/ATTRIBUTE/GROUP");
    assertThat(train("--policy", POLICY, "--policy-version", "old", "--examples", file))
        .isEqualTo(2);
    assertThat(err.toString()).contains(", not old");
    assertThat(train("--policy", "src/main/resources/demo/employment.yaml", "--examples", file))
        .isEqualTo(2);
    assertThat(err.toString()).contains("scoring.source is 'provided'");
  }

  private int train(String... options) {
    List<String> all = new ArrayList<>(List.of("--out", folder.resolve("out").toString()));
    all.addAll(List.of(options));
    out.getBuffer().setLength(0);
    return new CommandLine(new TrainCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private static double accuracy(Path model, List<TrainingExample> examples) {
    try (TextScorer scorer = DjlScorer.load(model, "cpu")) {
      List<Prediction> predictions =
          scorer.score(examples.stream().map(TrainingExample::text).toList());
      long right = 0;
      for (int i = 0; i < examples.size(); i++) {
        right += predictions.get(i).label().equals(examples.get(i).label()) ? 1 : 0;
      }
      return (double) right / examples.size();
    }
  }

  private Path write(List<TrainingExample> examples) throws IOException {
    List<String> lines = new ArrayList<>();
    for (TrainingExample example : examples) {
      lines.add(Json.MAPPER.writeValueAsString(example));
    }
    return Files.write(folder.resolve("examples.jsonl"), lines);
  }

  private static List<TrainingExample> examples() throws IOException {
    List<TrainingExample> examples = new ArrayList<>();
    new ScoreInput(
            line -> {
              int i = examples.size();
              boolean es = i % 2 == 0;
              examples.add(
                  new TrainingExample(
                      "r" + i,
                      "card-support",
                      Instant.EPOCH.plusSeconds(i),
                      Instant.EPOCH.plusSeconds(i + 30),
                      es ? swapped(line.text()) : line.text(),
                      String.valueOf(line.label()),
                      "unknown",
                      Map.of("language", es ? "es" : "en")));
            },
            (line, reason) -> {
              throw new IllegalStateException("a bad line");
            })
        .read(Files.newInputStream(MODEL.resolve("validation.csv.gz")));
    return predicted(examples);
  }

  /** As the running model had said. */
  private static List<TrainingExample> predicted(List<TrainingExample> examples) {
    try (TextScorer scorer = DjlScorer.load(MODEL, "cpu")) {
      List<Prediction> said = scorer.score(examples.stream().map(TrainingExample::text).toList());
      return IntStream.range(0, examples.size())
          .mapToObj(i -> predicted(examples.get(i), said.get(i).label()))
          .toList();
    }
  }

  private static TrainingExample predicted(TrainingExample example, String label) {
    return new TrainingExample(
        example.requestId(),
        example.model(),
        example.timestamp(),
        example.labelledAt(),
        example.text(),
        example.label(),
        label,
        example.attributes());
  }

  /** Every second letter of every longer word in the other order. */
  private static String swapped(String text) {
    return text.replaceAll("(\\w)(\\w)(\\w)(\\w)", "$1$3$2$4");
  }
}
