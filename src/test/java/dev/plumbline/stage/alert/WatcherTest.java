package dev.plumbline.stage.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.Alert;
import dev.plumbline.event.Alert.Severity;
import dev.plumbline.event.Alert.State;
import dev.plumbline.event.FairnessMeasure;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.event.PaneCounts;
import dev.plumbline.event.Span;
import dev.plumbline.event.Verdict;
import dev.plumbline.event.WeightedScore;
import dev.plumbline.event.WindowMeasures;
import dev.plumbline.policy.Alerts;
import dev.plumbline.policy.Drift;
import dev.plumbline.policy.Ethics;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Groups;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Retraining;
import dev.plumbline.policy.Scoring;
import dev.plumbline.policy.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatcherTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Policy POLICY = policy();

  private MemoryMap memory = new MemoryMap();
  private final List<Alert> alerts = new ArrayList<>();

  @Test
  void shouldWarnOnceWhenWindowsStayBeyondTolerance() {
    // When
    for (int minute = 0; minute < 10; minute++) {
      window(minute, -0.3);
    }
    // Then
    assertThat(alerts)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.state()).isEqualTo(State.OPEN);
              assertThat(alert.severity()).isEqualTo(Severity.WARNING);
              assertThat(alert.key()).isEqualTo("credit/demographic_parity_difference/sex/f");
              assertThat(alert.value()).isEqualTo(-0.3);
            });
  }

  @Test
  void shouldClearWhenThreeWindowsInARowAreInside() {
    // Given
    window(0, -0.3);
    // When
    window(1, 0.0);
    window(2, 0.0);
    window(3, -0.3);
    window(4, 0.0);
    window(5, 0.0);
    window(5, 0.0);
    assertThat(alerts).hasSize(1);
    window(6, 0.0);
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
    assertThat(alerts.get(1).since()).isEqualTo(alerts.get(0).since());
  }

  @Test
  void shouldEscalateOnceWhenTheEvidenceIsStrong() {
    // Given
    window(0, -0.3);
    // When
    for (int minute = 1; minute < 60; minute++) {
      pane(minute, 20, 60, "m1");
    }
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.ESCALATED);
    Alert page = alerts.get(1);
    assertThat(page.severity()).isEqualTo(Severity.PAGE);
    assertThat(page.evidence()).isGreaterThanOrEqualTo(page.threshold());
    assertThat(page.summary()).contains("about one false page in 90 days");
  }

  @Test
  void shouldStartTheEvidenceAnewWhenTheModelIsNew() {
    // Given
    int minute = 0;
    while (alerts.isEmpty()) {
      pane(minute++, 40, 60, "m1");
    }
    int needed = minute;
    memory = new MemoryMap();
    alerts.clear();
    // When: the version changes just before the page would have gone out
    for (minute = 0; minute < needed - 1; minute++) {
      pane(minute, 40, 60, "m1");
    }
    for (; minute < needed + needed / 2; minute++) {
      pane(minute, 40, 60, "m2");
    }
    // Then
    assertThat(needed).isGreaterThan(4);
    assertThat(alerts).isEmpty();
  }

  @Test
  void shouldIgnoreAWindowWhenItIsOfThePast() {
    // Given
    window(60, 0.0);
    // When
    window(10, -0.5);
    // Then
    assertThat(alerts).isEmpty();
  }

  @Test
  void shouldNotWarnWhenTheIntervalReachesInside() {
    // When
    alerts.addAll(Watcher.window(POLICY, memory, measures(0, -0.15, 0.2)));
    // Then
    assertThat(alerts).isEmpty();
  }

  private void window(int minute, double gap) {
    alerts.addAll(Watcher.window(POLICY, memory, measures(minute, gap, 0.05)));
  }

  private void pane(int minute, long favouredOfF, long favouredOfM, String version) {
    Instant start = NOON.plus(Duration.ofMinutes(minute));
    PaneCounts pane =
        new PaneCounts(
            "credit",
            new Span(start, start.plusSeconds(60)),
            List.of(group("f", favouredOfF), group("m", favouredOfM)),
            Map.of(),
            version,
            "v1");
    alerts.addAll(Watcher.pane(POLICY, memory, pane));
  }

  private static GroupCounts group(String name, long favourable) {
    return new GroupCounts("sex", name, 100, favourable, 0, 0, 0, 0, 0);
  }

  private static WindowMeasures measures(int minute, double gap, double arm) {
    Instant end = NOON.plus(Duration.ofMinutes(minute));
    FairnessMeasure measure =
        new FairnessMeasure(
            "demographic_parity_difference",
            "sex",
            FairnessMeasure.Comparison.REFERENCE,
            "f",
            "m",
            gap,
            gap - arm,
            gap + arm,
            500,
            500,
            0.1,
            Verdict.UNFAIR,
            "sex=f fares worse.");
    WeightedScore none = new WeightedScore(null, 0, Map.of());
    return new WindowMeasures(
        "credit",
        new Span(end.minusSeconds(300), end),
        0,
        false,
        1000,
        0,
        "m1",
        "v1",
        List.of(),
        List.of(measure),
        List.of(),
        none,
        none,
        Map.of());
  }

  private static Policy policy() {
    return new Policy(
        "credit",
        "",
        "v1",
        new Privacy(
            Set.of(),
            Privacy.Operator.REPLACE,
            Map.of(),
            new Privacy.ConsentRule("", Privacy.ConsentRule.Missing.ALLOW)),
        new Scoring(Scoring.Source.PROVIDED, null, "auto", 32, Duration.ZERO),
        new OutcomePolicy(Set.of("yes")),
        new Groups(Map.of("sex", Set.of()), List.of(), Map.of("sex", "m"), 30),
        Windows.DEFAULT,
        List.of(new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1)),
        new Drift(Duration.ofHours(1), List.of()),
        new Ethics(Map.of(), Map.of(), 0, 1),
        new Alerts(1, Duration.ofDays(90), 3, List.of()),
        new Retraining(Set.of(), 1, Duration.ZERO, Retraining.Launcher.LOCAL, 0, 0));
  }
}
