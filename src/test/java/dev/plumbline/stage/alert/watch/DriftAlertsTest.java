package dev.plumbline.stage.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of the one alert about a model's drift. */
class DriftAlertsTest {

  private static final String DRIFT =
      "drift: {signals: [{signal: score}, {signal: label}, {signal: text_length}]}";
  private static final Policy POLICY = policy(30, DRIFT);

  private final WatchStateMap memory = new WatchStateMap();
  private final List<Alert> alerts = new ArrayList<>();
  private Policy policy = POLICY;
  private int minute;

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
    pane(POLICY);
    // When: what is left of the effect would not open an alert so soon
    policy = policy(20, DRIFT);
    pane(policy);
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

  /** Six hours ({@code reopenWithin}) and the time of three windows after its last one. */
  @Test
  void shouldNameWhatIsNotWatchedAnyMoreWhenTheGroupThatHadMovedIsGone() {
    // Given
    window(5, drift(0.5, "score"));
    // When: everyone is inside again, and nobody of f comes any more
    for (int end = 10; end <= 400; end += 5) {
      List<DriftMeasure> withoutF = new ArrayList<>(drift(0.05, "score"));
      withoutF.removeIf(measure -> measure.group().equals("f"));
      window(end, withoutF);
    }
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    Alert cleared = alerts.get(1);
    assertThat(cleared.at()).isEqualTo(AlertTestWindows.NOON.plus(Duration.ofMinutes(385)));
    assertThat(cleared.context().summary())
        .contains("None of 2 comparisons has moved beyond its tolerance.")
        .contains("for want of records in PT6H15M: drift:score:psi/sex/f.");
  }

  @Test
  void shouldSayThatOneWindowIsTooLittleWhenTheWindowThatClearsHasAnotherEffect() {
    // Given
    window(5, drift(0.5, "score"));
    window(10, drift(0.05, "score"));
    window(15, drift(0.05, "score"));
    // When
    window(20, drift(0.05, "score"), List.of(measure("label", "*", "*", 0.3, 0.001)));
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    assertThat(alerts.get(1).context().summary())
        .contains("1 of 4 comparisons are beyond their tolerance in the newest window")
        .contains("too little evidence for an alert: label psi 0.300 (tolerance 0.2).")
        .contains("What had moved has been inside its tolerance for 3 windows in a row.");
  }

  @Test
  void shouldNotOpenAgainWhenThePolicyDidWithoutDriftForAWhile() {
    // Given
    pane(POLICY);
    window(5, drift(0.5, "score"));
    // When
    policy = policy(30, "");
    pane(policy);
    policy = POLICY;
    pane(policy);
    window(10, drift(0.05, "score"));
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    assertThat(alerts.get(1).context().summary()).contains("no longer has this rule");
  }

  private static Policy policy(int minimumSize, String drift) {
    return AlertTestPolicies.read(
        """
        model: credit
        scoring: {source: provided}
        outcome: {favourable: ["yes"]}
        groups: {attributes: {sex: [f, m]}, minimumSize: %d}
        ethics: {alertWhen: {ethicsBelow: 0, biasAbove: 1}}
        alerts: {clearAfter: {windows: 3, atLeast: PT2H}}
        %s
        """
            .formatted(minimumSize, drift));
  }

  private void pane(Policy current) {
    alerts.addAll(
        memory.apply(
            new AlertStateMachine(current)
                .onPane(memory, AlertTestPanes.of(minute++, 55, 55, "m1"))));
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
}
