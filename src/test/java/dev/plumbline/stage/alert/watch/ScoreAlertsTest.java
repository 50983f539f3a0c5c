package dev.plumbline.stage.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.IndicatorSum;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of alerts about scores and drift: they open and clear on evidence. */
class ScoreAlertsTest {

  private static final Policy POLICY = policy(30);

  private static Policy policy(int minimumSize) {
    return AlertTestPolicies.read(
        """
          model: credit
          scoring: {source: provided}
          outcome: {favourable: ["yes"]}
          groups: {attributes: {sex: [f, m]}, minimumSize: %d}
          ethics:
            indicators: {privacy: 1}
            bias: {selection_gap: 1}
            alertWhen:
              ethicsBelow: 0.9
              biasAbove: 0.15
              privacy: {below: 0.6, severity: page}
          drift:
            signals: [{signal: score}, {signal: label}, {signal: text_length}]
          alerts: {clearAfter: {windows: 3, atLeast: PT2H}}
          """
            .formatted(minimumSize));
  }

  private final WatchStateMap memory = new WatchStateMap();
  private final List<Alert> alerts = new ArrayList<>();
  private Policy policy = POLICY;
  private int minute;

  @Test
  void shouldOpenAndClearOnEvidenceWhenAnIndicatorFalls() {
    // Given: 98 of 100 responses without personal data, then half, then 98 again
    panes(60, 98, 55, 55);
    assertThat(alerts).isEmpty();
    // When
    panes(30, 50, 55, 55);
    List<Alert> opened = List.copyOf(alerts);
    panes(240, 98, 55, 55);
    // Then: the score is the same mean, with a limit of its own
    assertThat(opened)
        .extracting(alert -> alert.rule().metric(), Alert::severity, Alert::state)
        .containsExactly(
            tuple("ethics", Severity.WARNING, State.OPEN),
            tuple("ethics:privacy", Severity.PAGE, State.OPEN));
    assertThat(opened.get(1).sequential().onset())
        .isEqualTo(AlertTestWindows.NOON.plus(Duration.ofMinutes(60)));
    assertThat(alerts.subList(2, alerts.size()))
        .extracting(alert -> alert.rule().metric(), Alert::state)
        .containsExactly(tuple("ethics", State.CLEARED), tuple("ethics:privacy", State.CLEARED));
    // and the page stays open for two hours at least
    Alert page = opened.get(1);
    assertThat(Duration.between(page.at(), alerts.get(3).at())).isEqualTo(Duration.ofHours(2));
    assertThat(Duration.between(page.at(), alerts.get(2).at())).isLessThan(Duration.ofHours(1));
  }

  @Test
  void shouldOpenAndClearOnBlocksWhenGroupsAreTreatedUnlike() {
    // Given: a gap of 0.4, then none
    panes(40, 98, 30, 70);
    List<Alert> opened = List.copyOf(alerts);
    panes(320, 98, 55, 55);
    // Then
    assertThat(opened)
        .extracting(Alert::rule, Alert::state)
        .containsExactly(tuple(new AlertRule("bias", "*", "*"), State.OPEN));
    assertThat(opened.get(0).sequential().onset()).isEqualTo(AlertTestWindows.NOON);
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(1).state()).isEqualTo(State.CLEARED);
    assertThat(alerts.get(1).context().summary()).contains("the score is at most 0.");
  }

  /** What is remembered survives the way to the store and back. */
  @Test
  void shouldBeTheSameWhenItComesFromTheStore() throws IOException {
    panes(17, 70, 30, 70);
    ModelWatch model = memory.model();
    byte[] stored = Json.MAPPER.writeValueAsBytes(model);
    assertThat(Json.MAPPER.readValue(stored, ModelWatch.class)).isEqualTo(model);
    assertThat(model.scores().bias().panes()).isPositive();
  }

  @Test
  void shouldHaveOneAlertWhenSeveralSignalsOfSeveralGroupsDrift() {
    // When: seven comparisons move, an eighth joins them, then all are inside
    window(5, drift(0.5, "score", "label"), drift(0.05, "text_length"));
    window(10, drift(0.5, "score", "label", "text_length"));
    List<Alert> opened = List.copyOf(alerts);
    for (int end = 15; end <= 30; end += 5) {
      window(end, drift(0.05, "score", "label", "text_length"));
    }
    // Then
    assertThat(opened).hasSize(1);
    assertThat(opened.get(0).key()).isEqualTo("credit/drift/*/*");
    assertThat(opened.get(0).severity()).isEqualTo(Severity.WARNING);
    assertThat(opened.get(0).context().summary())
        .contains("6 of 9 comparisons moved beyond their tolerance: ")
        .contains("score psi 0.500 (tolerance 0.2)")
        .contains("of sex=f")
        .contains("; and 1 more.");
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(1).state()).isEqualTo(State.CLEARED);
    assertThat(alerts.get(1).at()).isEqualTo(opened.get(0).at().plus(Duration.ofMinutes(20)));
  }

  /** The evidence starts from nothing, but nothing has shown that the drift is over. */
  @Test
  void shouldKeepTheDriftAlertOpenWhenAnotherPolicyCountsOtherwise() {
    // Given
    window(5, drift(0.5, "score"));
    panes(1, 98, 55, 55);
    // When: what is left of the effect would not open an alert so soon
    policy = policy(20);
    panes(1, 98, 55, 55);
    window(10, List.of(measure("score", "*", "*", 0.5, 0.001)));
    List<Alert> stillOpen = List.copyOf(alerts);
    for (int end = 15; end <= 25; end += 5) {
      window(end, drift(0.05, "score"));
    }
    // Then
    assertThat(Policy.basis(policy.version())).isNotEqualTo(Policy.basis(POLICY.version()));
    assertThat(stillOpen).extracting(Alert::state).containsExactly(State.OPEN);
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    assertThat(alerts.get(1).at()).isEqualTo(AlertTestWindows.NOON.plus(Duration.ofMinutes(25)));
  }

  /** One window of a small sample is no drift, and several that overlap are one. */
  @Test
  void shouldNotAlertWhenOneWindowDriftedByChance() {
    for (int end = 5; end < 10; end++) {
      window(end, List.of(measure("score", "*", "*", 0.5, 0.001)));
    }
    assertThat(alerts).isEmpty();
  }

  private void panes(int number, int good, long favourableF, long favourableM) {
    for (int i = 0; i < number; i++, minute++) {
      Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes(minute));
      PaneCounts pane =
          new PaneCounts(
              "credit",
              new TimeSpan(start, start.plusSeconds(60)),
              List.of(people("f", favourableF), people("m", favourableM)),
              Map.of(),
              List.of(),
              "m1",
              "v1",
              null,
              List.of(),
              List.of(),
              Map.of("privacy", new IndicatorSum(good, 100, 1)),
              Map.of());
      alerts.addAll(memory.apply(new AlertStateMachine(policy).onPane(memory, pane)));
    }
  }

  @SafeVarargs
  private void window(int end, List<DriftMeasure>... drift) {
    List<DriftMeasure> all = new ArrayList<>();
    List.of(drift).forEach(all::addAll);
    WindowMeasures window = AlertTestWindows.of(end, List.of(), all, Map.of());
    alerts.addAll(memory.apply(new AlertStateMachine(policy).onWindow(memory, window)));
  }

  /** Of everyone and of both sexes. */
  private static List<DriftMeasure> drift(double effect, String... signals) {
    List<DriftMeasure> measures = new ArrayList<>();
    for (String signal : signals) {
      double p = effect > 0.2 ? 1e-12 : 0.5;
      measures.add(measure(signal, "*", "*", effect, p));
      measures.add(measure(signal, "sex", "f", effect, p));
      measures.add(measure(signal, "sex", "m", effect, p));
    }
    return measures;
  }

  private static DriftMeasure measure(
      String signal, String attribute, String group, double effect, double p) {
    return new DriftMeasure(
        signal,
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

  private static GroupCounts people(String group, long favourable) {
    return new GroupCounts("sex", group, 100, favourable, 0, 0, 0, 0, 0);
  }
}
