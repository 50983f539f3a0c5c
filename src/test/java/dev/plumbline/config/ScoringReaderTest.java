package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.event.Prediction;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.policy.scoring.AnswerPolicy;
import dev.plumbline.policy.scoring.FeatureColumn;
import dev.plumbline.policy.scoring.FeatureColumn.Encoding;
import dev.plumbline.policy.scoring.FeatureColumn.Missing;
import dev.plumbline.policy.scoring.PredictionTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringReaderTest {

  private static final String HASH = "ab".repeat(32);

  @TempDir private Path folder;

  @Test
  void shouldReadNothingOfAnswersWhenThePolicyDoesNotSay() throws IOException {
    // When
    ScoringPolicy scoring = policy("{source: model, path: m}").scoring();

    // Then
    assertThat(scoring.answer()).isEqualTo(AnswerPolicy.UNDECLARED);
    assertThat(scoring.sha256()).isEmpty();
    assertThat(scoring.tabular().columns()).isEmpty();
  }

  @Test
  void shouldReadTaskThresholdAndHashes() throws IOException {
    // When
    ScoringPolicy several =
        policy("{source: model, path: m, task: multi, threshold: {at: 0.3}}").scoring();
    ScoringPolicy number =
        policy(
                "{source: model, path: m, task: regression, threshold: {at: 600, above: good},"
                    + " sha256: {model.pt: %s}}".formatted(HASH.toUpperCase(java.util.Locale.ROOT)))
            .scoring();

    // Then
    assertThat(several.answer())
        .isEqualTo(new AnswerPolicy(PredictionTask.MULTI, 0.3, "above", "none"));
    assertThat(number.answer())
        .isEqualTo(new AnswerPolicy(PredictionTask.REGRESSION, 600.0, "good", "below"));
    assertThat(number.sha256()).isEqualTo(Map.of("model.pt", HASH));
  }

  @Test
  void shouldTakeNoNumberForAProbabilityWhenTheTaskIsRegression() throws IOException {
    // Given
    Prediction prediction = new Prediction("good", 0.7, Map.of(), "1", null, false);

    // When
    Policy numbers = policy("{source: provided, task: regression}");
    Policy probabilities = policy("{source: provided}");

    // Then
    assertThat(numbers.outcome().decide(prediction).favourable()).isTrue();
    assertThat(numbers.outcome().decide(prediction).probability()).isNaN();
    assertThat(probabilities.outcome().decide(prediction).probability()).isEqualTo(0.7);
  }

  @Test
  void shouldReadColumnsAndWatchTheirFeatures() throws IOException {
    // When
    Policy policy =
        policy(
            "{source: features, path: m.onnx, labels: [no, yes], columns: [{feature: age, missing:"
                + " nan}, {feature: job, categories: [a, b], encoding: onehot, missing: b, unknown:"
                + " missing}]}");

    // Then
    assertThat(policy.scoring().tabular().labels()).containsExactly("no", "yes");
    assertThat(policy.scoring().tabular().columns())
        .containsExactly(
            new FeatureColumn("age", List.of(), Encoding.INDEX, Missing.NAN, "nan", false),
            new FeatureColumn("job", List.of("a", "b"), Encoding.ONEHOT, Missing.FILL, "b", true));
    assertThat(policy.features()).contains("age", "job");
  }

  @Test
  void shouldKeepTheCountsVersionWhenOnlyAHashIsAdded() throws IOException {
    // When
    String without = policy("{source: model, path: m}").version();
    String with =
        policy("{source: model, path: m, sha256: {model.pt: %s}}".formatted(HASH)).version();

    // Then
    assertThat(with).isNotEqualTo(without);
    assertThat(Policy.basis(with)).isEqualTo(Policy.basis(without));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {source: model, path: m, task: ordinal} | unknown task 'ordinal'; allowed: multi, regression, single
          {source: model, path: m, task: regression} | a regression needs scoring.threshold.at
          {source: model, path: m, task: regression, threshold: {above: a}} | a regression needs scoring.threshold.at
          {source: model, path: m, task: single, threshold: {at: 0.2}} | leave out 'threshold'
          {source: model, path: m, threshold: {at: much}} | 'at' must be a number from -1000000000000 to 1000000000000
          {source: model, path: m, threshold: {above: a, below: a}} | 'above' and 'below' must be two labels
          {source: model, path: m, sha256: {model.pt: 12}} | 'model.pt' must have a SHA-256: 64 hexadecimal digits
          {source: model, path: m, columns: [{feature: age}]} | a model of texts has no columns; use source: features
          {source: model, path: m, labels: [a, b]} | a model of texts has its labels in config.json
          {source: features, path: m} | source: features needs scoring.columns
          {source: features, columns: [{feature: age}]} | scoring.path is missing: the ONNX file
          {source: features, path: m, task: multi, columns: [{feature: age}]} | a model of features has task: single or regression
          {source: features, path: m, columns: [{categories: [a]}]} | 'feature' is missing in columns
          {source: features, path: m, columns: [{feature: a}, {feature: a}]} | feature 'a' is two columns
          {source: features, path: m, columns: [{feature: a, encoding: onehot}]} | encoding: onehot is for columns with 'categories'
          {source: features, path: m, columns: [{feature: a, encoding: hash, categories: [b]}]} | unknown encoding 'hash'; allowed: index, onehot
          {source: features, path: m, columns: [{feature: a, categories: [b, b]}]} | 'categories' of feature 'a' repeat one
          {source: features, path: m, columns: [{feature: a, missing: few}]} | 'missing' of feature 'a' is none of: reject, nan, a number
          {source: features, path: m, columns: [{feature: a, categories: [b], missing: c}]} | 'missing' of feature 'a' is none of: reject, nan, one of its categories
          {source: features, path: m, columns: [{feature: a, unknown: guess}]} | unknown unknown 'guess'; allowed: missing, reject
          """)
  void shouldSayInOneLineWhatIsWrong(String scoring, String problem) {
    // When // Then
    assertThatThrownBy(() -> policy(scoring))
        .hasMessageContaining("policy.yaml:2: ")
        .hasMessageContaining(problem);
  }

  @Test
  void shouldRefuseAHashOfAFileElsewhere() {
    assertThatThrownBy(() -> policy("{source: model, path: m, sha256: {a/b: %s}}".formatted(HASH)))
        .hasMessageContaining("'a/b' must be the name of a file in scoring.path");
  }

  private Policy policy(String scoring) throws IOException {
    String yaml = "model: credit\nscoring: %s\noutcome: {favourable: [good]}\n".formatted(scoring);
    return PolicyReader.read(Files.writeString(folder.resolve("policy.yaml"), yaml));
  }
}
