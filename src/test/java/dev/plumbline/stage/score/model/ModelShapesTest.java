package dev.plumbline.stage.score.model;

import static dev.plumbline.stage.score.ScoreFixtures.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Prediction;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.policy.AnswerPolicy;
import dev.plumbline.policy.PredictionTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traced modules of every shape; make_shapes.py made them and wrote torch's logits down. */
class ModelShapesTest {

  private static final Path SHAPES = TINY.resolveSibling("shapes");
  private static final double SAME = 1e-5;
  private static final String THREE = "{\"0\": \"refund\", \"1\": \"card\", \"2\": \"fee\"}";

  @TempDir private Path folder;
  private JsonNode expected;

  @BeforeEach
  void copyTokenizer() throws IOException {
    expected = Json.MAPPER.readTree(SHAPES.resolve("expected.json").toFile());
    Files.copy(TINY.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "three", "tuple", "dict", "three-dict"})
  void shouldGiveTorchsSoftmaxWhateverTheModuleTakesAndGives(String module) throws IOException {
    // Given
    Path model = model(module, "single_label_classification", THREE);

    // When
    List<Prediction> predictions = score(model, AnswerPolicy.UNDECLARED);

    // Then
    for (int i = 0; i < predictions.size(); i++) {
      double[] logits = logits(module, i);
      double sum = Math.exp(logits[0]) + Math.exp(logits[1]) + Math.exp(logits[2]);
      Map<String, Double> scores = predictions.get(i).scores();
      assertThat(scores.get("refund")).isCloseTo(Math.exp(logits[0]) / sum, within(SAME));
      assertThat(scores.get("card")).isCloseTo(Math.exp(logits[1]) / sum, within(SAME));
      assertThat(scores.get("fee")).isCloseTo(Math.exp(logits[2]) / sum, within(SAME));
    }
  }

  @Test
  void shouldGiveEachLabelItsSigmoidWhenSeveralMayBeRight() throws IOException {
    // Given
    Path model = model("two", "multi_label_classification", THREE);
    AnswerPolicy strict = new AnswerPolicy(null, 0.9, "above", "fine");

    // When
    List<Prediction> even = score(model, AnswerPolicy.UNDECLARED);
    List<Prediction> rare = score(model, strict);

    // Then: the first text's logits are 1.427, 0.504 and -5.221, so no sigmoid reaches 0.9
    assertThat(logits("two", 0)[0]).isCloseTo(1.427, within(1e-3));
    assertThat(even.get(0).label()).isEqualTo("refund");
    assertThat(even.get(0).score()).isCloseTo(1 / (1 + Math.exp(-1.427026)), within(SAME));
    assertThat(even.get(0).scores().get("card"))
        .isCloseTo(1 / (1 + Math.exp(-0.504394)), within(SAME));
    assertThat(even.get(0).scores().get("none")).isCloseTo(1 - even.get(0).score(), within(1e-12));
    assertThat(rare.get(0).label()).isEqualTo("fine");
    assertThat(rare.get(0).score()).isCloseTo(1 - even.get(0).score(), within(1e-12));
    assertThat(rare.get(0).scores()).containsOnlyKeys("refund", "card", "fee", "fine");
  }

  @Test
  void shouldSayNoneWhenNoLabelIsLikely() throws IOException {
    // Given: torch finds the label likely for some texts only
    Path model = model("number", "multi_label_classification", "{\"0\": \"toxic\"}");

    // When
    List<Prediction> predictions = score(model, AnswerPolicy.UNDECLARED);

    // Then
    for (int i = 0; i < predictions.size(); i++) {
      boolean toxic = logits("number", i)[0] >= 0;
      assertThat(predictions.get(i).label()).isEqualTo(toxic ? "toxic" : "none");
    }
    assertThat(predictions).extracting(Prediction::label).contains("toxic", "none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "flat-number"})
  void shouldKeepTheNumberAndDecideByTheThresholdWhenTheTaskIsRegression(String module)
      throws IOException {
    // Given
    Path model = model(module, "regression", "{\"0\": \"LABEL_0\"}");
    double[] numbers =
        IntStream.range(0, expected.path("texts").size())
            .mapToDouble(i -> logits(module, i)[0])
            .sorted()
            .toArray();
    double middle = (numbers[1] + numbers[2]) / 2;
    AnswerPolicy policy = new AnswerPolicy(PredictionTask.REGRESSION, middle, "granted", "refused");

    // When
    List<Prediction> predictions = score(model, policy);

    // Then
    for (int i = 0; i < predictions.size(); i++) {
      double number = logits(module, i)[0];
      assertThat(predictions.get(i).score()).isCloseTo(number, within(SAME));
      assertThat(predictions.get(i).scores()).isEmpty();
      assertThat(predictions.get(i).label()).isEqualTo(number >= middle ? "granted" : "refused");
    }
    assertThat(predictions).extracting(Prediction::label).contains("refused", "granted");
  }

  @Test
  void shouldTakeTheTaskFromTheNumberOfLabelsWhenTheConfigDoesNotSay() throws IOException {
    // Given
    Path model = model("number", null, "{\"0\": \"LABEL_0\"}");

    // When // Then
    assertThat(ModelFolder.read(model).task()).isEqualTo(PredictionTask.REGRESSION);
    assertThatThrownBy(() -> score(model, AnswerPolicy.UNDECLARED))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            folder.resolve("config.json")
                + " says that the model gives one number: set scoring.task to regression and"
                + " scoring.threshold in the policy");
    try (DjlScorer scorer = DjlScorer.load(model, "cpu")) {
      assertThat(scorer.score(List.of("fee")).get(0).label()).isEqualTo("LABEL_0");
    }
  }

  @Test
  void shouldRefuseTheTaskWhenTheLabelsDoNotSuitIt() throws IOException {
    // Given
    Path model = model("two", "regression", THREE);
    AnswerPolicy single = new AnswerPolicy(PredictionTask.SINGLE, 0.3, "above", "none");

    // When // Then
    assertThatThrownBy(() -> DjlScorer.load(model, "cpu"))
        .hasMessage(
            folder.resolve("config.json")
                + ": id2label has 3 labels, but a regression gives one number: correct problem_type"
                + " there, or scoring.task");
    assertThatThrownBy(() -> score(model, single)).hasMessageContaining("scoring.threshold");
    Files.writeString(
        folder.resolve("config.json"), "{\"id2label\": {\"0\": \"a\"}, \"vocab_size\": 104}");
    assertThatThrownBy(
            () ->
                score(model, new AnswerPolicy(PredictionTask.SINGLE, Double.NaN, "above", "none")))
        .hasMessageContaining("config.json: id2label needs two labels at least");
    Files.writeString(
        folder.resolve("config.json"),
        "{\"id2label\": {\"0\": \"a\"}, \"problem_type\": \"ordinal\"}");
    assertThatThrownBy(() -> ModelFolder.read(model))
        .hasMessageContaining("problem_type ordinal is unknown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "four-inputs|runs neither with (input_ids, attention_mask) nor with token_type_ids added; wrap it",
        "ids-only|runs neither with (input_ids, attention_mask) nor with token_type_ids added; wrap it",
        "per-token|does not give one row of logits for every text; trace a classifier of texts",
        "averaged|does not give one row of logits for every text; trace a classifier of texts",
        "fixed-batch|runs with two texts but not with 5; trace it so that it takes any batch size",
        "short-vocabulary|fails on token ids up to 103 of tokenizer.json: its embedding is smaller than the vocabulary",
        "short-positions|fails on 64 tokens: max_position_embeddings in config.json is more than it takes",
        "number|gives 1 logits but id2label in config.json has 3 labels; take the config.json of this model",
        "state-dict|is not a TorchScript module that loads; it holds weights without code, as torch.save writes them",
      })
  void shouldNameTheFileAndTheFixWhenAModuleDoesNotFit(String module, String message)
      throws IOException {
    // Given
    Path model = model(module, "single_label_classification", THREE);

    // When // Then
    assertThatThrownBy(() -> DjlScorer.load(model, "cpu"))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(folder.resolve("model.pt") + " " + message);
  }

  @Test
  void shouldSayWhatTheFileIsWhenItIsNoArchive() throws IOException {
    // Given
    Path model = model("two", "single_label_classification", THREE);

    // When // Then
    Files.writeString(folder.resolve("model.pt"), "version https://git-lfs.github.com/spec/v1\n");
    assertThatThrownBy(() -> DjlScorer.load(model, "cpu"))
        .hasMessageContaining("it is a pointer of Git LFS: run git lfs pull");
    Files.write(folder.resolve("model.pt"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> DjlScorer.load(model, "cpu"))
        .hasMessageContaining(
            "it is no archive of TorchScript, or a damaged one: export the model");
  }

  @Test
  void shouldFindTheModuleUnderTheConvertersName() throws IOException {
    // Given: djl-convert names the module after the model, and says so in serving.properties
    Path model = model("two", "single_label_classification", THREE);
    Files.move(model.resolve("model.pt"), model.resolve("my-model.pt"));

    // When // Then
    assertThatThrownBy(() -> DjlScorer.load(model, "cpu"))
        .hasMessage(
            "model file %s is missing; there is my-model.pt: rename it, or name it in serving.properties (option.modelName)"
                .formatted(folder.resolve("model.pt")));
    Files.writeString(model.resolve("serving.properties"), "option.modelName=my-model\n");
    assertThat(score(model, AnswerPolicy.UNDECLARED)).hasSize(expected.path("texts").size());
    Files.writeString(model.resolve("serving.properties"), "option.modelName=../my-model\n");
    assertThatThrownBy(() -> ModelFolder.read(model)).hasMessageContaining("a file's name");
    Files.delete(model.resolve("serving.properties"));
    Path named = model.resolve("my-model");
    Files.createDirectory(named);
    for (String file : List.of("my-model.pt", "config.json", "tokenizer.json")) {
      Files.copy(model.resolve(file), named.resolve(file));
    }
    assertThat(score(named, AnswerPolicy.UNDECLARED)).hasSize(expected.path("texts").size());
  }

  @Test
  void shouldObeyServingPropertiesButMakeNoClassOfThem() throws IOException {
    // Given
    Path model = model("two", "single_label_classification", THREE);
    String before = ModelFolder.read(model).version();
    Files.writeString(
        model.resolve("serving.properties"),
        """
        engine=PyTorch
        option.mapLocation=true
        maxLength=16
        padding=max_length
        truncation=true
        translatorFactory=no.such.Factory
        blockFactory=no.such.Factory
        application=no/such
        """);

    // When
    try (DjlScorer scorer = DjlScorer.load(model, "cpu")) {
      List<Prediction> predictions =
          scorer.score(List.of("fee", "How do I send money to the moon and back? ".repeat(3)));

      // Then
      assertThat(predictions).extracting(Prediction::truncated).containsExactly(false, true);
      assertThat(scorer.modelVersion()).isNotEqualTo(before);
    }
    Files.writeString(model.resolve("serving.properties"), "engine=OnnxRuntime\n");
    assertThatThrownBy(() -> ModelFolder.read(model))
        .hasMessageContaining(
            "serving.properties: engine=OnnxRuntime; texts are scored with PyTorch");
    Files.writeString(model.resolve("serving.properties"), "maxLength=some\n");
    assertThatThrownBy(() -> ModelFolder.read(model))
        .hasMessageContaining("whole number of tokens");
    Files.writeString(model.resolve("serving.properties"), "includeTokenTypes=maybe\n");
    assertThatThrownBy(() -> ModelFolder.read(model)).hasMessageContaining("true or false");
  }

  @Test
  void shouldLeaveTextsUnframedAndInLowerCaseWhenServingPropertiesSaySo() throws IOException {
    // Given: a cased vocabulary knows no capitals
    Path model = model("two", "single_label_classification", THREE);
    Files.writeString(
        model.resolve("serving.properties"),
        "addSpecialTokens=false\ndoLowerCase=true\nmaxLength=4\n");

    // When
    try (DjlScorer scorer = DjlScorer.load(model, "cpu")) {
      List<Prediction> predictions =
          scorer.score(List.of("my card was stolen", "my card was stolen please"));

      // Then: four words are four tokens
      assertThat(predictions).extracting(Prediction::truncated).containsExactly(false, true);
    }
  }

  private List<Prediction> score(Path model, AnswerPolicy policy) {
    List<String> texts = new ArrayList<>();
    expected.path("texts").forEach(text -> texts.add(text.asText()));
    try (DjlScorer scorer = DjlScorer.load(ModelFolder.read(model), "cpu", policy)) {
      return scorer.score(texts);
    }
  }

  private double[] logits(String module, int text) {
    JsonNode row = expected.path(module).path(text);
    double[] logits = new double[row.size()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = row.path(i).doubleValue();
    }
    return logits;
  }

  private Path model(String module, String problemType, String labels) throws IOException {
    Files.copy(SHAPES.resolve(module + ".pt"), folder.resolve("model.pt"));
    String type = problemType == null ? "null" : '"' + problemType + '"';
    Files.writeString(
        folder.resolve("config.json"),
        "{\"id2label\": %s, \"problem_type\": %s, \"vocab_size\": 104, \"max_position_embeddings\": 64}"
            .formatted(labels, type));
    return folder;
  }
}
