package dev.plumbline.stage.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Drift and the bias score where the policy says that they page, through the stage's own topology.
 * One false page is allowed in 1,000 panes, or 200 windows of five, and two rules share it.
 */
class ScorePagesTopologyTest {

  private final AlertDriver driver =
      new AlertDriver(
          AlertTestPolicies.read(
              """
              model: credit
              scoring: {source: provided}
              outcome: {favourable: ["yes"]}
              groups: {attributes: {sex: [f, m]}, minimumSize: 30}
              windows: {size: PT5M, advance: PT1M}
              ethics:
                bias: {selection_gap: 1}
                alertWhen: {ethicsBelow: 0, biasAbove: 0.15, biasSeverity: page}
              drift: {signals: [{signal: score}], severity: page}
              alerts:
                falsePages: {atMost: 1, per: PT1000M}
                clearAfter: {windows: 3, atLeast: PT2H}
              """));

  @AfterEach
  void stop() {
    driver.close();
  }

  /**
   * Of three comparisons one has to reach 3 * 2 * 200 = 1,200. With u = -ln p the evidence of a
   * window is (e^u - 1 - u) / u^2: 1,130 where u is 12, and 1,228 where it is 12.1. A warning would
   * have come at 600.
   */
  @Test
  void shouldPageAboutDriftWhenItsShareOfTheFalsePagesAllowsIt() {
    // When
    driver.window(AlertTestWindows.of(5, List.of(), drift(0.5, Math.exp(-12)), Map.of()));
    // Then
    assertThat(driver.alerts()).isEmpty();
    assertThat(driver.incidents()).isEmpty();
    // When: another model's evidence starts from nothing
    driver.pane(pane(0, 55, "m1"));
    driver.pane(pane(1, 55, "m2"));
    driver.window(AlertTestWindows.of(10, List.of(), drift(0.5, Math.exp(-12.1)), Map.of()));
    // Then
    assertThat(driver.alerts())
        .singleElement()
        .satisfies(
            page -> {
              assertThat(page.rule()).isEqualTo(new AlertRule("drift", "*", "*"));
              assertThat(page.severity()).isEqualTo(Severity.PAGE);
              assertThat(page.state()).isEqualTo(State.OPEN);
            });
    assertThat(driver.incidents()).hasSize(1);
  }

  @Test
  void shouldClearThePageAboutDriftWhenItHasBeenOpenForAsLongAsThePolicySays() {
    // Given
    driver.window(AlertTestWindows.of(5, List.of(), drift(0.5, 1e-9), Map.of()));
    // When
    for (int minute = 10; minute <= 130; minute += 5) {
      driver.window(AlertTestWindows.of(minute, List.of(), drift(0.05, 0.5), Map.of()));
    }
    // Then
    assertThat(driver.alerts()).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    assertThat(driver.alerts().get(1).severity()).isEqualTo(Severity.PAGE);
    assertThat(driver.alerts().get(1).at())
        .isEqualTo(AlertTestWindows.NOON.plus(Duration.ofMinutes(125)));
  }

  @Test
  void shouldPageAboutTheBiasScoreAndClearWhenItIsInsideAndTheTimeIsOver() {
    // Given a gap of 0.6
    int minute = 0;
    while (driver.alerts().isEmpty() && minute < 60) {
      driver.pane(pane(minute++, 20, "m1"));
    }
    // Then
    Alert page = driver.alerts().get(0);
    assertThat(page.rule()).isEqualTo(new AlertRule("bias", "*", "*"));
    assertThat(page.severity()).isEqualTo(Severity.PAGE);
    assertThat(driver.incidents()).hasSize(1);
    // When both are treated alike
    while (driver.alerts().size() < 2 && minute < 1000) {
      driver.pane(pane(minute++, 80, "m1"));
    }
    // Then
    Alert cleared = driver.alerts().get(1);
    assertThat(cleared.rule()).isEqualTo(page.rule());
    assertThat(cleared.state()).isEqualTo(State.CLEARED);
    assertThat(Duration.between(page.at(), cleared.at()))
        .isGreaterThanOrEqualTo(Duration.ofHours(2));
  }

  /** Of everyone and of both sexes; only everyone's moves so little by chance. */
  private static List<DriftMeasure> drift(double effect, double p) {
    return List.of(
        drift("*", "*", effect, p), drift("sex", "f", 0.05, 0.5), drift("sex", "m", 0.05, 0.5));
  }

  private static DriftMeasure drift(String attribute, String group, double effect, double p) {
    return new DriftMeasure(
        "score",
        attribute,
        group,
        "psi",
        effect,
        p,
        0.001,
        1000,
        1000,
        0.2,
        effect > 0.2 ? DriftMeasure.Drift.DRIFTED : DriftMeasure.Drift.STABLE,
        "moved");
  }

  /** A hundred of each sex, 80 of the men favoured. */
  private static PaneCounts pane(int minute, long women, String version) {
    Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes(minute));
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        List.of(
            new GroupCounts("sex", "f", 100, women, 0, 0, 0, 0, 0),
            new GroupCounts("sex", "m", 100, 80, 0, 0, 0, 0, 0)),
        Map.of(),
        List.of(),
        version,
        "v1");
  }
}
