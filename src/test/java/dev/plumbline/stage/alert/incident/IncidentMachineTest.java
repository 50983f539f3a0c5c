package dev.plumbline.stage.alert.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.AlertStatus;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentStatus.Occasion;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.watch.WatchStateMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The step alone, of alerts that other parts of the stage will raise. */
class IncidentMachineTest {

  private static final AlertRule DRIFT = new AlertRule("drift", "*", "*");
  private static final AlertRule BIAS = new AlertRule("bias", "*", "*");
  private static final AlertRule WOMEN = new AlertRule("demographic_parity_difference", "sex", "f");

  private final IncidentMachine machine =
      new IncidentMachine(AlertTestPolicies.of("demographic_parity_difference: 0.1"));
  private final IncidentMap memory = new IncidentMap();
  private final CellTraffic traffic = new CellTraffic(1, 40, false, (minute, sex, race) -> 0.7);
  private final List<Incident> told = new ArrayList<>();
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

  private void pass(Alert alert) {
    IncidentStep step =
        machine.onPane(memory, new WatchStateMap(), traffic.pane(minute++), List.of(alert));
    memory.apply(step);
    told.addAll(step.incidents());
  }

  private Incident last() {
    return told.get(told.size() - 1);
  }

  private Alert alert(AlertRule rule, State state, Severity severity) {
    Instant at = CellTraffic.minute(minute + 1);
    return new Alert(
        Alert.key("credit", rule),
        "credit",
        rule,
        new AlertStatus(state, severity, at, at),
        AlertFigures.NONE,
        SequentialEvidence.NONE,
        new AlertContext("", "m1", "v1", Map.of(), List.of()));
  }
}
