package dev.plumbline.stage.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A known standing gap of one group pages nobody until its date, and then as any other. */
class AcceptedGapTest {

  private static final Policy POLICY =
      AlertTestPolicies.read(
          """
          model: credit
          scoring: {source: provided}
          outcome: {favourable: ["yes"]}
          groups: {attributes: {sex: [f, d, m]}, reference: {sex: m}, minimumSize: 30}
          fairness:
            - metric: demographic_parity_difference
              tolerance: 0.1
              accept: [{group: sex=f, gap: 0.3, until: "2026-03-01T14:00:00Z", why: known}]
          """);

  private static final Instant UNTIL = AlertTestWindows.NOON.plus(Duration.ofHours(2));

  private final WatchStateMap memory = new WatchStateMap();

  @Test
  void shouldPageForTheGroupOnlyWhenItsDateHasPassed() {
    // When: both groups are 0.2 behind for four hours
    List<Alert> pages = new ArrayList<>();
    for (int minute = 0; minute < 240; minute++) {
      pages.addAll(memory.apply(new AlertStateMachine(POLICY).onPane(memory, pane(minute))));
    }
    // Then
    assertThat(pages).extracting(Alert::severity).containsOnly(Severity.PAGE);
    assertThat(pages).extracting(page -> page.rule().group()).containsExactly("d", "f");
    assertThat(pages.get(0).at()).isBefore(UNTIL);
    assertThat(pages.get(1).at()).isAfter(UNTIL);
    assertThat(pages.get(1).figures().tolerance()).isEqualTo(0.1);
    // and the evidence of the time before does not count
    assertThat(pages.get(1).sequential().onset()).isAfterOrEqualTo(UNTIL.minusSeconds(60));
  }

  @Test
  void shouldPageBeforeTheDateWhenTheGapIsBeyondWhatIsAccepted() {
    // When: f is 0.5 behind, where 0.3 is accepted
    List<Alert> pages = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      pages.addAll(memory.apply(new AlertStateMachine(POLICY).onPane(memory, pane(minute, 10))));
    }
    // Then
    assertThat(pages).extracting(page -> page.rule().group()).contains("f");
    Alert page = pages.stream().filter(each -> each.rule().group().equals("f")).findFirst().get();
    assertThat(page.severity()).isEqualTo(Severity.PAGE);
    assertThat(page.at()).isBefore(UNTIL);
    assertThat(page.figures().tolerance()).isEqualTo(0.3);
  }

  @Test
  void shouldWarnForTheGroupOnlyWhenItsDateHasPassed() {
    // When: windows ten minutes before the date, and five after it
    List<Alert> before = memory.apply(new AlertStateMachine(POLICY).onWindow(memory, window(110)));
    List<Alert> after = memory.apply(new AlertStateMachine(POLICY).onWindow(memory, window(125)));
    // Then
    assertThat(before).isEmpty();
    assertThat(after).extracting(alert -> alert.rule().group()).containsExactly("f");
  }

  private static WindowMeasures window(int minute) {
    FairnessMeasure measure =
        new FairnessMeasure(
            "demographic_parity_difference",
            "sex",
            FairnessMeasure.Comparison.REFERENCE,
            "f",
            "m",
            -0.2,
            -0.24,
            -0.16,
            500,
            500,
            0.1,
            null,
            "sex=f fares worse.");
    return AlertTestWindows.of(minute, List.of(measure), List.of(), Map.of());
  }

  private static PaneCounts pane(int minute) {
    return pane(minute, 40);
  }

  private static PaneCounts pane(int minute, long favourableF) {
    Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes(minute));
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        List.of(people("d", 40), people("f", favourableF), people("m", 60)),
        Map.of(),
        List.of(),
        "m1",
        "v1");
  }

  private static GroupCounts people(String group, long favourable) {
    return new GroupCounts("sex", group, 100, favourable, 0, 0, 0, 0, 0);
  }
}
