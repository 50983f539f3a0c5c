package dev.plumbline.stage.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.evidence.DecayedRates;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PaneRates;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an alert says: its figures, whom it compares, which evidence, and what a reader is told. */
class AlertContentTest {

  private static final String PARITY = "demographic_parity_difference";
  private static final int PANES_IN_90_DAYS = 90 * 24 * 60;

  private final WatchStateMap memory = new WatchStateMap();

  @Test
  void shouldShowTheNewestPaneWhenAPageComesBeforeAnyWindow() {
    // When
    Alert page =
        firstAlert(
            AlertTestPolicies.of(PARITY + ": 0.1"), people("f", 17, 93), people("m", 61, 97));
    // Then
    assertThat(page.figures()).isEqualTo(new AlertFigures(null, null, null, 93, 97, 0.1));
    assertThat(page.context().summary()).contains("17 in 93").contains("61 in 97");
  }

  @Test
  void shouldShowTheWindowsFiguresWhenAPageComesAfterIt() {
    // Given
    Policy policy = AlertTestPolicies.of(PARITY + ": 0.1");
    memory.apply(new AlertStateMachine(policy).onWindow(memory, window(0, -0.05)));
    // When
    Alert page = firstAlert(policy, people("f", 17, 93), people("m", 61, 97));
    // Then
    assertThat(page.severity()).isEqualTo(Severity.PAGE);
    assertThat(page.figures()).isEqualTo(new AlertFigures(-0.05, -0.1, 0.0, 500, 400, 0.1));
    assertThat(page.context().summary()).contains("a gap was seen").doesNotContain("17 in 93");
  }

  @Test
  void shouldSayForHowManyWindowsItWasInsideWhenAnAlertClears() {
    // Given
    Policy policy = AlertTestPolicies.of(PARITY + ": 0.1");
    List<Alert> alerts = new ArrayList<>();
    // When
    for (int minute = 0; minute <= 3; minute++) {
      WindowMeasures window = window(5 * minute, minute == 0 ? -0.3 : 0.05);
      alerts.addAll(memory.apply(new AlertStateMachine(policy).onWindow(memory, window)));
    }
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    assertThat(alerts.get(0).context().summary()).contains("a gap was seen");
    assertThat(alerts.get(1).context().summary()).contains("3 windows");
  }

  @ParameterizedTest
  @CsvSource({
    "1, P90D, one false page in 90 days",
    "2, P2D, 2 false pages in 2 days",
    "0.5, P1D, 0.5 false pages in 24 hours",
    "1, PT36H, one false page in 36 hours",
    "1, PT2H, one false page in 2 hours",
    "1, PT1H, one false page in PT1H",
    "1, PT90M, one false page in PT1H30M",
    "1, P2DT1H, one false page in 49 hours"
  })
  void shouldSayThePromiseWhenAPageGoesOut(String atMost, String per, String words) {
    // Given
    Policy policy =
        AlertTestPolicies.read(
            """
            model: credit
            scoring: {source: provided}
            outcome: {favourable: ["yes"]}
            groups: {attributes: [sex], reference: {sex: m}, minimumSize: 30}
            ethics: {alertWhen: {ethicsBelow: 0, biasAbove: 1}}
            alerts: {falsePages: {atMost: %s, per: %s}, clearAfter: 3}
            fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
            """
                .formatted(atMost, per));
    // When
    Alert page = firstAlert(policy, people("f", 10, 90), people("m", 80, 90));
    // Then
    assertThat(page.context().summary()).contains(words);
  }

  /** The reference is declared, or everyone of the attribute outside of the group, or nobody. */
  @Test
  void shouldCompareWithTheDeclaredReferenceOrEveryoneElse() {
    // Given
    GroupCounts f = people("f", 5, 100);
    GroupCounts m = people("m", 70, 100);
    GroupCounts x = people("x", 60, 80);
    GroupCounts everyone = new GroupCounts("*", "*", 280, 135, 0, 0, 0, 0, 0);
    // When
    List<Alert> declared = alerts("reference: {sex: m},", everyone, f, m, x);
    List<Alert> open = alerts("", everyone, f, m, x);
    List<Alert> absent = alerts("reference: {sex: d},", everyone, f, m, x);
    // Then
    assertThat(declared).extracting(a -> a.rule().group()).containsExactly("f");
    assertThat(declared.get(0).figures().nReference()).isEqualTo(100);
    assertThat(open).extracting(a -> a.rule().group()).containsExactly("f", "m", "x");
    assertThat(open).extracting(a -> a.figures().nReference()).containsExactly(180L, 180L, 200L);
    assertThat(absent).isEmpty();
  }

  /** Bets are placed on what earlier panes were. */
  @Test
  void shouldRememberTheRatesOfEveryPane() {
    // Given
    Policy policy = AlertTestPolicies.of(PARITY + ": 0.1");
    // When
    memory.apply(
        new AlertStateMachine(policy)
            .onPane(memory, pane(0, people("f", 20, 100), people("m", 60, 90))));
    memory.apply(
        new AlertStateMachine(policy)
            .onPane(memory, pane(1, people("f", 25, 80), people("m", 50, 70))));
    // Then
    assertThat(memory.group(new GroupName("sex", "f")).past())
        .isEqualTo(
            Map.of(
                OutcomeRate.SELECTION,
                DecayedRates.NONE
                    .after(new PaneRates(20, 100, 60, 90))
                    .after(new PaneRates(25, 80, 50, 70))));
  }

  /**
   * Both rates of equalized odds are beyond in the first pane. The contrasts are numbered from 1:
   * true positives low and high, false positives low and high; number k pages at k (k + 1) times
   * the panes for one false page.
   */
  @ParameterizedTest
  @CsvSource({
    // true positives of 100 in f and m, false positives of 100; number of the strongest
    "20, 80, 50, 50, 1",
    "20, 80, 100, 0, 4",
    "20, 80, 85, 15, 4",
    "0, 100, 80, 20, 1",
    // both as far apart: the lower threshold is further surpassed
    "0, 100, 100, 0, 1",
    "100, 0, 0, 100, 2"
  })
  void shouldNameTheStrongestContrastWhenSeveralReachTheirThresholds(
      long tpF, long tpM, long fpF, long fpM, int number) {
    // When
    Alert page =
        firstAlert(
            AlertTestPolicies.of("equalized_odds_difference: 0.1"),
            labelled("f", tpF, fpF),
            labelled("m", tpM, fpM));
    // Then
    assertThat(page.since()).isEqualTo(AlertTestWindows.NOON.plusSeconds(60));
    assertThat(page.sequential().threshold())
        .isCloseTo(PANES_IN_90_DAYS * number * (number + 1.0), within(1e-6));
  }

  private List<Alert> alerts(String reference, GroupCounts... groups) {
    Policy policy =
        AlertTestPolicies.read(
            """
            model: credit
            scoring: {source: provided}
            outcome: {favourable: ["yes"]}
            groups: {attributes: [sex], %s minimumSize: 30}
            ethics: {alertWhen: {ethicsBelow: 0, biasAbove: 1}}
            alerts: {falsePages: {atMost: 1, per: P90D}, clearAfter: 3}
            fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
            """
                .formatted(reference));
    WatchStateMap state = new WatchStateMap();
    List<Alert> alerts = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      alerts.addAll(state.apply(new AlertStateMachine(policy).onPane(state, pane(minute, groups))));
    }
    alerts.sort((a, b) -> a.rule().group().compareTo(b.rule().group()));
    return alerts;
  }

  private Alert firstAlert(Policy policy, GroupCounts f, GroupCounts m) {
    for (int minute = 0; minute < 60; minute++) {
      List<Alert> alerts =
          memory.apply(new AlertStateMachine(policy).onPane(memory, pane(minute, f, m)));
      if (!alerts.isEmpty()) {
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
      }
    }
    throw new AssertionError("no alert");
  }

  private static GroupCounts people(String group, long favourable, long requests) {
    return new GroupCounts("sex", group, requests, favourable, 0, 0, 0, 0, 0);
  }

  /** A hundred truly favourable and a hundred truly not. */
  private static GroupCounts labelled(String group, long tp, long fp) {
    return new GroupCounts("sex", group, 0, 0, 200, tp, fp, 100 - fp, 100 - tp);
  }

  private static PaneCounts pane(int minute, GroupCounts... groups) {
    Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes(minute));
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        List.of(groups),
        Map.of(),
        List.of(),
        "m1",
        "v1");
  }

  private static WindowMeasures window(int minute, double gap) {
    return AlertTestWindows.of(
        minute,
        List.of(
            new FairnessMeasure(
                PARITY,
                "sex",
                FairnessMeasure.Comparison.REFERENCE,
                "f",
                "m",
                gap,
                gap - 0.05,
                gap + 0.05,
                500,
                400,
                0.1,
                null,
                "a gap was seen")),
        List.of(),
        Map.of());
  }
}
