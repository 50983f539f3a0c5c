package dev.plumbline.stage.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.memory.GroupEvidence;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import dev.plumbline.stage.alert.memory.WatchStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts in the sum that pages, through policies, models, absences and the life of alerts. */
class PolicyPagerTest {

  private static final double PANES = 300;
  private static final Policy POLICY = policy("demographic_parity_difference: 0.1");

  private final WatchStateMap state = new WatchStateMap();
  private int minute;

  @Test
  void shouldNameAGroupThatIsNotInThePaneWhenTheSumPages() {
    // Given: a has more than half of what pages, and no traffic any more
    gatherWithoutPage(PANES / 2);
    double ofA = state.model().sumOfEvidence();
    assertThat(ofA).isBetween(PANES / 2, PANES);
    // When
    List<Alert> alerts = new ArrayList<>();
    while (alerts.isEmpty()) {
      alerts.addAll(pane(POLICY, "m1", of("b", 27), of("m", 40)));
    }
    // Then
    assertThat(alerts)
        .extracting(alert -> alert.rule().group())
        .containsExactlyInAnyOrder("a", "b");
    Alert a = alerts.stream().filter(each -> each.rule().group().equals("a")).findFirst().get();
    assertThat(a.sequential().share()).isEqualTo(ofA);
    assertThat(a.figures()).isEqualTo(AlertFigures.NONE);
    assertThat(a.context().summary()).contains("No window has closed yet");
    assertThat(state.model().sumOfEvidence()).isLessThan(1);
  }

  @Test
  void shouldForgetAllGroupsEvidenceWhenTheModelIsNew() {
    // Given
    gatherWithoutPage(PANES / 2);
    // When: a new version, and a has no traffic
    pane(POLICY, "m2", of("b", 40), of("m", 40));
    // Then
    assertThat(state.model().sumOfEvidence()).isLessThan(1);
  }

  @Test
  void shouldForgetARulesEvidenceWhenItsToleranceChangesAndItsGroupIsAbsent() {
    // Given
    gatherWithoutPage(PANES / 2);
    double before = state.model().sumOfEvidence();
    // When another rule comes, the evidence of the first stays
    Policy more = policy("demographic_parity_difference: 0.1", "accuracy_difference: 0.1");
    pane(more, "m1", of("b", 40), of("m", 40));
    // Then
    assertThat(state.model().sumOfEvidence()).isBetween(before / 2, before + 1);
    // When the first one's tolerance changes
    Policy wider = policy("demographic_parity_difference: 0.2", "accuracy_difference: 0.1");
    pane(wider, "m1", of("b", 40), of("m", 40));
    // Then
    assertThat(state.model().sumOfEvidence()).isLessThan(1);
  }

  /** Its old tolerance is what b, but not a, is judged by now. */
  @Test
  void shouldForgetARulesEvidenceWhenItsOldToleranceIsAnotherGroupsAcceptedGap() {
    // Given
    Policy wider = policy("demographic_parity_difference: 0.2");
    while (state.model().sumOfEvidence() < PANES / 2) {
      assertThat(pane(wider, "m1", of("a", 21), of("m", 40))).isEmpty();
    }
    // When
    Policy accepting =
        policy(
            "demographic_parity_difference: 0.1, "
                + "accept: [{group: sex=b, gap: 0.2, until: 2027-01-01, why: known}]");
    pane(accepting, "m1", of("b", 40), of("m", 40));
    // Then
    assertThat(state.model().sumOfEvidence()).isLessThan(1);
  }

  /** As a release might have that weighed evidence otherwise. */
  @Test
  void shouldPageNobodyAndComeToAnEndWhenTheStoredSumIsMoreThanThereIs() {
    // Given
    pane(POLICY, "m1", of("b", 40), of("m", 40));
    GroupEvidence wrong = new GroupEvidence(new GroupName("sex", "a"), 1e6);
    state.apply(
        new WatchStep(
            state.model().with(List.of(wrong)), Map.of(), List.of(), List.of(), List.of()));
    assertThat(state.model().sumOfEvidence()).isGreaterThan(PANES);
    // When
    List<Alert> alerts =
        assertTimeoutPreemptively(
            Duration.ofMinutes(1), () -> pane(POLICY, "m1", of("b", 40), of("m", 40)));
    // Then
    assertThat(alerts).isEmpty();
    assertThat(state.model().sumOfEvidence()).isLessThan(1);
  }

  /** Whatever is off, an open page neither keeps the sum up nor drags others in. */
  @Test
  void shouldNameOthersOnTheirOwnEvidenceOnlyWhenAPageIsOpen() {
    // When: a stays far off for ten hours, the others are fair
    List<Alert> alerts = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      alerts.addAll(pane(POLICY, "m1", of("a", 15), of("b", 39), of("c", 41), of("m", 40)));
    }
    // Then
    assertThat(alerts)
        .singleElement()
        .satisfies(alert -> assertThat(alert.rule().group()).isEqualTo("a"));
    assertThat(state.model().sumOfEvidence()).isLessThan(1);
  }

  /** The page has used the evidence up. */
  @Test
  void shouldStartAllOfARulesEvidenceAnewWhenItsPageClears() {
    // Given a page of one direction
    List<Alert> alerts = new ArrayList<>();
    while (alerts.isEmpty()) {
      alerts.addAll(pane(POLICY, "m1", of("a", 15), of("m", 40)));
    }
    // When
    while (alerts.size() < 2) {
      alerts.addAll(pane(POLICY, "m1", of("a", 40), of("m", 40)));
    }
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    assertThat(state.group(new GroupName("sex", "a")).detectors().values())
        .hasSize(2)
        .allSatisfy(detector -> assertThat(detector).isEqualTo(EDetector.fresh(detector.number())));
    assertThat(state.model().sumOfEvidence()).isZero();
  }

  /** Each has a third of what pages when the sum does: none alone is near its own threshold. */
  @Test
  void shouldPageByTheSumWhenNoRuleWouldAlone() {
    // When
    List<Alert> alerts = new ArrayList<>();
    while (alerts.isEmpty()) {
      alerts.addAll(pane(POLICY, "m1", of("a", 30), of("b", 30), of("c", 30), of("m", 40)));
    }
    // Then
    assertThat(alerts).extracting(alert -> alert.rule().group()).containsExactly("a", "b", "c");
    assertThat(alerts)
        .allSatisfy(
            alert -> {
              assertThat(alert.severity()).isEqualTo(Severity.PAGE);
              assertThat(alert.sequential().evidence())
                  .isLessThan(alert.sequential().threshold())
                  .isGreaterThanOrEqualTo(alert.sequential().threshold() / 3);
              assertThat(alert.sequential().policyEvidence()).isGreaterThanOrEqualTo(PANES);
            });
  }

  private void gatherWithoutPage(double evidence) {
    while (state.model().sumOfEvidence() < evidence) {
      assertThat(pane(POLICY, "m1", of("a", 27), of("m", 40))).isEmpty();
    }
  }

  private List<Alert> pane(Policy policy, String version, GroupCounts... groups) {
    Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes(minute++));
    return state.apply(
        new AlertStateMachine(policy)
            .onPane(
                state,
                new PaneCounts(
                    "credit",
                    new TimeSpan(start, start.plusSeconds(60)),
                    List.of(groups),
                    Map.of(),
                    List.of(),
                    version,
                    "v1")));
  }

  private static GroupCounts of(String group, long favourable) {
    return new GroupCounts("sex", group, 60, favourable, 0, 0, 0, 0, 0);
  }

  private static Policy policy(String... fairness) {
    StringBuilder rules = new StringBuilder();
    for (String rule : fairness) {
      String[] parts = rule.split(": ", 2);
      rules.append("  - {metric: %s, tolerance: %s}%n".formatted(parts[0], parts[1]));
    }
    return AlertTestPolicies.read(
        """
        model: credit
        scoring: {source: provided}
        outcome: {favourable: ["yes"]}
        groups: {attributes: {sex: [a, b, c, m]}, reference: {sex: m}}
        alerts: {falsePages: {atMost: 1, per: PT300M}}
        fairness:
        """
            + rules);
  }
}
