package dev.plumbline.stage.score.model;

import static dev.plumbline.stage.score.ScoreFixtures.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Prediction;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DjlScorerTest {

  private static final double SAME = 1e-5;

  private static DjlScorer scorer;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    scorer = DjlScorer.load(TINY, "cpu");
  }

  @AfterAll
  static void close() {
    scorer.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "tiny-token-types"})
  void shouldGiveTorchsProbabilitiesWhenTextsAreBatched(String model) throws IOException {
    // Given: make_tiny.py scored each text alone and unpadded
    JsonNode expected = Json.MAPPER.readTree(TINY.resolve("expected.json").toFile());
    List<String> texts = new ArrayList<>();
    expected.forEach(entry -> texts.add(entry.path("text").asText()));

    // When
    List<Prediction> predictions;
    try (DjlScorer loaded = DjlScorer.load(TINY.resolveSibling(model), "auto")) {
      predictions = loaded.score(texts);
    }

    // Then
    for (int i = 0; i < texts.size(); i++) {
      Prediction prediction = predictions.get(i);
      JsonNode probabilities = expected.get(i).path("probabilities");
      assertThat(prediction.truncated()).isEqualTo(expected.get(i).path("truncated").asBoolean());
      assertThat(prediction.scores()).hasSize(5);
      prediction
          .scores()
          .forEach(
              (label, score) ->
                  assertThat(score).isCloseTo(probabilities.path(label).asDouble(), within(SAME)));
      probabilities.forEach(p -> assertThat(p.asDouble()).isLessThan(prediction.score() + SAME));
    }
  }

  @Test
  void shouldGiveTheTokenizersShareOfUnknownTokensWhenTextsAreStrange() throws IOException {
    // Given: tokens.py counted them with the tokenizers library
    JsonNode expected =
        Json.MAPPER.readTree(Path.of("src/test/resources/oracles/tokens.json").toFile());
    List<String> texts = new ArrayList<>();
    expected.forEach(entry -> texts.add(entry.path("text").asText()));

    // When
    List<Prediction> predictions;
    try (DjlScorer loaded = DjlScorer.load(TINY, "cpu")) {
      predictions = loaded.score(texts);
    }

    // Then
    for (int i = 0; i < texts.size(); i++) {
      assertThat(predictions.get(i).unknownTokenRate())
          .as(texts.get(i))
          .isEqualTo(expected.get(i).path("rate").doubleValue());
    }
  }

  @Test
  void shouldScoreTheSameWhenATextIsAloneOrInABatch() {
    // Given
    List<String> texts =
        IntStream.range(0, 40).mapToObj(i -> "my card was stolen, " + "please ".repeat(i)).toList();

    // When
    List<Prediction> together = scorer.score(texts);

    // Then
    for (int i = 0; i < texts.size(); i++) {
      Prediction alone = scorer.score(List.of(texts.get(i))).get(0);
      assertThat(together.get(i).label()).isEqualTo(alone.label());
      assertThat(together.get(i).score()).isCloseTo(alone.score(), within(SAME));
    }
  }

  /** What a replay rests on: the batches are never the same twice. */
  @ParameterizedTest
  @ValueSource(strings = {"src/test/resources/models/tiny", "models/card-support"})
  void shouldGiveTheSameBitsWhateverSharesTheBatch(String model) {
    // Given: from one token to more than the model takes
    List<String> texts =
        IntStream.range(0, 45)
            .mapToObj(i -> i % 3 == 0 ? "card " + "fee ".repeat(i) : "top up " + i + "?".repeat(i))
            .toList();
    Random random = new Random(4);
    try (DjlScorer loaded = DjlScorer.load(Path.of(model), "cpu")) {
      List<Prediction> expected = loaded.score(texts);
      for (int size : new int[] {1, 2, 3, 4, 5, 8, 13, 32}) {
        // When
        List<Integer> order = new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
        Collections.shuffle(order, random);
        for (int from = 0; from < order.size(); from += size) {
          List<Integer> batch = order.subList(from, Math.min(order.size(), from + size));
          List<Prediction> answers = loaded.score(batch.stream().map(texts::get).toList());
          // Then
          assertThat(answers)
              .as("batches of %d", size)
              .isEqualTo(batch.stream().map(expected::get).toList());
        }
      }
    }
  }

  @Test
  void shouldGiveEachThreadItsOwnAnswersWhenSharedByThreads() {
    // Given
    List<String> texts = IntStream.range(0, 64).mapToObj(i -> "fee " + "x".repeat(i + 1)).toList();
    List<Prediction> expected =
        texts.stream().map(text -> scorer.score(List.of(text)).get(0)).toList();

    // When
    List<Prediction> answers =
        texts.stream()
            .map(text -> CompletableFuture.supplyAsync(() -> scorer.score(List.of(text)).get(0)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    // Then
    assertThat(answers).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "x \udfff y", "\u0000", "\u200b", "\ud83d\ude00", "\ufeff"})
  void shouldScoreWhenTheTextIsOdd(String text) {
    // When
    List<Prediction> predictions = scorer.score(List.of(text, "fee"));

    // Then
    assertThat(predictions).hasSize(2);
  }

  @Test
  void shouldCutAndFlagWhenTheTextIsMegabytes() {
    // When
    Prediction prediction = scorer.score(List.of(" ".repeat(2_000_000) + "fee")).get(0);

    // Then
    assertThat(prediction.truncated()).isTrue();
  }

  @Test
  void shouldNameVersionLabelsAndDeviceWhenLoaded() throws IOException {
    // Given
    copyTiny();
    String config = Files.readString(TINY.resolve("config.json"));
    Files.writeString(folder.resolve("config.json"), config.replace("refund", "repay"));

    // When
    String changed;
    try (DjlScorer other = DjlScorer.load(folder, "cpu")) {
      changed = other.modelVersion();
    }

    // Then
    assertThat(scorer.modelVersion()).matches("[0-9a-f]{12}").isNotEqualTo(changed);
    assertThat(scorer.labels())
        .containsExactly("refund", "card", "cash", "fee", "transfer", "other");
    assertThat(scorer.device()).isEqualTo("cpu");
  }

  @Test
  void shouldRefuseTheDeviceWhenThereIsNone() {
    // When // Then
    assertThatThrownBy(() -> DjlScorer.load(TINY, "gpu99"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("device gpu99 was asked for");
    assertThatThrownBy(() -> DjlScorer.load(TINY, "tpu"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("auto, cpu, gpu or gpuN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.pt", "config.json", "tokenizer.json"})
  void shouldNameTheFileWhenItIsMissingOrSpoilt(String name) throws IOException {
    // Given
    copyTiny();

    // When // Then
    Files.writeString(folder.resolve(name), "[1, 2");
    assertThatThrownBy(() -> DjlScorer.load(folder, "cpu"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(folder.resolve(name).toString());
    Files.delete(folder.resolve(name));
    assertThatThrownBy(() -> DjlScorer.load(folder, "cpu"))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("model file " + folder.resolve(name) + " is missing; ");
  }

  @Test
  void shouldSayWhatIsWrongWhenFilesDoNotFitEachOther() throws IOException {
    // Given
    copyTiny();
    String config = Files.readString(TINY.resolve("config.json"));

    // When // Then
    Files.writeString(
        folder.resolve("config.json"), config.replace("\"5\": \"other\"", "\"9\": \"x\""));
    assertThatThrownBy(() -> DjlScorer.load(folder, "cpu"))
        .hasMessageContaining("id2label has no label 5");
    Files.writeString(folder.resolve("config.json"), config.replace(",\n  \"5\": \"other\"", ""));
    assertThatThrownBy(() -> DjlScorer.load(folder, "cpu"))
        .hasMessageContaining("gives 6 logits but id2label in config.json has 5 labels");
    Files.writeString(
        folder.resolve("config.json"),
        config.replaceAll("\"vocab_size\": \\d+", "\"vocab_size\": 9"));
    assertThatThrownBy(() -> DjlScorer.load(folder, "cpu"))
        .hasMessageContaining("but vocab_size in config.json is 9");
    Files.writeString(folder.resolve("config.json"), "{}");
    assertThatThrownBy(() -> DjlScorer.load(folder, "cpu"))
        .hasMessageContaining("id2label needs two labels");
  }

  private void copyTiny() throws IOException {
    for (String name : List.of("model.pt", "config.json", "tokenizer.json")) {
      Files.copy(TINY.resolve(name), folder.resolve(name));
    }
  }
}
