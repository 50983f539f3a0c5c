package dev.plumbline.stage.measure.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.ConditionalGap;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.RateContrast;
import dev.plumbline.stage.alert.warning.RuleReading;
import dev.plumbline.stage.alert.warning.WindowReadings;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.record.RecordMeasurer;
import dev.plumbline.stage.measure.record.ScoredRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Berkeley's admissions of 1973: a gap that turns around within departments. Expected values:
 * {@code src/test/oracles/strata.py}.
 */
class ConditionalRuleTest {

  private static final String POLICY =
      """
      model: admissions
      scoring: {source: provided}
      outcome: {favourable: [admit]}
      groups:
        attributes: [sex]
        reference: {sex: m}
        factors: {department: {levels: [A, B, C, D, E, F, G]}, age: {cuts: [25]}}
        minimumSize: 30
      fairness:
        - {metric: demographic_parity_difference, tolerance: 0.05}
        - {metric: demographic_parity_difference, tolerance: 0.05, given: department}
        - {metric: disparate_impact_ratio, tolerance: 0.9, given: department}
        - {metric: demographic_parity_difference, tolerance: 0.05, given: age}
      """;

  @TempDir private Path folder;

  private final PaneAccumulator pane = new PaneAccumulator();

  @Test
  void shouldTurnTheVerdictAroundWhenGroupsAreComparedWithinDepartments() throws IOException {
    // Given
    JsonNode berkeley = oracle();
    Policy policy = policy();
    admit(policy, berkeley.get("departments"));
    // When
    WindowMeasures measures = measure(policy);
    FairnessMeasure plain = find(measures, "demographic_parity_difference");
    FairnessMeasure within = find(measures, "given:department:demographic_parity_difference");
    FairnessMeasure ratio = find(measures, "given:department:disparate_impact_ratio");
    // Then
    assertThat(plain.verdict()).isEqualTo(Verdict.UNFAIR);
    assertThat(plain.conditional()).isNull();
    assertThat(within.verdict()).isEqualTo(Verdict.FAIR);
    assertEnds(within, berkeley.get("difference"));
    assertEnds(ratio, berkeley.get("ratio"));
    ConditionalGap gap = within.conditional();
    assertThat(gap.gap()).isCloseTo(plain.value(), within(1e-12));
    assertThat(gap.mix()).isCloseTo(berkeley.at("/split/mix").asDouble(), within(1e-12));
    assertThat(gap.mix() + gap.treatment()).isCloseTo(gap.gap(), within(1e-12));
    assertThat(gap.without()).isEmpty();
    assertThat(Files.readString(Path.of("docs/metrics.md")).replace("\n", " "))
        .contains(within.sentence());
  }

  @Test
  void shouldWarnButNotPageWhenARuleIsConditional() throws IOException {
    // Given: both departments treat women worse
    Policy policy = policy();
    admit(policy, "A", "f", 100, 400);
    admit(policy, "A", "m", 300, 400);
    admit(policy, "B", "f", 20, 400);
    admit(policy, "B", "m", 200, 400);
    // When
    WindowMeasures measures = measure(policy);
    // Then
    assertThat(WindowReadings.of(measures, policy))
        .filteredOn(RuleReading::beyond)
        .extracting(reading -> reading.rule().metric())
        .contains(
            "demographic_parity_difference", "given:department:demographic_parity_difference");
    assertThat(policy.fairness())
        .allMatch(rule -> rule.conditional() == RateContrast.of(rule).isEmpty());
  }

  @Test
  void shouldNameLevelsWhenOnlyOneSideIsInThem() throws IOException {
    // Given
    Policy policy = policy();
    admit(policy, "A", "f", 50, 100);
    admit(policy, "A", "m", 50, 100);
    admit(policy, "B", "f", 10, 300);
    admit(policy, "X", "m", 30, 100); // no level of the policy's
    admit(policy, "", "m", 500, 500); // says no department
    // When
    FairnessMeasure within =
        find(measure(policy), "given:department:demographic_parity_difference");
    // Then
    assertThat(within.value()).isZero();
    assertThat(within.n()).isEqualTo(100);
    assertThat(within.nReference()).isEqualTo(100);
    assertThat(within.conditional().without()).containsExactly("B", "*other");
    assertThat(within.conditional().gap()).isCloseTo(60.0 / 400 - 80.0 / 200, within(1e-12));
    assertThat(within.sentence()).endsWith("Only one side is in B, other values.");
  }

  @Test
  void shouldHaveNoFigureWhenFewShareALevel() throws IOException {
    // Given
    Policy policy = policy();
    admit(policy, "A", "f", 50, 100);
    admit(policy, "A", "m", 10, 20);
    admit(policy, "B", "m", 10, 300);
    // When
    FairnessMeasure within =
        find(measure(policy), "given:department:demographic_parity_difference");
    // Then
    assertThat(within.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(within.value()).isNull();
    assertThat(within.conditional()).isNull();
    assertThat(within.sentence())
        .isEqualTo(
            "sex=f: not enough evidence on the favourable predictions within levels of department:"
                + " in levels that both are in, sex=m has 20 requests of at least 30.");
  }

  private Policy policy() throws IOException {
    return PolicyReader.read(Files.writeString(folder.resolve("admissions.yaml"), POLICY));
  }

  private void admit(Policy policy, JsonNode departments) {
    for (Map.Entry<String, JsonNode> department : departments.properties()) {
      JsonNode of = department.getValue();
      admit(policy, department.getKey(), "f", of.at("/0/0").asInt(), of.at("/0/1").asInt());
      admit(policy, department.getKey(), "m", of.at("/1/0").asInt(), of.at("/1/1").asInt());
    }
  }

  private void admit(Policy policy, String department, String sex, int admitted, int applied) {
    RecordMeasurer measurer = new RecordMeasurer(policy);
    for (int i = 0; i < applied; i++) {
      pane.add(measurer.measure(record(department, sex, i < admitted)));
    }
  }

  private static ScoredRecord record(String department, String sex, boolean admitted) {
    Map<String, Object> features = new HashMap<>();
    if (!department.isEmpty()) {
      features.put("department", department);
    }
    return new ScoredRecord(
        "r",
        "admissions",
        MeasureFixtures.NOON.toEpochMilli(),
        admitted ? "admit" : "reject",
        1,
        Map.of(),
        "m1",
        null,
        Map.of("sex", sex),
        Map.of(),
        features,
        List.of(),
        null,
        -1);
  }

  private WindowMeasures measure(Policy policy) {
    TimeSpan window = new TimeSpan(MeasureFixtures.NOON, MeasureFixtures.NOON.plusSeconds(300));
    return new WindowCalculator(policy).measure(window, 0, false, pane.toCounts(), null);
  }

  private static FairnessMeasure find(WindowMeasures measures, String metric) {
    return measures.fairness().stream()
        .filter(m -> m.metric().equals(metric) && m.comparison() == Comparison.REFERENCE)
        .findFirst()
        .orElseThrow();
  }

  private static void assertEnds(FairnessMeasure measure, JsonNode expected) {
    assertThat(measure.value()).isCloseTo(expected.get("value").asDouble(), within(1e-9));
    assertThat(measure.low()).isCloseTo(expected.get("low").asDouble(), within(1e-9));
    assertThat(measure.high()).isCloseTo(expected.get("high").asDouble(), within(1e-9));
  }

  private static JsonNode oracle() throws IOException {
    return Json.MAPPER
        .readTree(Path.of("src/test/resources/oracles/strata.json").toFile())
        .get("berkeley");
  }
}
