package dev.plumbline.stage.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.event.Verdict;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.RecordedAlerts;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertStateMachineTest {

  private static final Policy POLICY = AlertTestPolicies.of("demographic_parity_difference: 0.1");

  private WatchStateMap memory = new WatchStateMap();
  private final List<Alert> alerts = new ArrayList<>();

  @Test
  void shouldWarnOnceWhenWindowsStayBeyondTolerance() {
    // When
    for (int minute = 0; minute < 10; minute++) {
      window(minute, -0.3);
    }
    // Then
    assertThat(alerts)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.state()).isEqualTo(State.OPEN);
              assertThat(alert.severity()).isEqualTo(Severity.WARNING);
              assertThat(alert.key()).isEqualTo("credit/demographic_parity_difference/sex/f");
              assertThat(alert.figures().value()).isEqualTo(-0.3);
            });
  }

  @Test
  void shouldClearAWarningWhenThreeWindowsInARowAreInside() {
    // Given
    window(0, -0.3);
    // When
    window(5, 0.0);
    window(10, 0.0);
    window(15, -0.3);
    window(20, 0.0);
    window(25, 0.0);
    window(25, 0.0);
    assertThat(alerts).hasSize(1);
    window(30, 0.0);
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    assertThat(alerts.get(1).since()).isEqualTo(alerts.get(0).since());
  }

  /** Five windows of five minutes that start a minute apart are nine minutes of traffic. */
  @Test
  void shouldCountWindowsThatOverlapOnceWhenAWarningClears() {
    // Given
    window(0, -0.3);
    // When
    for (int minute = 1; minute < 15; minute++) {
      window(minute, 0.0);
    }
    assertThat(alerts).hasSize(1);
    window(15, 0.0);
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
  }

  @Test
  void shouldKeepAPageOpenWhenWindowsAreInsideByChance() {
    // Given
    int minute = 0;
    while (alerts.isEmpty()) {
      pane(minute++, 20, 60, "m1");
    }
    // When
    for (int i = 0; i < 100; i++) {
      window(minute++, 0.0);
    }
    // Then
    assertThat(alerts).hasSize(1);
  }

  @Test
  void shouldKeepTheEvidenceWhenAWarningClears() {
    // Given a page that is one pane away, and a warning
    int needed = 0;
    while (alerts.isEmpty()) {
      pane(needed++, 40, 60, "m1");
    }
    memory = new WatchStateMap();
    alerts.clear();
    window(0, -0.3);
    for (int minute = 0; minute < needed - 1; minute++) {
      pane(minute, 40, 60, "m1");
    }
    // When
    window(5, 0.0);
    window(10, 0.0);
    window(15, 0.0);
    pane(16, 40, 60, "m1");
    // Then
    assertThat(alerts)
        .extracting(Alert::severity, Alert::state)
        .containsExactly(
            tuple(Severity.WARNING, State.OPEN),
            tuple(Severity.WARNING, State.CLEARED),
            tuple(Severity.PAGE, State.OPEN));
  }

  @Test
  void shouldStayOpenWhenClearingIsTooSoonForThePolicy() {
    // Given
    Policy patient =
        AlertTestPolicies.read(
            """
            model: credit
            scoring: {source: provided}
            outcome: {favourable: ["yes"]}
            groups: {attributes: [sex], reference: {sex: m}, minimumSize: 30}
            alerts: {clearAfter: {evidence: 1000, atLeast: PT2H}}
            fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
            """);
    AlertStateMachine machine = new AlertStateMachine(patient);
    // When the gap closes at once
    for (int minute = 0; minute < 200; minute++) {
      alerts.addAll(
          memory.apply(
              machine.onPane(
                  memory, AlertTestPanes.of(minute, alerts.isEmpty() ? 20 : 60, 60, "m1"))));
    }
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    assertThat(Duration.between(alerts.get(0).at(), alerts.get(1).at()))
        .isEqualTo(Duration.ofHours(2));
    assertThat(alerts.get(1).context().summary()).contains("inside the tolerance again");
  }

  @Test
  void shouldEscalateOnceWhenTheEvidenceIsStrong() {
    // Given
    window(0, -0.3);
    // When
    for (int minute = 1; minute < 60; minute++) {
      pane(minute, 20, 60, "m1");
    }
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.ESCALATED);
    Alert page = alerts.get(1);
    assertThat(page.severity()).isEqualTo(Severity.PAGE);
    assertThat(page.sequential().policyThreshold()).isEqualTo(90 * 24 * 60);
    assertThat(page.sequential().policyEvidence())
        .isGreaterThanOrEqualTo(page.sequential().policyThreshold());
    assertThat(page.context().summary()).contains("about one false page in 90 days");
  }

  @Test
  void shouldStartTheEvidenceAnewWhenTheModelIsNew() {
    // Given
    int minute = 0;
    while (alerts.isEmpty()) {
      pane(minute++, 40, 60, "m1");
    }
    int needed = minute;
    memory = new WatchStateMap();
    alerts.clear();
    // When: the version changes just before the page would have gone out
    for (minute = 0; minute < needed - 1; minute++) {
      pane(minute, 40, 60, "m1");
    }
    for (; minute < needed + needed / 2; minute++) {
      pane(minute, 40, 60, "m2");
    }
    // Then
    assertThat(needed).isGreaterThan(4);
    assertThat(alerts).isEmpty();
  }

  @Test
  void shouldIgnoreAWindowWhenItIsOfThePast() {
    // Given
    window(60, 0.0);
    // When
    window(10, -0.5);
    // Then
    assertThat(alerts).isEmpty();
  }

  @Test
  void shouldNotWarnWhenTheIntervalReachesInside() {
    // When
    alerts.addAll(
        memory.apply(new AlertStateMachine(POLICY).onWindow(memory, measures(0, -0.15, 0.2))));
    // Then
    assertThat(alerts).isEmpty();
  }

  @Test
  void shouldPageForTheGroupAheadWhenItIsTooFarAhead() {
    // When
    for (int minute = 0; minute < 30; minute++) {
      pane(minute, 90, 40, "m1");
    }
    // Then
    assertThat(alerts)
        .singleElement()
        .satisfies(alert -> assertThat(alert.severity()).isEqualTo(Severity.PAGE));
  }

  @Test
  void shouldKeepTheEvidenceWhenTwoVersionsTakeTurns() {
    // When
    for (int minute = 0; minute < 60 && alerts.isEmpty(); minute++) {
      pane(minute, 40, 60, minute % 2 == 0 ? "m1" : "m2");
    }
    // Then: m2 restarts it once, and no more
    assertThat(alerts).hasSize(1);
  }

  @Test
  void shouldCountAWindowOnceWhenItIsRevised() {
    // Given
    window(0, -0.3);
    // When: the same window three times, and one from before
    window(5, 0.0);
    window(5, 0.0);
    window(5, 0.0);
    window(4, 0.0);
    // Then
    assertThat(alerts).hasSize(1);
    // When
    window(10, 0.0);
    window(15, 0.0);
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
  }

  @Test
  void shouldStartCountingAnewWhenARevisionIsBeyond() {
    // Given
    window(0, -0.3);
    window(5, 0.0);
    window(10, 0.0);
    // When: labels came in and the window looks worse
    window(10, -0.3);
    window(15, 0.0);
    window(20, 0.0);
    // Then
    assertThat(alerts).hasSize(1);
    window(25, 0.0);
    assertThat(alerts).hasSize(2);
  }

  @Test
  void shouldStayOpenWhenWindowsHaveTooFewPeople() {
    // Given
    window(0, -0.3);
    // When
    for (int minute = 1; minute < 10; minute++) {
      alerts.addAll(
          memory.apply(new AlertStateMachine(POLICY).onWindow(memory, undecided(minute))));
    }
    // Then
    assertThat(alerts).hasSize(1);
  }

  /** Newer windows without enough labels yet do not make an older one a thing of the past. */
  @Test
  void shouldWarnOfAnOldWindowWhenItsLabelsHaveJustCome() {
    // Given
    alerts.addAll(memory.apply(new AlertStateMachine(POLICY).onWindow(memory, undecided(1000))));
    // When
    window(10, -0.3);
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN);
  }

  @Test
  void shouldBeTheSameAlertWhenTheGapComesBackSoonAfterClearing() {
    // Given
    int minute = pageAndClear();
    // When
    for (int i = 0; i < 30; i++) {
      pane(minute++, 20, 60, "m1");
    }
    // Then
    assertThat(alerts).hasSize(3);
    assertThat(alerts.get(2).state()).isEqualTo(State.OPEN);
    assertThat(alerts.get(2).since()).isEqualTo(alerts.get(0).since());
  }

  @Test
  void shouldBeAnotherAlertWhenTheGapComesBackLongAfterClearing() {
    // Given
    int minute = pageAndClear();
    for (int i = 0; i < 6 * 60; i++) {
      pane(minute++, 60, 60, "m1");
    }
    // When
    for (int i = 0; i < 30; i++) {
      pane(minute++, 20, 60, "m1");
    }
    // Then
    assertThat(alerts).hasSize(3);
    assertThat(alerts.get(2).since()).isAfter(alerts.get(1).at());
  }

  private int pageAndClear() {
    int minute = 0;
    while (alerts.isEmpty()) {
      pane(minute++, 20, 60, "m1");
    }
    while (alerts.size() < 2) {
      pane(minute++, 60, 60, "m1");
    }
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    return minute;
  }

  @Test
  void shouldSayTheIndicatorsThatMovedWhenPaging() {
    // Given
    window(0, 0.0);
    // When
    for (int minute = 1; minute < 30; minute++) {
      pane(minute, 20, 60, "m1");
    }
    // Then
    assertThat(alerts.get(0).context().contributions()).containsEntry("selection_gap", 0.25);
  }

  @Test
  void shouldJudgeByThePolicysToleranceWhenAWindowWasPublishedUnderAnother() {
    // Given
    Policy strict = AlertTestPolicies.of("demographic_parity_difference: 0.02");
    // When
    alerts.addAll(
        memory.apply(new AlertStateMachine(POLICY).onWindow(memory, measures(0, -0.09, 0.03))));
    assertThat(alerts).isEmpty();
    alerts.addAll(
        memory.apply(new AlertStateMachine(strict).onWindow(memory, measures(1, -0.09, 0.03))));
    // Then
    assertThat(alerts)
        .singleElement()
        .satisfies(alert -> assertThat(alert.figures().tolerance()).isEqualTo(0.02));
  }

  @Test
  void shouldAlertTheSameWhenRecordedEvidenceComesInAnyOrder() {
    // Given
    List<PaneCounts> panes = new ArrayList<>();
    List<WindowMeasures> windows = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      panes.add(AlertTestPanes.of(minute, minute < 20 ? 60 : 30, 60, "m1"));
      windows.add(measures(minute + 1, minute < 20 ? 0 : -0.3, 0.05));
    }
    List<Alert> inOrder = RecordedAlerts.of(POLICY, panes, windows);
    // When
    Collections.shuffle(panes, new Random(1));
    Collections.shuffle(windows, new Random(2));
    // Then
    assertThat(RecordedAlerts.of(POLICY, panes, windows)).isEqualTo(inOrder).isNotEmpty();
  }

  private void window(int minute, double gap) {
    alerts.addAll(
        memory.apply(new AlertStateMachine(POLICY).onWindow(memory, measures(minute, gap, 0.05))));
  }

  private void pane(int minute, long favouredOfF, long favouredOfM, String version) {
    alerts.addAll(
        memory.apply(
            new AlertStateMachine(POLICY)
                .onPane(memory, AlertTestPanes.of(minute, favouredOfF, favouredOfM, version))));
  }

  private static WindowMeasures measures(int minute, double gap, double arm) {
    return measures(minute, measure(gap, gap - arm, gap + arm));
  }

  private static WindowMeasures undecided(int minute) {
    return measures(minute, measure(null, null, null));
  }

  private static FairnessMeasure measure(
      @Nullable Double gap, @Nullable Double low, @Nullable Double high) {
    return new FairnessMeasure(
        "demographic_parity_difference",
        "sex",
        FairnessMeasure.Comparison.REFERENCE,
        "f",
        "m",
        gap,
        low,
        high,
        500,
        500,
        0.1,
        Verdict.UNFAIR,
        "sex=f fares worse.");
  }

  private static WindowMeasures measures(int minute, FairnessMeasure measure) {
    return AlertTestWindows.of(minute, List.of(measure), List.of(), Map.of("selection_gap", 0.25));
  }
}
