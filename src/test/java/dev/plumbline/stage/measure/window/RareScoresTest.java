package dev.plumbline.stage.measure.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.record.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scores of a rare outcome, nearly all below a few per cent, against scikit-learn and numpy ({@code
 * src/test/oracles/rare_scores.py}). Fifty equal bins gave an area of 0.626 for 0.889.
 */
class RareScoresTest {

  private static final String POLICY =
      """
      model: fraud
      scoring: {source: provided}
      outcome: {favourable: [fraud]}
      groups: {attributes: {sex: [f, m]}, reference: {sex: m}, minimumSize: 100}
      fairness:
        - {metric: subgroup_auc, tolerance: 0.8}
        - {metric: calibration_difference, tolerance: 0.1}
      """;

  @TempDir private Path folder;

  private final PaneAccumulator pane = new PaneAccumulator();
  private List<FairnessMeasure> measures = List.of();

  /** Men's scores are always right, so that their calibration error is none. */
  @BeforeEach
  void measure() throws IOException {
    spread("f", 6_000, -6.5, false);
    spread("f", 300, -4.6, true);
    for (int i = 0; i < 200; i++) {
      count("m", i % 2, i % 2 == 1);
    }
    Policy policy = PolicyReader.read(Files.writeString(folder.resolve("policy.yaml"), POLICY));
    measures = new FairnessCalculator(policy).measure(pane.toCounts());
  }

  @Test
  void shouldGiveTheAreaOfTheScoresThemselves() throws IOException {
    // When
    FairnessMeasure area = find("subgroup_auc");
    // Then
    assertThat(area.value()).isCloseTo(oracle().get("area").asDouble(), within(0.002));
    assertThat(oracle().get("area").asDouble()).isBetween(area.low(), area.high());
  }

  @Test
  void shouldGiveTheErrorInTenthsOfTheRequests() throws IOException {
    // When
    FairnessMeasure calibration = find("calibration_difference");
    // Then
    assertThat(calibration.value())
        .isCloseTo(oracle().get("calibrationError").asDouble(), within(0.001));
  }

  private FairnessMeasure find(String metric) {
    return measures.stream()
        .filter(m -> m.metric().equals(metric) && m.group().equals("f"))
        .filter(m -> m.comparison() == Comparison.REFERENCE)
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode oracle() throws IOException {
    return new ObjectMapper()
        .readTree(Path.of("src/test/resources/oracles/rare_scores.json").toFile());
  }

  private void spread(String sex, int many, double mean, boolean truth) {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    for (int i = 0; i < many; i++) {
      double z = normal.inverseCumulativeProbability((i + 0.5) / many);
      count(sex, 1 / (1 + Math.exp(-(mean + 1.1 * z))), truth);
    }
  }

  private void count(String sex, double probability, boolean truth) {
    Observation record =
        new Observation(
            "fraud",
            0,
            List.of("*=*", "sex=" + sex),
            probability > 0.5,
            probability > 0.5 ? "fraud" : "fine",
            Math.round(probability * 1e9),
            "v1",
            1_000_000_000,
            List.of(),
            List.of(),
            List.of());
    pane.add(record);
    pane.label(record.kept(), truth ? "fraud" : "fine", truth, 1);
  }
}
