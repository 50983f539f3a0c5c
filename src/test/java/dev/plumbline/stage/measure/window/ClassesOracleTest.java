package dev.plumbline.stage.measure.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.ExampleMeasures;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.ConfusionCounts;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.RecordMeasurer;
import dev.plumbline.stage.measure.record.ScoredRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five labels, two of them favourable, against scikit-learn: {@code src/test/oracles/classes.py}.
 */
class ClassesOracleTest {

  private static final String POLICY =
      """
      model: loans
      scoring: {source: provided}
      outcome: {favourable: [approve, approve small]}
      groups: {attributes: [sex], reference: {sex: m}, minimumSize: 30}
      fairness:
        - {metric: accuracy_difference, tolerance: 0.05}
        - {metric: decision_accuracy_difference, tolerance: 0.05}
      """;

  @TempDir private static Path folder;

  private static JsonNode expected = Json.MAPPER.createObjectNode();
  private static WindowMeasures measures = unmeasured();

  @BeforeAll
  static void measureEveryone() throws IOException {
    expected = Json.MAPPER.readTree(Path.of("src/test/resources/oracles/classes.json").toFile());
    Policy policy = PolicyReader.read(Files.writeString(folder.resolve("loans.yaml"), POLICY));
    RecordMeasurer measurer = new RecordMeasurer(policy);
    PaneAccumulator pane = new PaneAccumulator();
    for (JsonNode row : expected.get("rows")) {
      Observation observation = measurer.measure(record(row));
      String truth = row.get("truth").asText();
      pane.add(observation);
      // Labelled wrongly first, then corrected: what is counted is the correction.
      pane.label(observation.kept(), "never", false, 1);
      pane.label(observation.kept(), "never", false, -1);
      pane.label(observation.kept(), truth, policy.outcome().favours(truth), 1);
    }
    TimeSpan window = new TimeSpan(MeasureFixtures.NOON, MeasureFixtures.NOON.plusSeconds(300));
    measures = new WindowCalculator(policy).measure(window, 0, false, pane.toCounts(), null);
  }

  @Test
  void shouldCompareExactLabelsWhenAccuracyIsMeasured() {
    assertThat(expected.get("accuracy_difference").asDouble())
        .isNotCloseTo(expected.get("decision_accuracy_difference").asDouble(), within(0.01));
    for (String metric : List.of("accuracy_difference", "decision_accuracy_difference")) {
      assertThat(measures.fairness())
          .filteredOn(m -> m.metric().equals(metric) && m.comparison() == Comparison.REFERENCE)
          .singleElement()
          .satisfies(
              m -> assertThat(m.value()).isCloseTo(expected.get(metric).asDouble(), within(1e-12)));
    }
  }

  @Test
  void shouldGiveScikitLearnsFiguresWhenBenefitsAreReckoned() {
    assertThat(measures.benefits().get("accuracy"))
        .isCloseTo(expected.get("accuracy").asDouble(), within(1e-12));
    assertThat(measures.benefits().get("macroF1"))
        .isCloseTo(expected.get("macroF1").asDouble(), within(1e-12));
    assertThat(measures.benefits().get("logLoss"))
        .isCloseTo(expected.get("logLoss").asDouble(), within(1e-7));
    assertThat(measures.benefits().get("logLossRecords"))
        .isEqualTo(expected.get("logLossRecords").asDouble())
        .isLessThan(measures.labelled());
  }

  @Test
  void shouldGiveScikitLearnsMatrixWhenLabelsAreCountedByGroup() {
    assertThat(measures.confusions())
        .extracting(ConfusionCounts::group)
        .containsExactly("*", "f", "m");
    for (ConfusionCounts confusion : measures.confusions()) {
      JsonNode matrix = expected.get("confusions").get(confusion.group());
      assertThat(Json.MAPPER.<JsonNode>valueToTree(confusion.labels()))
          .isEqualTo(matrix.get("labels"));
      assertThat(Json.MAPPER.valueToTree(confusion.counts()).toString())
          .isEqualTo(matrix.get("counts").toString());
    }
  }

  private static ScoredRecord record(JsonNode row) {
    Map<String, Double> scores = new HashMap<>();
    row.get("scores").properties().forEach(s -> scores.put(s.getKey(), s.getValue().asDouble()));
    String predicted = row.get("predicted").asText();
    return new ScoredRecord(
        "r",
        "loans",
        MeasureFixtures.NOON.toEpochMilli(),
        predicted,
        scores.get(predicted),
        scores,
        "m1",
        null,
        Map.of("sex", row.get("sex").asText()),
        Map.of(),
        Map.of(),
        List.of(),
        null,
        -1);
  }

  private static WindowMeasures unmeasured() {
    return ExampleMeasures.emptyWindow("loans");
  }
}
