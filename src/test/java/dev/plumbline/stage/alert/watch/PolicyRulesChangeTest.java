package dev.plumbline.stage.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.memory.GroupWatch;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a policy's rules mean for each other's evidence and pages. */
class PolicyRulesChangeTest {

  private static final Policy POLICY = AlertTestPolicies.of("demographic_parity_difference: 0.1");

  private WatchStateMap memory = new WatchStateMap();
  private final List<Alert> alerts = new ArrayList<>();

  @Test
  void shouldCloseTheAlertWhenANewPolicyHasNoSuchRule() {
    // Given
    int minute = 0;
    while (alerts.isEmpty()) {
      pane(minute++, 20, 60, "m1");
    }
    // When
    Policy other = AlertTestPolicies.of("accuracy_difference: 0.1");
    alerts.addAll(
        memory.apply(
            new AlertStateMachine(other).onPane(memory, AlertTestPanes.of(minute, 20, 60, "m1"))));
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    assertThat(alerts.get(1).context().summary()).contains("no longer");
    // The new rule's two contrasts have the next numbers.
    assertThat(memory.model().numbered()).isEqualTo(4);
  }

  @Test
  void shouldKeepARulesEvidenceWhenThePolicyChangesElsewhere() {
    // Given a page that is one pane away
    int needed = 0;
    while (alerts.isEmpty()) {
      pane(needed++, 40, 60, "m1");
    }
    memory = new WatchStateMap();
    alerts.clear();
    for (int minute = 0; minute < needed - 1; minute++) {
      pane(minute, 40, 60, "m1");
    }
    // When
    AlertStateMachine more =
        new AlertStateMachine(
            AlertTestPolicies.of("demographic_parity_difference: 0.1", "accuracy_difference: 0.1"));
    alerts.addAll(memory.apply(more.onPane(memory, AlertTestPanes.of(needed, 40, 60, "m1"))));
    // Then
    assertThat(needed).isGreaterThan(4);
    assertThat(alerts)
        .extracting(Alert::severity, Alert::state)
        .containsExactly(tuple(Severity.PAGE, State.OPEN));
  }

  @Test
  void shouldStartARulesEvidenceAnewWhenItsToleranceChanges() {
    // Given
    for (int minute = 0; minute < 4; minute++) {
      pane(minute, 40, 60, "m1");
    }
    // When
    AlertStateMachine wider =
        new AlertStateMachine(AlertTestPolicies.of("demographic_parity_difference: 0.15"));
    memory.apply(wider.onPane(memory, AlertTestPanes.of(4, 40, 60, "m1")));
    // Then
    GroupWatch group = memory.group(new GroupName("sex", "f"));
    assertThat(group.detectors()).hasSize(2);
    assertThat(group.detectors().values())
        .extracting(EDetector::number)
        .containsExactlyInAnyOrder(1, 2);
    assertThat(memory.model().numbered()).isEqualTo(2);
    assertThat(group.detectors().keySet()).allMatch(key -> key.endsWith("@0.15"));
    assertThat(group.detectors().values()).allMatch(detector -> detector.evidence() < 20);
  }

  /**
   * Shares of the false pages go by the number: a number that stood twice would be shared twice.
   */
  @Test
  void shouldNumberNoContrastTwiceWhenAPolicyThatCountsOtherwiseComesAndGoes() {
    // Given f's two contrasts
    memory.apply(new AlertStateMachine(POLICY).onPane(memory, people(0, "f")));
    // When another policy sees nobody of f, and then the first one does so until f is back
    Policy other = AlertTestPolicies.ofPeopleFrom(20, "demographic_parity_difference: 0.1");
    assertThat(Policy.basis(other.version())).isNotEqualTo(Policy.basis(POLICY.version()));
    memory.apply(new AlertStateMachine(other).onPane(memory, people(1, "g")));
    memory.apply(new AlertStateMachine(POLICY).onPane(memory, people(2, "g")));
    memory.apply(new AlertStateMachine(POLICY).onPane(memory, people(3, "f")));
    // Then
    assertThat(List.of("f", "g"))
        .flatExtracting(group -> memory.group(new GroupName("sex", group)).detectors().values())
        .extracting(EDetector::number)
        .containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat(memory.model().numbered()).isEqualTo(4);
  }

  /** A ratio's tolerance is in its weights. */
  @Test
  void shouldStartARatiosEvidenceAnewWhenItsToleranceChanges() {
    // Given
    AlertStateMachine strict =
        new AlertStateMachine(AlertTestPolicies.of("disparate_impact_ratio: 0.8"));
    for (int minute = 0; minute < 12; minute++) {
      memory.apply(strict.onPane(memory, AlertTestPanes.of(minute, 40, 60, "m1")));
    }
    GroupWatch before = memory.group(new GroupName("sex", "f"));
    assertThat(before.detectors().values()).anyMatch(detector -> detector.evidence() > 100);
    // When
    AlertStateMachine wider =
        new AlertStateMachine(AlertTestPolicies.of("disparate_impact_ratio: 0.7"));
    memory.apply(wider.onPane(memory, AlertTestPanes.of(12, 40, 60, "m1")));
    // Then
    GroupWatch after = memory.group(new GroupName("sex", "f"));
    assertThat(after.detectors().values())
        .extracting(EDetector::number)
        .containsExactlyInAnyOrder(1, 2);
    assertThat(after.detectors().values()).allMatch(detector -> detector.evidence() < 20);
  }

  @Test
  void shouldClearThePageWhenAnotherRuleOfTheMetricComparesWithinLevels() {
    // Given
    AlertStateMachine machine =
        new AlertStateMachine(
            AlertTestPolicies.read(
                """
                model: credit
                scoring: {source: provided}
                outcome: {favourable: ["yes"]}
                groups: {attributes: {sex: [f, m], region: [n, s]}, reference: {sex: m}}
                fairness:
                  - {metric: demographic_parity_difference, tolerance: 0.1}
                  - {metric: demographic_parity_difference, tolerance: 0.1, given: region}
                """));
    // When
    for (int minute = 0; minute < 200; minute++) {
      long favouredOfF = alerts.isEmpty() ? 20 : 60;
      alerts.addAll(
          memory.apply(machine.onPane(memory, AlertTestPanes.of(minute, favouredOfF, 60, "m1"))));
    }
    // Then
    assertThat(alerts)
        .extracting(Alert::severity, Alert::state)
        .containsExactly(tuple(Severity.PAGE, State.OPEN), tuple(Severity.PAGE, State.CLEARED));
  }

  /** A group and m. */
  private static PaneCounts people(int minute, String group) {
    Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes(minute));
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        List.of(
            new GroupCounts("sex", group, 100, 60, 0, 0, 0, 0, 0),
            new GroupCounts("sex", "m", 100, 60, 0, 0, 0, 0, 0)),
        Map.of(),
        List.of(),
        "m1",
        "v1");
  }

  private void pane(int minute, long favouredOfF, long favouredOfM, String version) {
    alerts.addAll(
        memory.apply(
            new AlertStateMachine(POLICY)
                .onPane(memory, AlertTestPanes.of(minute, favouredOfF, favouredOfM, version))));
  }
}
