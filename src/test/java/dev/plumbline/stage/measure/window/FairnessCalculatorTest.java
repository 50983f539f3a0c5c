package dev.plumbline.stage.measure.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Tolerance;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.RecordMeasurer;
import dev.plumbline.stage.measure.record.ScoredRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real people's census answers and a real model's predictions, counted as the flow counts them,
 * against Fairlearn, AIF360 and scikit-learn: {@code src/test/oracles/measure_fairness.py}.
 */
class FairnessCalculatorTest {

  /** The flow rounds each score to a billionth. */
  private static final Offset<Double> EXACT = within(1e-8);

  /** Cells of scores blur what is about their order, and tenths of people end at a cell's edge. */
  private static final Offset<Double> CELLS = within(0.002);

  private static final String GROUPS =
      """
      model: employment
      scoring: {source: provided}
      outcome: {favourable: ["1"]}
      groups:
        attributes: [sex, race, disability, nativity]
        reference: {sex: male, race: White, disability: "no", nativity: native}
        population: {sex: {female: 0.52, male: 0.48}, nativity: {native: 0.8, foreign_born: 0.2}}
        minimumSize: 1
      fairness:
      """;

  @TempDir private static Path folder;

  private static List<FairnessMeasure> measures = List.of();
  private static JsonNode expected = new ObjectMapper().createObjectNode();

  @BeforeAll
  static void measureEveryone() throws IOException {
    StringBuilder yaml = new StringBuilder(GROUPS);
    for (FairnessMetric metric : FairnessMetric.values()) {
      boolean area = metric.tolerance() == Tolerance.SMALLEST_VALUE;
      yaml.append("  - {metric: %s, tolerance: %s}%n".formatted(metric.label(), area ? 0.8 : 0.2));
    }
    Path file = Files.writeString(folder.resolve("employment.yaml"), yaml);
    Policy policy = PolicyReader.read(file);
    measures = new FairnessCalculator(policy).measure(counts(new RecordMeasurer(policy)));
    expected =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/fairness.json").toFile())
            .get("employment");
  }

  /** A metric without a figure of another implementation is not tested. */
  @ParameterizedTest
  @EnumSource(FairnessMetric.class)
  void shouldHaveAnOraclesFigureWhenThereIsAMetric(FairnessMetric metric) {
    JsonNode sex = expected.get("attributes").get("sex");
    assertThat(
            sex.get("worst").has(metric.label())
                || sex.at("/groups/female/values").has(metric.label()))
        .isTrue();
  }

  @Test
  void shouldGiveAif360sFiguresWhenGroupsAreComparedWithTheirReference() {
    int compared = 0;
    for (Map.Entry<String, JsonNode> attribute : expected.get("attributes").properties()) {
      for (Map.Entry<String, JsonNode> group : attribute.getValue().get("groups").properties()) {
        for (Map.Entry<String, JsonNode> value : group.getValue().get("values").properties()) {
          // When
          FairnessMeasure m =
              find(value.getKey(), attribute.getKey(), Comparison.REFERENCE, group.getKey());
          // Then
          assertThat(m.value())
              .as("%s", m)
              .isCloseTo(value.getValue().asDouble(), allowed(value.getKey()));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(120);
  }

  @Test
  void shouldGiveFairlearnsFiguresWhenAllGroupsAreCompared() {
    for (Map.Entry<String, JsonNode> attribute : expected.get("attributes").properties()) {
      for (Map.Entry<String, JsonNode> value : attribute.getValue().get("worst").properties()) {
        // When
        FairnessMeasure m = find(value.getKey(), attribute.getKey(), Comparison.WORST_PAIR, "");
        // Then
        assertThat(m.value())
            .as("%s", m)
            .isCloseTo(value.getValue().asDouble(), allowed(value.getKey()));
        assertThat(m.group()).isNotEqualTo(m.reference());
      }
    }
  }

  @Test
  void shouldGiveStatsmodelsIntervalsWhenMeansAndSharesAreCompared() {
    int compared = 0;
    for (Map.Entry<String, JsonNode> attribute : expected.get("attributes").properties()) {
      for (Map.Entry<String, JsonNode> group : attribute.getValue().get("groups").properties()) {
        for (Map.Entry<String, JsonNode> ends : group.getValue().get("intervals").properties()) {
          // When
          FairnessMeasure m =
              find(ends.getKey(), attribute.getKey(), Comparison.REFERENCE, group.getKey());
          // Then
          assertThat(m.low()).as("%s", m).isCloseTo(ends.getValue().get(0).asDouble(), EXACT);
          assertThat(m.high()).as("%s", m).isCloseTo(ends.getValue().get(1).asDouble(), EXACT);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  /** 256 cells of a group's scores do for areas what the scores themselves would. */
  @Test
  void shouldHoldTheAreaOfTheScoresThemselvesBetweenItsEnds() {
    int compared = 0;
    for (Map.Entry<String, JsonNode> attribute : expected.get("attributes").properties()) {
      for (Map.Entry<String, JsonNode> group : attribute.getValue().get("groups").properties()) {
        for (String metric : List.of("subgroup_auc", "bpsn_auc", "bnsp_auc")) {
          // When
          FairnessMeasure m =
              find(metric, attribute.getKey(), Comparison.REFERENCE, group.getKey());
          // Then
          double raw = group.getValue().get("values").get(metric).asDouble();
          assertThat(raw).as("%s", m).isBetween(m.low(), m.high());
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  @Test
  void shouldGiveAif360sTheilIndexWhenEveryoneIsMeasured() {
    // When
    FairnessMeasure m = find("theil_index", "*", Comparison.REFERENCE, "*");
    // Then
    assertThat(m.value()).isCloseTo(expected.get("everyone").get("theil_index").asDouble(), EXACT);
    assertThat(m.sentence()).startsWith("everyone: Theil index of benefits 0.");
  }

  private static Offset<Double> allowed(String metric) {
    return metric.endsWith("_auc") || metric.equals("calibration_difference") ? CELLS : EXACT;
  }

  private static FairnessMeasure find(
      String metric, String attribute, Comparison comparison, String group) {
    return measures.stream()
        .filter(m -> m.metric().equals(metric) && m.attribute().equals(attribute))
        .filter(m -> m.comparison() == comparison)
        .filter(m -> comparison == Comparison.WORST_PAIR || m.group().equals(group))
        .findFirst()
        .orElseThrow(() -> new AssertionError(metric + " of " + attribute + "=" + group));
  }

  private static MeasureCounts counts(RecordMeasurer measuring) throws IOException {
    PaneAccumulator pane = new PaneAccumulator();
    Path file = Path.of("src/main/resources/demo/employment-2015.csv.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      String[] names = lines.readLine().split(",", -1);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        count(pane, measuring, row(names, line.split(",", -1)));
      }
    }
    return pane.toCounts();
  }

  private static Map<String, String> row(String[] names, String[] values) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      row.put(names[i], values[i]);
    }
    return row;
  }

  private static void count(
      PaneAccumulator pane, RecordMeasurer measuring, Map<String, String> row) {
    double employed = Double.parseDouble(row.get("probability"));
    String label = row.get("prediction");
    ScoredRecord scored =
        new ScoredRecord(
            row.get("id"),
            "employment",
            0,
            label,
            label.equals("1") ? employed : 1 - employed,
            Map.of("1", employed, "0", 1 - employed),
            "m1",
            null,
            row,
            Map.of(),
            Map.of(),
            List.of(),
            null,
            -1);
    Observation measured = measuring.measure(scored);
    pane.add(measured);
    String truth = row.get("employed");
    pane.label(measured.kept(), truth, truth.equals("1"), 1);
  }
}
