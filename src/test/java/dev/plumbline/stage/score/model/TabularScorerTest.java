package dev.plumbline.stage.score.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Prediction;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.tabular.FeatureException;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.policy.scoring.AnswerPolicy;
import dev.plumbline.policy.scoring.FeatureColumn;
import dev.plumbline.policy.scoring.FeatureColumn.Encoding;
import dev.plumbline.policy.scoring.FeatureColumn.Missing;
import dev.plumbline.policy.scoring.PredictionTask;
import dev.plumbline.policy.scoring.TabularPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of scikit-learn and XGBoost; make_tabular.py made them and wrote Python's answers down. */
class TabularScorerTest {

  private static final Path MODELS = Path.of("src/test/resources/models/tabular");
  private static final double SAME = 1e-6;
  private static final List<String> JOBS = List.of("clerk", "nurse", "driver");
  private static final List<String> HOMES = List.of("own", "rent");
  private static final AnswerPolicy NUMBERS =
      new AnswerPolicy(PredictionTask.REGRESSION, 1.0, "high", "low");

  private static JsonNode expected;

  @TempDir private Path folder;

  @BeforeAll
  static void read() throws IOException {
    expected = Json.MAPPER.readTree(MODELS.resolve("expected.json").toFile());
  }

  @ParameterizedTest
  @CsvSource({
    "logistic-zipmap, 0;1",
    "logistic-tensor, 0;1",
    "boosted-words, bad;fair;good",
    "boosted-words-tensor, bad;fair;good",
    "pipeline-named, 0;1",
    "xgboost, 0;1",
    "xgboost-grades, 0;1;2",
  })
  void shouldGivePythonsLabelsAndProbabilities(String name, String classes) {
    // Given: of words in a table only the policy knows the names
    List<String> labels = List.of(classes.split(";"));
    TabularPolicy policy =
        new TabularPolicy(columns(name), name.equals("boosted-words-tensor") ? labels : List.of());

    try (TabularScorer scorer = load(name, policy, AnswerPolicy.UNDECLARED)) {
      for (JsonNode each : expected.path(name)) {
        // When
        Prediction prediction = scorer.score(features(each));

        // Then
        assertThat(prediction.label()).isEqualTo(each.path("label").asText());
        assertThat(prediction.scores()).hasSize(labels.size());
        for (int i = 0; i < labels.size(); i++) {
          double score = prediction.scores().get(labels.get(i));
          assertThat(score)
              .isCloseTo(each.path("probabilities").path(i).doubleValue(), within(SAME))
              .isCloseTo(each.path("own").path(i).doubleValue(), within(SAME));
        }
        assertThat(prediction.score()).isEqualTo(prediction.scores().get(prediction.label()));
        assertThat(prediction.modelVersion()).matches("[0-9a-f]{12}");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"forest-number", "xgboost-number"})
  void shouldGivePythonsNumberAndTheSideOfTheThreshold(String name) {
    try (TabularScorer scorer = load(name, new TabularPolicy(columns(name), List.of()), NUMBERS)) {
      List<String> labels = new ArrayList<>();
      for (JsonNode each : expected.path(name)) {
        // When
        Prediction prediction = scorer.score(features(each));

        // Then
        double number = each.path("number").doubleValue();
        assertThat(prediction.score())
            .isCloseTo(number, within(SAME))
            .isCloseTo(each.path("own").doubleValue(), within(SAME));
        assertThat(prediction.label()).isEqualTo(number >= 1 ? "high" : "low");
        labels.add(prediction.label());
      }
      assertThat(labels).contains("high", "low");
    }
  }

  @Test
  void shouldCallTheClassesByThePolicysNames() {
    // Given
    List<String> labels = List.of("declined", "approved");
    for (String name : List.of("logistic-zipmap", "logistic-tensor", "xgboost")) {
      TabularPolicy policy = new TabularPolicy(columns(name), labels);
      try (TabularScorer scorer = load(name, policy, AnswerPolicy.UNDECLARED)) {
        JsonNode first = expected.path(name).path(0);

        // When
        Prediction prediction = scorer.score(features(first));

        // Then
        assertThat(prediction.label()).isEqualTo(labels.get(first.path("label").asInt()));
        assertThat(prediction.scores()).containsOnlyKeys("declined", "approved");
        assertThat(prediction.scores().get("approved"))
            .isCloseTo(first.path("probabilities").path(1).doubleValue(), within(SAME));
      }
    }
  }

  @Test
  void shouldRefuseTheRequestWhenAFeatureCannotBeShown() {
    // Given
    TabularPolicy policy = new TabularPolicy(columns("logistic-zipmap"), List.of());
    Map<String, Object> good = features(expected.path("logistic-zipmap").path(0));

    try (TabularScorer scorer = load("logistic-zipmap", policy, AnswerPolicy.UNDECLARED)) {
      // When // Then
      assertRefused(scorer, with(good, "age", null), "feature_missing", "feature age is missing");
      assertRefused(
          scorer,
          with(good, "age", "young"),
          "feature_not_a_number",
          "feature age is no number; list its values as categories");
      assertRefused(
          scorer,
          with(good, "job", "astronaut"),
          "feature_unknown_category",
          "feature job has a value that is none of its categories");
      assertRefused(scorer, with(good, "home", null), "feature_missing", "feature home is missing");
    }
  }

  @Test
  void shouldPutWhatThePolicySaysInThePlaceOfWhatIsMissing() {
    // Given: a nurse is index 1, who rents is the second of two columns
    String name = "logistic-tensor";
    List<FeatureColumn> filled =
        List.of(
            new FeatureColumn("age", List.of(), Encoding.INDEX, Missing.FILL, "41", false),
            number("income"),
            new FeatureColumn("job", JOBS, Encoding.INDEX, Missing.FILL, "nurse", true),
            new FeatureColumn("home", HOMES, Encoding.ONEHOT, Missing.FILL, "rent", true),
            number("member"));
    Map<String, Object> whole =
        Map.of("age", 41, "income", 2e4, "job", "nurse", "home", "rent", "member", true);

    try (TabularScorer scorer =
        load(name, new TabularPolicy(filled, List.of()), AnswerPolicy.UNDECLARED)) {
      // When
      Prediction expectedAnswer = scorer.score(whole);
      Prediction none = scorer.score(Map.of("income", 2e4, "member", 1));
      Prediction strange =
          scorer.score(
              Map.of("age", 41, "income", 2e4, "job", "pilot", "home", "tent", "member", true));

      // Then
      assertThat(none).isEqualTo(expectedAnswer);
      assertThat(strange).isEqualTo(expectedAnswer);
    }
  }

  @Test
  void shouldRefuseTheRequestWhenTheModelCannotDoWithoutAFeature() {
    // Given: a logistic regression of something that is no number
    List<FeatureColumn> columns = new ArrayList<>(columns("logistic-zipmap"));
    columns.set(0, new FeatureColumn("age", List.of(), Encoding.INDEX, Missing.NAN, "nan", false));
    Map<String, Object> good = features(expected.path("logistic-zipmap").path(0));

    try (TabularScorer scorer =
        load("logistic-zipmap", new TabularPolicy(columns, List.of()), AnswerPolicy.UNDECLARED)) {
      // When // Then
      assertThatThrownBy(() -> scorer.score(with(good, "age", null)))
          .isInstanceOf(ModelException.class)
          .hasMessage("the model gave a probability that is not a number");
    }
  }

  @Test
  void shouldSayWhatTheFileAndThePolicyDisagreeIn() throws IOException {
    // Given
    String six = "logistic-zipmap";
    String named = "pipeline-named";
    String words = "boosted-words-tensor";
    String file = MODELS.resolve(six + ".onnx").toString();

    // When // Then
    assertThatThrownBy(() -> load(six, columns(six).subList(0, 3)))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            file
                + " takes 6 columns as the input X, but scoring.columns give 3 (one-hot categories"
                + " count one each)");
    assertThatThrownBy(() -> load(named, columns(named).subList(0, 3)))
        .hasMessageContaining("has the input job, which is no feature of scoring.columns");
    List<FeatureColumn> more = new ArrayList<>(columns(named));
    more.add(number("shoe"));
    assertThatThrownBy(() -> load(named, more))
        .hasMessageContaining(
            "has no input for the feature shoe of scoring.columns; its inputs are [age, home,"
                + " income, job]");
    assertThatThrownBy(() -> load(words, columns(words)))
        .hasMessageContaining(
            "gives probabilities of 3 classes without their names: list them as scoring.labels");
    assertThatThrownBy(
            () ->
                load(
                    six,
                    new TabularPolicy(columns(six), List.of("a", "b", "c")),
                    AnswerPolicy.UNDECLARED))
        .hasMessageContaining("has 2 classes but scoring.labels lists 3");
    assertThatThrownBy(() -> load("forest-number", columns("forest-number")))
        .hasMessageContaining("gives one number: set scoring.task to regression");
    assertThatThrownBy(() -> load(six, new TabularPolicy(columns(six), List.of()), NUMBERS))
        .hasMessageContaining("gives classes, not one number");
    Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");
    assertThatThrownBy(() -> TabularScorer.load(policy(broken, columns(six), Map.of())))
        .hasMessageStartingWith(broken + " is not an ONNX file that ONNX Runtime 1.23 loads");
    assertThatThrownBy(
            () -> TabularScorer.load(policy(folder.resolve("x.onnx"), columns(six), Map.of())))
        .hasMessage("model file " + folder.resolve("x.onnx") + " is missing");
  }

  @Test
  void shouldLoadNothingWhenTheFileIsNotTheOneThatThePolicyMeans() throws IOException {
    // Given: sha256sum of the text "no model"
    Path file = Files.writeString(folder.resolve("m.onnx"), "no model");
    String other = "0".repeat(64);
    String right = "f62c7d17e241fe5c5c0c64d2e32ab6e3bd10547a9c02977cc126acc0fe6e6554";

    // When // Then
    assertThatThrownBy(
            () -> TabularScorer.load(policy(file, columns("xgboost"), Map.of("m.onnx", other))))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "%s is not the file that scoring.sha256 means: its SHA-256 is %s, the policy says %s"
                .formatted(file, right, other));
    assertThatThrownBy(
            () -> TabularScorer.load(policy(file, columns("xgboost"), Map.of("m.onnx", right))))
        .hasMessageContaining("is not an ONNX file");
    assertThatThrownBy(
            () -> TabularScorer.load(policy(file, columns("xgboost"), Map.of("n.onnx", right))))
        .hasMessage(
            "scoring.sha256 names n.onnx but the model file %s is missing"
                .formatted(folder.resolve("n.onnx")));
  }

  private static void assertRefused(
      TabularScorer scorer, Map<String, Object> features, String errorClass, String reason) {
    assertThatThrownBy(() -> scorer.score(features))
        .isInstanceOfSatisfying(
            FeatureException.class,
            e -> {
              assertThat(e.errorClass()).isEqualTo(errorClass);
              assertThat(e.reason()).isEqualTo(reason);
            });
  }

  private static TabularScorer load(String name, List<FeatureColumn> columns) {
    return load(name, new TabularPolicy(columns, List.of()), AnswerPolicy.UNDECLARED);
  }

  private static TabularScorer load(String name, TabularPolicy tabular, AnswerPolicy answer) {
    return TabularScorer.load(
        new ScoringPolicy(
            ScoringPolicy.Source.FEATURES,
            MODELS.resolve(name + ".onnx"),
            "cpu",
            1,
            Duration.ZERO,
            answer,
            tabular,
            Map.of()));
  }

  private static ScoringPolicy policy(
      Path file, List<FeatureColumn> columns, Map<String, String> sha256) {
    return new ScoringPolicy(
        ScoringPolicy.Source.FEATURES,
        file,
        "cpu",
        1,
        Duration.ZERO,
        AnswerPolicy.UNDECLARED,
        new TabularPolicy(columns, List.of()),
        sha256);
  }

  /** As make_tabular.py lays its tables; only XGBoost's have gaps. */
  private static List<FeatureColumn> columns(String name) {
    if (name.equals("pipeline-named")) {
      return List.of(
          new FeatureColumn("home", HOMES, Encoding.INDEX, Missing.REJECT, "reject", false),
          number("age"),
          number("income"),
          new FeatureColumn("job", List.of(), Encoding.INDEX, Missing.REJECT, "reject", false));
    }
    Missing missing = name.startsWith("xgboost") ? Missing.NAN : Missing.REJECT;
    return List.of(
        new FeatureColumn("age", List.of(), Encoding.INDEX, missing, "nan", false),
        new FeatureColumn("income", List.of(), Encoding.INDEX, missing, "nan", false),
        new FeatureColumn("job", JOBS, Encoding.INDEX, missing, "nan", false),
        new FeatureColumn("home", HOMES, Encoding.ONEHOT, Missing.REJECT, "reject", false),
        number("member"));
  }

  private static FeatureColumn number(String feature) {
    return new FeatureColumn(feature, List.of(), Encoding.INDEX, Missing.REJECT, "reject", false);
  }

  private static Map<String, Object> features(JsonNode request) {
    return Json.MAPPER.convertValue(
        request.path("features"), new TypeReference<Map<String, Object>>() {});
  }

  private static Map<String, Object> with(Map<String, Object> features, String name, Object value) {
    Map<String, Object> changed = new HashMap<>(features);
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return changed;
  }
}
