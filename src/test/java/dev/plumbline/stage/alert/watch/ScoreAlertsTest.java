package dev.plumbline.stage.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.IndicatorSum;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.memory.ModelWatch;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of alerts about scores: they open and clear on evidence. */
class ScoreAlertsTest {

  private static final Policy POLICY =
      AlertTestPolicies.read(
          """
          model: credit
          scoring: {source: provided}
          outcome: {favourable: ["yes"]}
          groups: {attributes: {sex: [f, m]}, minimumSize: 30}
          ethics:
            indicators: {privacy: 1}
            bias: {selection_gap: 1}
            alertWhen:
              ethicsBelow: 0.9
              biasAbove: 0.15
              privacy: {below: 0.6, severity: page}
          alerts: {clearAfter: {windows: 3, atLeast: PT2H}}
          """);

  private final WatchStateMap memory = new WatchStateMap();
  private final List<Alert> alerts = new ArrayList<>();
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
      alerts.addAll(memory.apply(new AlertStateMachine(POLICY).onPane(memory, pane)));
    }
  }

  private static GroupCounts people(String group, long favourable) {
    return new GroupCounts("sex", group, 100, favourable, 0, 0, 0, 0, 0);
  }
}
