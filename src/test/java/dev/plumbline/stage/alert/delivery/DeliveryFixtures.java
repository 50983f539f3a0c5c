package dev.plumbline.stage.alert.delivery;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.AlertStatus;
import dev.plumbline.event.alert.SequentialEvidence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Alerts as the flow writes them. */
public final class DeliveryFixtures {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  static final TopicPlace PLACE = new TopicPlace("ethics-alerts", 0);

  private DeliveryFixtures() {}

  static List<SinkMessage> messages(Alert... alerts) {
    return Stream.of(alerts).<SinkMessage>map(AlertMessage::new).toList();
  }

  static Alert page(String group, State state, Instant at) {
    return alert(group, state, Severity.PAGE, at);
  }

  static Alert alert(String group, State state, Severity severity, Instant at) {
    return alert("desk", group, state, severity, NOON, at);
  }

  public static Alert alert(
      String model, String group, State state, Severity severity, Instant since, Instant at) {
    return alert(model, group, state, severity, since, at, "a gap of 0.3");
  }

  /** A page with a summary of its own. */
  static Alert saying(String group, String summary, State state) {
    return alert("desk", group, state, Severity.PAGE, NOON, NOON, summary);
  }

  private static Alert alert(
      String model,
      String group,
      State state,
      Severity severity,
      Instant since,
      Instant at,
      String summary) {
    AlertRule rule = new AlertRule("equal_opportunity_difference", "sex", group);
    return new Alert(
        Alert.key(model, rule),
        model,
        rule,
        new AlertStatus(state, severity, since, at),
        new AlertFigures(-0.3, -0.4, -0.2, 100, 200, 0.1),
        new SequentialEvidence(1e7, 1e6, Instant.parse("2026-01-01T11:53:00Z")),
        new AlertContext(
            summary,
            "m1",
            "v1",
            Map.of(),
            state == State.CLEARED ? List.of() : List.of("r-1", "r-2")));
  }
}
