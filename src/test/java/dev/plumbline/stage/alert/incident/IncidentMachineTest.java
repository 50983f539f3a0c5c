package dev.plumbline.stage.alert.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.AlertStatus;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.alert.SequentialEvidence.Naming;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentOmissions;
import dev.plumbline.event.incident.IncidentStatus.Occasion;
import dev.plumbline.event.incident.StartChange.Kind;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step alone, of alerts that other parts of the stage will raise. */
class IncidentMachineTest {

  private static final AlertRule DRIFT = new AlertRule("drift", "*", "*");
  private static final AlertRule BIAS = new AlertRule("bias", "*", "*");
  private static final AlertRule IMPACT = new AlertRule("disparate_impact_ratio", "sex", "f");
  private static final AlertRule RACE = new AlertRule("demographic_parity_difference", "race", "b");
  private static final AlertRule RACE_OF_WOMEN =
      new AlertRule("demographic_parity_difference", "sex*race", "f*b");
  private static final AlertRule LABELS = new AlertRule("equal_opportunity_difference", "sex", "f");
  private static final AlertRule WOMEN = new AlertRule("demographic_parity_difference", "sex", "f");

  private static final Policy DRIFTS =
      AlertTestPolicies.read(
          """
          model: credit
          scoring: {source: provided}
          outcome: {favourable: ["yes"]}
          groups: {attributes: [sex], reference: {sex: m}, minimumSize: 30}
          drift: {reference: {first: PT1H}, signals: [{signal: label, statistic: psi, tolerance: 0.1, by: both}]}
          fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
          """);

  private final IncidentMachine machine =
      new IncidentMachine(AlertTestPolicies.of("demographic_parity_difference: 0.1"));
  private final IncidentMap memory = new IncidentMap();
  private final CellTraffic traffic = new CellTraffic(1, 40, false, (minute, sex, race) -> 0.7);
  private final List<Incident> told = new ArrayList<>();
  private List<Alert> alerts = List.of();
  private int minute;

  @Test
  void shouldStayOpenAndTakeUpTheGroupWhenEveryonesRulePagedFirst() {
    // When
    pass(alert(DRIFT, State.OPEN, Severity.PAGE));
    pass(alert(WOMEN, State.OPEN, Severity.PAGE));
    pass(alert(DRIFT, State.CLEARED, Severity.PAGE));
    // Then
    assertThat(told.stream().map(Incident::id).distinct()).hasSize(1);
    assertThat(told).allMatch(Incident::stillOpen);
    // When
    pass(alert(WOMEN, State.CLEARED, Severity.PAGE));
    // Then
    assertThat(last().status().occasion()).isEqualTo(Occasion.CLEARED);
    assertThat(last().rules()).hasSize(2);
  }

  @Test
  void shouldNotBeHeldOpenByAWarningOfTheScores() {
    // Given a warning that stands already, and joins
    pass(alert(BIAS, State.OPEN, Severity.WARNING));
    pass(alert(WOMEN, State.OPEN, Severity.PAGE));
    assertThat(last().rules()).extracting(each -> each.rule()).contains(BIAS);
    // When
    pass(alert(WOMEN, State.CLEARED, Severity.PAGE));
    // Then
    assertThat(last().stillOpen()).isFalse();
    assertThat(last().rules()).extracting(each -> each.rule()).containsExactly(WOMEN);
    assertThat(memory.model().standing()).containsKey(BIAS.toString());
  }

  @Test
  void shouldSayWhatReachedItsThresholdWhenTheSumDecided() {
    // When one rule has enough beside the others
    pass(
        page(
            WOMEN,
            new SequentialEvidence(3e5, 1e6, null, 1.2e5, 1.4e5, 1.3e5, Naming.EACH, null, null)));
    // Then
    assertThat(decided())
        .startsWith(
            "Evidence that decided: All rules together reached 1.4e+05 at 2026-03-01 12:01 UTC (page at 1.3e+05), of which demographic_parity_difference of sex=f has 1.2e+05. From ");
  }

  @Test
  void shouldSayWhatReachedItsThresholdWhenTheRuleDidAlone() {
    // When
    pass(
        page(
            WOMEN,
            new SequentialEvidence(2e6, 1e6, null, 1.3e5, 1.4e5, 1.3e5, Naming.EACH, null, null)));
    // Then
    assertThat(decided())
        .startsWith(
            "Evidence that decided: demographic_parity_difference of sex=f reached 2.0e+06 at 2026-03-01 12:01 UTC (pages at 1.0e+06). From ");
  }

  @Test
  void shouldNameTheOthersWhenAPageHasEnoughOnlyTogetherWithThem() {
    // Given two rules of one page, and one of the page before it in the same minute
    SequentialEvidence mine =
        new SequentialEvidence(3e5, 1e6, null, 8e4, 1.4e5, 1.3e5, Naming.TOGETHER, null, null);
    SequentialEvidence theirs =
        new SequentialEvidence(2e5, 1e6, null, 6e4, 1.4e5, 1.3e5, Naming.TOGETHER, null, null);
    SequentialEvidence before =
        new SequentialEvidence(2e5, 1e6, null, 2e5, 3.4e5, 1.3e5, Naming.EACH, null, null);
    // When
    pass(page(WOMEN, mine), page(IMPACT, theirs), page(DRIFT, before));
    // Then
    assertThat(decided())
        .contains(
            "of which demographic_parity_difference of sex=f has 8.0e+04. It has enough only together with disparate_impact_ratio of sex=f: at least one of them is beyond its tolerance. From ");
  }

  @Test
  void shouldCompareWithThePaneBeforeWhenPanesAreLong() {
    // Given panes of two hours, and another version in the third
    for (int pane = 0; pane < 5; pane++) {
      traffic.modelVersion(pane < 2 ? "m1" : "m2");
      List<Alert> alerts =
          pane == 4 ? List.of(page(WOMEN, since(CellTraffic.minute(240)))) : List.of();
      // When
      take(stretched(traffic.pane(pane), pane), alerts);
    }
    // Then
    assertThat(last().changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(Kind.MODEL_VERSION);
              assertThat(change.at()).isEqualTo(CellTraffic.minute(240));
            });
  }

  @Test
  void shouldClearNoSoonerThanItOpenedWhenAWarningOfLabelsDaysAgoWasItsLastRule() {
    // Given a window of two days ago, whose labels come now
    pass(alert(WOMEN, State.OPEN, Severity.PAGE));
    window(-2880, warning(LABELS, State.OPEN, -2880));
    pass(alert(WOMEN, State.CLEARED, Severity.PAGE));
    assertThat(last().stillOpen()).isTrue();
    // When
    window(-2865, warning(LABELS, State.CLEARED, -2865));
    // Then
    Incident cleared = last();
    assertThat(cleared.status().occasion()).isEqualTo(Occasion.CLEARED);
    assertThat(cleared.status().at()).isEqualTo(CellTraffic.minute(2));
    assertThat(cleared.text().title()).contains("cleared after 1 min, ");
    assertThat(cleared.rules())
        .hasSize(2)
        .allSatisfy(
            rule ->
                assertThat(rule.clearedAt())
                    .isAfterOrEqualTo(rule.joined())
                    .isAfterOrEqualTo(cleared.status().since()));
    assertThat(memory.model().incidents().get(0).clearedAt()).isEqualTo(CellTraffic.minute(2));
  }

  @Test
  void shouldStaySilentWhenOnlyAWarningHoldsItOpen() {
    // Given
    IncidentMachine silenced =
        new IncidentMachine(
            AlertTestPolicies.read(
                """
                model: credit
                scoring: {source: provided}
                outcome: {favourable: ["yes"]}
                groups: {attributes: {sex: [f, m]}, reference: {sex: m}, minimumSize: 30}
                fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
                alerts:
                  falsePages: {atMost: 1, per: P90D}
                  silences: [{from: 2026-03-01T00:00:00Z, until: 2026-03-02T00:00:00Z, why: migration, attributes: [sex]}]
                """));
    pass(
        silenced,
        alert(WOMEN, State.OPEN, Severity.PAGE),
        alert(IMPACT, State.OPEN, Severity.WARNING));
    assertThat(last().status().silenced()).isTrue();
    // When
    pass(silenced, alert(WOMEN, State.CLEARED, Severity.PAGE));
    pass(silenced);
    pass(silenced, alert(IMPACT, State.CLEARED, Severity.WARNING));
    // Then
    assertThat(told)
        .extracting(each -> each.status().occasion())
        .containsExactly(Occasion.OPENED, Occasion.CLEARED);
    assertThat(told).allMatch(each -> each.status().silenced());
  }

  @Test
  void shouldKeepItsGroupWhenItsPageCameBackAsAWarning() {
    // Given
    pass(alert(WOMEN, State.OPEN, Severity.PAGE));
    pass(alert(IMPACT, State.OPEN, Severity.WARNING));
    pass(alert(WOMEN, State.CLEARED, Severity.PAGE));
    pass(alert(WOMEN, State.OPEN, Severity.WARNING));
    // When
    pass(alert(RACE, State.OPEN, Severity.PAGE));
    // Then
    assertThat(told.stream().map(Incident::id).distinct()).hasSize(2);
    assertThat(last().rule()).isEqualTo(RACE);
  }

  @Test
  void shouldTellOutsidersThatAWarningIsOverWhenItOpenedOutsideOfTheIncident() {
    // Given a warning before the incident, and one in it
    pass(alert(IMPACT, State.OPEN, Severity.WARNING));
    pass(alert(WOMEN, State.OPEN, Severity.PAGE));
    pass(alert(LABELS, State.OPEN, Severity.WARNING));
    // When both become pages
    pass(
        alert(IMPACT, State.ESCALATED, Severity.PAGE),
        alert(LABELS, State.ESCALATED, Severity.PAGE));
    // Then
    assertThat(alerts).extracting(each -> each.context().warned()).containsExactly(true, null);
    assertThat(alerts).extracting(each -> each.context().incident()).doesNotContainNull();
  }

  @Test
  void shouldListOpenRulesAndCountTheOthersWhenThereAreMany() {
    // Given sixty-one rules about women, of which two clear
    AlertRule first = new AlertRule("m00", "sex", "f");
    pass(
        IntStream.range(0, 61)
            .mapToObj(i -> new AlertRule("m%02d".formatted(i), "sex", "f"))
            .map(rule -> alert(rule, State.OPEN, Severity.PAGE))
            .toArray(Alert[]::new));
    pass(
        alert(first, State.CLEARED, Severity.PAGE),
        alert(new AlertRule("m03", "sex", "f"), State.CLEARED, Severity.PAGE));
    // When ten minutes later
    for (int i = 0; i < 9; i++) {
      pass();
    }
    pass(alert(RACE_OF_WOMEN, State.OPEN, Severity.PAGE));
    // Then
    Incident last = last();
    assertThat(last.rules()).hasSize(50);
    assertThat(last.rules()).allMatch(rule -> rule.clearedAt() == null);
    assertThat(last.rules().get(0).rule().metric()).isEqualTo("m01");
    assertThat(last.omitted()).isEqualTo(new IncidentOmissions(12, 0));
    assertThat(last.text().lines())
        .anyMatch(line -> line.startsWith("Rules: 60 of 62 open: m00 of sex=f (cleared), "))
        .anyMatch(line -> line.endsWith(" and 56 more."));
  }

  @Test
  void shouldSayHowManyMoreDriftedWhenManyDid() {
    // Given nine groups whose labels drifted, before women's page
    IncidentMachine drifts = new IncidentMachine(DRIFTS);
    drift(drifts, 0, 9);
    // When
    pass(drifts, alert(WOMEN, State.OPEN, Severity.PAGE));
    // Then
    assertThat(last().changes()).filteredOn(each -> each.kind() == Kind.DRIFT).hasSize(9);
    String line =
        last().text().lines().stream()
            .filter(each -> each.startsWith("Around its start: "))
            .findFirst()
            .orElseThrow();
    assertThat(line).contains("g5 drifted.").doesNotContain("g6 ").endsWith(" And 3 more drifted.");
  }

  @Test
  void shouldForgetWhatDriftedWhenThePolicyNoLongerWatchesIt() {
    // Given
    drift(new IncidentMachine(DRIFTS), 0, 3);
    assertThat(memory.model().drifting()).hasSize(3);
    // When a window comes under a policy without these signals
    drift(machine, 1, 0);
    // Then
    assertThat(memory.model().drifting()).isEmpty();
  }

  @Test
  void shouldBeWrittenInTheSameOrderWhicheverMachineWritesIt() {
    // Given
    String[] names = IntStream.range(0, 30).mapToObj("m%02d"::formatted).toArray(String[]::new);
    pass(
        IntStream.range(0, names.length)
            .mapToObj(i -> names[names.length - 1 - i])
            .map(name -> alert(new AlertRule(name, "sex", "f"), State.OPEN, Severity.WARNING))
            .toArray(Alert[]::new));
    assertThat(memory.model().standing().keySet())
        .containsExactly(Stream.of(names).map(name -> name + "/sex/f").toArray(String[]::new));
    // When they all join
    pass(alert(WOMEN, State.OPEN, Severity.PAGE));
    // Then
    assertThat(last().rules().stream().skip(1).map(each -> each.rule().metric()))
        .containsExactly(names);
  }

  /** A window at whose end so many groups have drifted. */
  private void drift(IncidentMachine with, int end, int groups) {
    List<DriftMeasure> drifted =
        IntStream.range(0, groups)
            .mapToObj(
                i ->
                    new DriftMeasure(
                        "label",
                        "sex",
                        "g" + i,
                        "psi",
                        0.3,
                        1e-9,
                        0.005,
                        100,
                        200,
                        0.2,
                        DriftMeasure.Drift.DRIFTED,
                        "sex=g" + i + " drifted.",
                        List.of(),
                        null,
                        null))
            .toList();
    keep(
        with.onWindow(
            memory,
            new WatchStateMap(),
            AlertTestWindows.of(end, List.of(), drifted, Map.of()),
            List.of()));
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 2"})
  void shouldJudgeAWiderGroupByTheGapThatIsAcceptedOfIt(boolean accepted, int incidents) {
    // Given women of race b far behind, and the other women by 0.15, where 0.1 is tolerated
    CellTraffic cells =
        new CellTraffic(
            1, 400, true, (at, sex, race) -> sex.equals("m") ? 0.7 : race.equals("b") ? 0.2 : 0.55);
    IncidentMachine accepting =
        new IncidentMachine(
            AlertTestPolicies.read(
                """
                model: credit
                scoring: {source: provided}
                outcome: {favourable: ["yes"]}
                groups: {attributes: [sex, race], intersections: [[sex, race]], reference: {sex: m}, minimumSize: 30}
                alerts: {falsePages: {atMost: 1, per: P90D}}
                fairness: [{metric: demographic_parity_difference, tolerance: 0.1%s}]
                """
                    .formatted(
                        accepted
                            ? ", accept: [{group: sex=f, gap: 0.2, until: 2026-06-30, why: known}]"
                            : "")));
    // When race b pages, they do, and then all women do
    for (AlertRule rule : List.of(RACE, RACE_OF_WOMEN, WOMEN)) {
      keep(
          accepting.onPane(
              memory,
              new WatchStateMap(),
              cells.pane(minute++),
              List.of(alert(rule, State.OPEN, Severity.PAGE))));
    }
    // Then
    assertThat(memory.model().incidents()).hasSize(incidents);
  }

  private Alert warning(AlertRule rule, State state, int end) {
    return alert(rule, state, Severity.WARNING, SequentialEvidence.NONE, CellTraffic.minute(end));
  }

  private void window(int end, Alert... alerts) {
    keep(
        machine.onWindow(
            memory,
            new WatchStateMap(),
            AlertTestWindows.of(end, List.of(), List.of(), Map.of()),
            List.of(alerts)));
  }

  private static SequentialEvidence since(Instant onset) {
    return new SequentialEvidence(2e6, 1e6, onset);
  }

  /** The pane as one of two hours. */
  private static PaneCounts stretched(PaneCounts pane, int number) {
    return new PaneCounts(
        pane.model(),
        new TimeSpan(CellTraffic.minute(120 * number), CellTraffic.minute(120 * (number + 1))),
        pane.groups(),
        Map.of(),
        List.of(),
        pane.modelVersion(),
        pane.policyVersion());
  }

  private String decided() {
    return told.get(0).text().lines().get(0);
  }

  private Alert page(AlertRule rule, SequentialEvidence evidence) {
    return alert(rule, State.OPEN, Severity.PAGE, evidence);
  }

  private void pass(Alert... alerts) {
    pass(machine, alerts);
  }

  private void pass(IncidentMachine with, Alert... alerts) {
    keep(with.onPane(memory, new WatchStateMap(), traffic.pane(minute++), List.of(alerts)));
  }

  private void take(PaneCounts pane, List<Alert> alerts) {
    keep(machine.onPane(memory, new WatchStateMap(), pane, alerts));
  }

  private void keep(IncidentStep step) {
    memory.apply(step);
    alerts = step.alerts();
    told.addAll(step.incidents());
  }

  private Incident last() {
    return told.get(told.size() - 1);
  }

  private Alert alert(AlertRule rule, State state, Severity severity) {
    return alert(rule, state, severity, SequentialEvidence.NONE);
  }

  private Alert alert(AlertRule rule, State state, Severity severity, SequentialEvidence evidence) {
    return alert(rule, state, severity, evidence, CellTraffic.minute(minute + 1));
  }

  private static Alert alert(
      AlertRule rule, State state, Severity severity, SequentialEvidence evidence, Instant at) {
    return new Alert(
        Alert.key("credit", rule),
        "credit",
        rule,
        new AlertStatus(state, severity, at, at),
        AlertFigures.NONE,
        evidence,
        new AlertContext("", "m1", "v1", Map.of(), List.of()));
  }
}
