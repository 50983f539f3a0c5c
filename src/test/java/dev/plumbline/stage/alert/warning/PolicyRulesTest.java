package dev.plumbline.stage.alert.warning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import dev.plumbline.stage.alert.watch.AlertStateMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyRulesTest {

  private static final Instant NOON = AlertTestWindows.NOON;

  private static final Policy BOTH =
      policy(
          "{signal: score, statistic: psi, by: both}, {signal: label, statistic: chi_square, by: all}");

  private final WatchStateMap memory = new WatchStateMap();

  private static Policy policy(String signals) {
    return AlertTestPolicies.read(
        """
        model: credit
        scoring: {source: provided}
        outcome: {favourable: ["yes"]}
        groups: {attributes: [sex, race], intersections: [[sex, race]], minimumSize: 30}
        ethics: {alertWhen: {ethicsBelow: 0.5, biasAbove: 0.5, privacy: {below: 0.1}}}
        alerts: {clearAfter: 3}
        fairness: [{metric: accuracy_difference, tolerance: 0.1}]
        drift: {signals: [%s]}
        """
            .formatted(signals));
  }

  @ParameterizedTest
  @CsvSource({
    "accuracy_difference, sex, f, true",
    "accuracy_difference, sex*race, f*B, true",
    "accuracy_difference, race*sex, B*f, false",
    "accuracy_difference, age, 18-29, false",
    "demographic_parity_difference, sex, f, false",
    "drift:score:psi, *, *, true",
    "drift:score:psi, sex, f, true",
    "drift:score:psi, age, 18-29, false",
    "drift:score:jensen_shannon, *, *, false",
    "drift:label:chi_square, *, *, true",
    "drift:label:chi_square, sex, f, false",
    "drift:text_length:psi, *, *, false",
    "drift, *, *, true",
    "ethics, *, *, true",
    "ethics:privacy, *, *, true",
    "ethics:consent, *, *, false",
    "bias, *, *, true"
  })
  void shouldKnowThePolicysRules(String metric, String attribute, String group, boolean has) {
    assertThat(new PolicyRules(BOTH).have(new AlertRule(metric, attribute, group))).isEqualTo(has);
  }

  @Test
  void shouldCloseADriftAlertWhenTheNewPolicyHasNoSuchRule() {
    // Given
    memory.apply(new AlertStateMachine(BOTH).onPane(memory, pane(0)));
    List<Alert> opened = memory.apply(new AlertStateMachine(BOTH).onWindow(memory, window(1)));
    assertThat(opened).extracting(Alert::state).containsExactly(State.OPEN);
    // When
    Policy other = policy("");
    List<Alert> closed = memory.apply(new AlertStateMachine(other).onPane(memory, pane(2)));
    // Then
    assertThat(closed)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.state()).isEqualTo(State.CLEARED);
              assertThat(alert.rule()).isEqualTo(new AlertRule("drift", "*", "*"));
              assertThat(alert.context().summary()).contains("no longer has this rule");
            });
    // When: a window that the old policy has measured comes after it
    List<Alert> again = memory.apply(new AlertStateMachine(other).onWindow(memory, window(3)));
    // Then
    assertThat(again).isEmpty();
  }

  private static PaneCounts pane(int minute) {
    Instant start = NOON.plus(Duration.ofMinutes(minute));
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        List.of(GroupCounts.none("sex", "f")),
        Map.of(),
        List.of(),
        "m1",
        "v1");
  }

  private static WindowMeasures window(int minute) {
    return AlertTestWindows.of(
        minute, List.of(), List.of(drift("score", "psi"), drift("label", "chi_square")), Map.of());
  }

  private static DriftMeasure drift(String signal, String statistic) {
    return new DriftMeasure(
        signal,
        "*",
        "*",
        statistic,
        0.5,
        1e-9,
        0.005,
        1000,
        1000,
        0.2,
        DriftMeasure.Drift.DRIFTED,
        "moved");
  }
}
