package dev.plumbline.stage.alert.warning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.DriftMeasure.Drift;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.event.measure.WeightedScore;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules of a policy one window speaks of, and what it says. */
class WindowReadingsTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant END = START.plusSeconds(300);
  private static final String PARITY = "demographic_parity_difference";

  /**
   * Arms of an interval at -0.2 of which "within 0.1" has the p-values 0.0008 and 0.00004 (scipy).
   */
  private static final double ARM_NEAR_THE_LEVEL = 0.0621046227;

  private static final double ARM_FAR_BELOW_IT = 0.0496897866;

  private static final Policy POLICY =
      AlertTestPolicies.read(
          """
          model: credit
          scoring: {source: provided}
          outcome: {favourable: ["yes"]}
          groups: {attributes: [sex], reference: {sex: m}, minimumSize: 30}
          ethics: {alertWhen: {ethicsBelow: 0.75, biasAbove: 0.25}}
          fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
          drift: {signals: [{signal: score, statistic: psi, by: all}]}
          """);

  @Test
  void shouldReadARuleOfThePolicyWhenTheWindowMeasuredIt() {
    // When
    List<RuleReading> readings = WindowReadings.of(window(parity("f", 0.05)), POLICY);
    // Then
    assertThat(readings)
        .singleElement()
        .satisfies(
            reading -> {
              assertThat(reading.rule()).isEqualTo(new AlertRule(PARITY, "sex", "f"));
              assertThat(reading.windowEnd()).isEqualTo(END);
              assertThat(reading.beyond()).isTrue();
              assertThat(reading.inside()).isFalse();
              assertThat(reading.figures().value()).isEqualTo(-0.2);
              assertThat(reading.figures().tolerance()).isEqualTo(0.1);
            });
  }

  @Test
  void shouldReadNothingWhenThePolicyHasNoSuchRule() {
    // Given
    FairnessMeasure otherMetric =
        fairness("accuracy_difference", "sex", "f", Comparison.REFERENCE, 0.05);
    FairnessMeasure otherAttribute = fairness(PARITY, "age", "18-29", Comparison.REFERENCE, 0.05);
    FairnessMeasure worstPair = fairness(PARITY, "sex", "f", Comparison.WORST_PAIR, 0.05);
    // Then
    assertThat(WindowReadings.of(window(otherMetric, otherAttribute, worstPair), POLICY)).isEmpty();
  }

  /** Statsmodels' {@code multipletests(p, 0.001, "holm")} rejects the same ones. */
  @Test
  void shouldCorrectOverTheWindowsRulesWhenSeveralAreBeyond() {
    FairnessMeasure clear = parity("f", ARM_FAR_BELOW_IT);
    FairnessMeasure barely = parity("x", ARM_NEAR_THE_LEVEL);
    // Then
    assertThat(beyond(barely)).containsExactly(true);
    assertThat(beyond(barely, parity("f", ARM_NEAR_THE_LEVEL))).containsExactly(false, false);
    assertThat(beyond(clear, barely)).containsExactly(true, true);
  }

  /** What is not judged takes no share of the level. */
  @Test
  void shouldNotCorrectForOthersWhenThePolicyHasNoRuleForThem() {
    FairnessMeasure other = fairness("accuracy_difference", "sex", "f", Comparison.REFERENCE, 0.05);
    assertThat(beyond(parity("x", ARM_NEAR_THE_LEVEL), other)).containsExactly(true);
  }

  @ParameterizedTest
  @CsvSource({
    "ETHICS, 0.7, true",
    "ETHICS, 0.75, false",
    "ETHICS, 0.8, false",
    "BIAS, 0.3, true",
    "BIAS, 0.25, false",
    "BIAS, 0.2, false"
  })
  void shouldBeBeyondOnlyPastTheLimitWhenAScoreIsRead(String which, double score, boolean beyond) {
    // Given
    boolean ethics = which.equals("ETHICS");
    WindowMeasures window =
        window(List.of(), List.of(), ethics ? score : null, ethics ? null : score);
    // When
    List<RuleReading> readings = WindowReadings.of(window, POLICY);
    // Then
    assertThat(readings)
        .singleElement()
        .satisfies(
            reading -> {
              assertThat(reading.rule())
                  .isEqualTo(new AlertRule(ethics ? "ethics" : "bias", "*", "*"));
              assertThat(reading.windowEnd()).isEqualTo(END);
              assertThat(reading.beyond()).isEqualTo(beyond);
              assertThat(reading.inside()).isEqualTo(!beyond);
              assertThat(reading.figures().value()).isEqualTo(score);
              assertThat(reading.figures().tolerance()).isEqualTo(ethics ? 0.75 : 0.25);
              assertThat(reading.figures().n()).isEqualTo(1000);
            });
  }

  @Test
  void shouldReadNothingOfDriftWhichHasOneAlertForAll() {
    WindowMeasures window = window(List.of(), List.of(drift("score", Drift.DRIFTED)), null, null);
    assertThat(WindowReadings.of(window, POLICY)).isEmpty();
  }

  private static List<Boolean> beyond(FairnessMeasure... measures) {
    return WindowReadings.of(window(measures), POLICY).stream().map(RuleReading::beyond).toList();
  }

  private static FairnessMeasure parity(String group, double arm) {
    return fairness(PARITY, "sex", group, Comparison.REFERENCE, arm);
  }

  private static FairnessMeasure fairness(
      String metric, String attribute, String group, Comparison comparison, double arm) {
    return new FairnessMeasure(
        metric,
        attribute,
        comparison,
        group,
        "m",
        -0.2,
        -0.2 - arm,
        -0.2 + arm,
        500,
        500,
        0.1,
        null,
        "");
  }

  private static DriftMeasure drift(String signal, Drift verdict) {
    return new DriftMeasure(
        signal, "*", "*", "psi", 0.5, 1e-9, 0.005, 1000, 1000, 0.2, verdict, "moved");
  }

  private static WindowMeasures window(FairnessMeasure... measures) {
    return window(List.of(measures), List.of(), null, null);
  }

  private static WindowMeasures window(
      List<FairnessMeasure> fairness,
      List<DriftMeasure> drift,
      @Nullable Double ethics,
      @Nullable Double bias) {
    return new WindowMeasures(
        "credit",
        new TimeSpan(START, END),
        0,
        false,
        1000,
        0,
        Map.of(),
        "m1",
        "v1",
        List.of(),
        fairness,
        drift,
        new WeightedScore(ethics, 0, Map.of(), Map.of()),
        new WeightedScore(bias, 0, Map.of(), Map.of()),
        List.of(),
        Map.of());
  }
}
