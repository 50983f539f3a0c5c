package dev.plumbline.stage.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.GroupExemplars;
import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.memory.GroupWatch;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gap in mean scores from the first pane to the last, though decisions are all the same. */
class MeanScorePageTest {

  private static final Policy POLICY = AlertTestPolicies.of("mean_score_difference: 0.1");

  private final WatchStateMap state = new WatchStateMap();
  private final List<Alert> alerts = new ArrayList<>();
  private int minute;

  @Test
  void shouldPageAndClearWhenAGapOfMeanScoresOpensAndCloses() throws IOException {
    // Given
    panes(60, 0.62);
    assertThat(alerts).isEmpty();
    // When
    panes(60, 0.35);
    // Then
    assertThat(alerts).hasSize(1);
    Alert page = alerts.get(0);
    assertThat(page.severity()).isEqualTo(Severity.PAGE);
    assertThat(page.key()).isEqualTo("credit/mean_score_difference/sex/f");
    assertThat(page.figures()).isEqualTo(new AlertFigures(null, null, null, 40, 50, 0.1));
    assertThat(page.context().summary())
        .contains(
            "sex=f: mean favourable probability 0.350 in 40 requests against 0.600 in 50 of m");
    assertThat(page.context().examples()).containsExactly("adverse-of-f");
    assertThat(page.sequential().onset())
        .isBetween(
            AlertTestWindows.NOON.plus(Duration.ofMinutes(58)),
            AlertTestWindows.NOON.plus(Duration.ofMinutes(62)));
    GroupWatch watch = state.group(new GroupName("sex", "f"));
    assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(watch), GroupWatch.class))
        .isEqualTo(watch);
    // When
    panes(60, 0.62);
    // Then
    assertThat(alerts).extracting(Alert::state).containsExactly(State.OPEN, State.CLEARED);
  }

  @Test
  void shouldShowTheReferencesExamplesWhenTheGroupIsAhead() {
    // When
    panes(60, 0.9);
    // Then
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).context().examples()).containsExactly("adverse-of-m");
  }

  /** Panes of before there were sums, or of another policy. */
  @Test
  void shouldSayNothingWhenPanesHaveNoScores() {
    for (int i = 0; i < 60; i++) {
      take(pane(List.of()));
    }
    assertThat(alerts).isEmpty();
  }

  /**
   * @param mean of f; that of m is 0.6, and both lie 0.1 about it
   */
  private void panes(int count, double mean) {
    for (int i = 0; i < count; i++) {
      take(pane(List.of(scores("f", 40, mean), scores("m", 50, 0.6))));
    }
  }

  private void take(PaneCounts pane) {
    alerts.addAll(state.apply(new AlertStateMachine(POLICY).onPane(state, pane)));
  }

  private static GroupScoreSums scores(String group, long n, double mean) {
    return new GroupScoreSums(
        "sex", group, n, Math.round(1e9 * n * mean), Math.round(1e9 * n * (mean * mean + 0.01)));
  }

  private PaneCounts pane(List<GroupScoreSums> scores) {
    Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes(minute++));
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        List.of(
            new GroupCounts("sex", "f", 40, 20, 0, 0, 0, 0, 0),
            new GroupCounts("sex", "m", 50, 25, 0, 0, 0, 0, 0)),
        Map.of(),
        List.of(
            new GroupExemplars("sex", "f", List.of("adverse-of-f"), List.of(), List.of()),
            new GroupExemplars("sex", "m", List.of("adverse-of-m"), List.of(), List.of())),
        "m1",
        "v1",
        null,
        List.of(),
        scores,
        Map.of(),
        Map.of());
  }
}
