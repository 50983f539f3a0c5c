package dev.plumbline.stage.alert.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.Verdict;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.GroupExemplars;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.watch.AlertStateMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests an alert asks people to look at. */
public class RecentExemplarsTest {

  private static final Instant NOON = AlertTestWindows.NOON;

  private final WatchStateMap memory = new WatchStateMap();

  @Test
  void shouldShowTheNewestAdverseDecisionsOfTheGroupBehindWhenAPageGoesOut() {
    // When
    List<Alert> alerts =
        untilAlerted("demographic_parity_difference", people(20), people(60), "m1");
    // Then
    int last = (int) Duration.between(NOON, alerts.get(0).at()).toMinutes() - 1;
    assertThat(last).isPositive();
    assertThat(alerts.get(0).context().examples())
        .containsExactly(
            "f-" + last + "-a1",
            "f-" + last + "-a2",
            "f-" + last + "-a3",
            "f-" + (last - 1) + "-a1",
            "f-" + (last - 1) + "-a2");
  }

  /** Of a group ahead it is the others who were turned down. */
  @Test
  void shouldShowTheReferencesAdverseDecisionsWhenTheGroupIsAhead() {
    // When
    List<Alert> alerts =
        untilAlerted("demographic_parity_difference", people(90), people(40), "m1");
    // Then
    assertThat(alerts.get(0).context().examples())
        .hasSize(5)
        .allMatch(id -> id.matches("m-.*-a.*"));
  }

  @Test
  void shouldTakeTheOthersInTurnsWhenNoReferenceIsDeclared() {
    // Given
    Policy policy =
        AlertTestPolicies.read(
            """
            model: credit
            scoring: {source: provided}
            outcome: {favourable: ["yes"]}
            groups: {attributes: [sex], minimumSize: 30}
            ethics: {alertWhen: {ethicsBelow: 0, biasAbove: 1}}
            alerts: {falsePages: {atMost: 1, per: P90D}, clearAfter: 3}
            fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
            """);
    List<Alert> alerts = new ArrayList<>();
    // When
    for (int minute = 0; minute < 60; minute++) {
      List<GroupCounts> groups = List.of(group("f", 90), group("m", 40), group("x", 40));
      alerts.addAll(
          memory.apply(new AlertStateMachine(policy).onPane(memory, pane(minute, groups, "m1"))));
    }
    // Then
    Alert ahead =
        alerts.stream().filter(a -> a.rule().group().equals("f")).findFirst().orElseThrow();
    assertThat(ahead.context().examples().stream().map(id -> id.charAt(0)))
        .containsExactly('m', 'x', 'm', 'x', 'm');
  }

  @ParameterizedTest
  @CsvSource({
    "equal_opportunity_difference, 40, 10, f-.*-n.",
    "false_negative_rate_difference, 40, 10, f-.*-n.",
    "false_positive_rate_difference, 10, 40, m-.*-p.",
    "predictive_parity_difference, 10, 40, f-.*-p.",
    "accuracy_difference, 40, 40, f-.*-[np]."
  })
  void shouldShowTheMistakesThatMakeTheGapWhenLabelsPage(
      String metric, long falseNegatives, long falsePositives, String ids) {
    // Given
    GroupCounts f =
        metric.startsWith("false_positive")
            ? labelled("f", 50, 10, 40, 0)
            : labelled("f", 50 - falseNegatives / 2, falsePositives, 50, falseNegatives);
    GroupCounts m =
        metric.startsWith("false_positive")
            ? labelled("m", 50, 40, 10, 0)
            : labelled("m", 90, 1, 90, 1);
    // When
    List<Alert> alerts = untilAlerted(metric, f, m, "m1");
    // Then
    assertThat(alerts.get(0).context().examples()).hasSize(5).allMatch(id -> id.matches(ids));
  }

  @Test
  void shouldShowTheLastPanesRequestsWhenAWindowWarns() {
    // Given
    Policy policy = AlertTestPolicies.of("demographic_parity_difference: 0.1");
    memory.apply(
        new AlertStateMachine(policy)
            .onPane(memory, pane(0, List.of(group("f", 50), group("m", 50)), "m1")));
    // When
    List<Alert> behind =
        memory.apply(
            new AlertStateMachine(policy)
                .onWindow(memory, window(1, "demographic_parity_difference", -0.3)));
    List<Alert> none =
        memory.apply(
            new AlertStateMachine(policy)
                .onWindow(memory, window(2, "demographic_parity_difference", 0)));
    // Then
    assertThat(behind.get(0).context().examples()).containsExactly("f-0-a1", "f-0-a2", "f-0-a3");
    assertThat(none).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "disparate_impact_ratio, 1.9, m-0-a1 m-0-a2 m-0-a3",
    "disparate_impact_ratio, 0.4, f-0-a1 f-0-a2 f-0-a3",
    "false_negative_rate_difference, 0.3, f-0-n1 f-0-n2 f-0-n3",
    "false_positive_rate_difference, -0.3, m-0-p1 m-0-p2 m-0-p3",
    "mean_score_difference, 0.3, m-0-a1 m-0-a2 m-0-a3",
    "calibration_in_the_large_difference, 0.3, f-0-n1 f-0-p1 f-0-n2 f-0-p2 f-0-n3",
    "equalized_odds_difference, 0.3, f-0-n1 f-0-p1 f-0-n2 f-0-p2 f-0-n3"
  })
  void shouldShowTheSideThatIsBehindWhenAWindowWarns(String metric, double value, String ids) {
    // Given
    Policy policy = AlertTestPolicies.of(metric + ": " + (metric.endsWith("ratio") ? 0.8 : 0.1));
    memory.apply(
        new AlertStateMachine(policy)
            .onPane(memory, pane(0, List.of(group("f", 50), group("m", 50)), "m1")));
    // When
    List<Alert> alerts =
        memory.apply(new AlertStateMachine(policy).onWindow(memory, window(1, metric, value)));
    // Then
    assertThat(String.join(" ", alerts.get(0).context().examples())).isEqualTo(ids);
  }

  /** Whoever is missing has made no request. */
  @Test
  void shouldShowNobodyWhenPeopleAreMissing() {
    assertThat(RecentExemplars.NONE.after(examples("f", 0)).idsFor(FairnessMetric.REPRESENTATION))
        .isEmpty();
  }

  @Test
  void shouldShowNothingWhenAnAlertClears() {
    // Given
    Policy policy = AlertTestPolicies.of("demographic_parity_difference: 0.1");
    memory.apply(
        new AlertStateMachine(policy)
            .onPane(memory, pane(0, List.of(group("f", 50), group("m", 50)), "m1")));
    List<Alert> alerts = new ArrayList<>();
    // When
    for (int minute = 1; minute <= 4; minute++) {
      double gap = minute == 1 ? -0.3 : 0;
      WindowMeasures window = window(5 * minute, "demographic_parity_difference", gap);
      alerts.addAll(memory.apply(new AlertStateMachine(policy).onWindow(memory, window)));
    }
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    assertThat(alerts.get(0).context().examples()).isNotEmpty();
    assertThat(alerts.get(1).context().examples()).isEmpty();
  }

  @Test
  void shouldForgetAnotherModelsDecisionsWhenTheVersionIsNew() {
    // Given
    Policy policy = AlertTestPolicies.of("demographic_parity_difference: 0.1");
    memory.apply(
        new AlertStateMachine(policy)
            .onPane(memory, pane(0, List.of(group("f", 50), group("m", 50)), "m1")));
    // When
    memory.apply(
        new AlertStateMachine(policy)
            .onPane(memory, pane(1, List.of(group("f", 50), group("m", 50)), "m2")));
    // Then
    assertThat(memory.group(new GroupName("sex", "f")).exemplars().adverse())
        .containsExactly("f-1-a1", "f-1-a2", "f-1-a3");
    assertThat(memory.group(new GroupName("sex", "m")).exemplars().adverse())
        .containsExactly("m-1-a1", "m-1-a2", "m-1-a3");
  }

  @Test
  void shouldReadWhatWasRememberedBeforeThereWereExamples() throws Exception {
    // Given
    String before =
        """
        {"policyVersion": "v1", "epoch": 1, "past": {}, "detectors": {}, "episodes": {}, "readings": {}}""";
    // When
    GroupWatch watch = Json.MAPPER.readValue(before, GroupWatch.class);
    // Then
    assertThat(watch.exemplars()).isEqualTo(RecentExemplars.NONE);
    String now =
        Json.MAPPER.writeValueAsString(watch.with(RecentExemplars.NONE.after(examples("f", 0))));
    assertThat(Json.MAPPER.readValue(now, GroupWatch.class).exemplars().falsePositives())
        .containsExactly("f-0-p1", "f-0-p2", "f-0-p3");
  }

  private List<Alert> untilAlerted(String metric, GroupCounts f, GroupCounts m, String version) {
    Policy policy = AlertTestPolicies.of(metric + ": 0.1");
    List<Alert> alerts = new ArrayList<>();
    for (int minute = 0; minute < 60 && alerts.isEmpty(); minute++) {
      List<GroupCounts> groups = List.of(named("f", f), named("m", m));
      alerts.addAll(
          memory.apply(
              new AlertStateMachine(policy).onPane(memory, pane(minute, groups, version))));
    }
    assertThat(alerts).hasSize(1);
    return alerts;
  }

  private static PaneCounts pane(int minute, List<GroupCounts> groups, String version) {
    Instant start = NOON.plus(Duration.ofMinutes(minute));
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        groups,
        Map.of(),
        groups.stream().map(group -> examples(group.group(), minute)).toList(),
        version,
        "v1");
  }

  private static GroupExemplars examples(String group, int minute) {
    String id = group + "-" + minute + "-";
    return new GroupExemplars(
        "sex",
        group,
        List.of(id + "a1", id + "a2", id + "a3"),
        List.of(id + "n1", id + "n2", id + "n3"),
        List.of(id + "p1", id + "p2", id + "p3"));
  }

  private static GroupCounts people(long favourable) {
    return group("any", favourable);
  }

  private static GroupCounts group(String name, long favourable) {
    return new GroupCounts("sex", name, 100, favourable, 0, 0, 0, 0, 0);
  }

  private static GroupCounts labelled(String name, long tp, long fp, long tn, long fn) {
    return new GroupCounts("sex", name, 0, 0, tp + fp + tn + fn, tp, fp, tn, fn);
  }

  private static GroupCounts named(String name, GroupCounts counts) {
    return GroupCounts.none("sex", name).merge(counts);
  }

  private static WindowMeasures window(int minute, String metric, double value) {
    boolean ratio = metric.endsWith("ratio");
    FairnessMeasure measure =
        new FairnessMeasure(
            metric,
            "sex",
            FairnessMeasure.Comparison.REFERENCE,
            "f",
            "m",
            value,
            ratio ? value * 0.95 : value - 0.05,
            ratio ? value * 1.05 : value + 0.05,
            500,
            500,
            0.1,
            Verdict.UNFAIR,
            "a gap");
    return AlertTestWindows.of(minute, List.of(measure), List.of(), Map.of());
  }
}
