package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What did not count is said: by reason, in the window and in the counters. */
class OutcomeResultsTest {

  /** So long before the clock of {@link MeasureFlow} that nothing here is in its future. */
  private static final Instant NOON = MeasureFlow.NOON.minus(Duration.ofDays(20));

  @Test
  void shouldSayWhatBecameOfEachOutcomeInTheWindow() {
    try (MeasureFlow flow = new MeasureFlow(declaring(), Publication.LIVE)) {
      // Given: one of every fate
      for (String id : List.of("matched", "twice", "unknown", "late", "early")) {
        if (id.equals("early")) {
          flow.label(id, NOON.plusSeconds(2), "yes");
        }
        flow.scored(id, NOON, "f", "yes");
      }
      flow.label("matched", NOON.plusSeconds(1), "yes");
      flow.label("twice", NOON.plusSeconds(1), "no");
      flow.label("twice", NOON.plusSeconds(1), "no");
      flow.label("unknown", NOON.plusSeconds(1), "YES");
      flow.label("late", NOON.plus(Duration.ofDays(15)), "yes");
      flow.label("nobody's", NOON.plusSeconds(1), "yes");
      // When
      flow.fallSilent();
      // Then
      WindowMeasures window = windowOfNoon(flow.windows());
      assertThat(window.outcomes())
          .isEqualTo(
              Map.of(
                  "matched", 3L, "duplicate", 1L, "unknown_label", 1L, "late", 1L, "waiting", 1L));
      assertThat(window.labelled()).isEqualTo(3);
      assertThat(flow.count("plumbline.outcomes")).isEqualTo(7);
      assertThat(flow.count("plumbline.outcomes.waited")).isEqualTo(1);
    }
  }

  @Test
  void shouldBeUnmatchedWhenItsRequestNeverCame() {
    try (MeasureFlow flow = new MeasureFlow(declaring(), Publication.LIVE)) {
      // Given
      flow.scored("a", NOON, "f", "yes");
      flow.label("nobody's", NOON.plusSeconds(100), "yes");
      flow.fallSilent();
      // When: requests have come as far as the horizon after the label
      flow.scored("b", NOON.plus(Duration.ofDays(14)).plusSeconds(120), "f", "yes");
      flow.tick(10);
      // Then
      List<WindowMeasures> windows = flow.windows();
      assertThat(windowOf(windows, NOON).outcomes()).isEqualTo(Map.of("unmatched", 1L));
      assertThat(
              flow.registry
                  .get("plumbline.outcomes.waited")
                  .tag("result", "unmatched")
                  .counter()
                  .count())
          .isEqualTo(1);
    }
  }

  @Test
  void shouldMakeNoWindowWhenOnlyForeignOutcomesCome() {
    try (MeasureFlow flow = new MeasureFlow(declaring(), Publication.LIVE)) {
      // Given
      flow.scored("a", NOON, "f", "yes");
      flow.fallSilent();
      flow.windows();
      // When
      flow.label("nobody's", NOON.plusSeconds(3_600), "yes");
      flow.fallSilent();
      // Then
      assertThat(flow.windows()).isEmpty();
    }
  }

  @Test
  void shouldReportLabelsThatNobodyPredictsWhenThePolicyDeclaresNone() {
    try (MeasureFlow flow = new MeasureFlow(Publication.LIVE)) {
      // Given
      flow.scored("a", NOON, "f", "yes");
      flow.scored("b", NOON, "f", "no");
      flow.scored("c", NOON, "m", "no");
      // When
      flow.label("a", NOON.plusSeconds(1), "no");
      flow.label("b", NOON.plusSeconds(1), "2");
      flow.label("c", NOON.plusSeconds(1), "1");
      flow.fallSilent();
      // Then
      assertThat(windowOfNoon(flow.windows()).outcomes())
          .isEqualTo(Map.of("matched", 3L, "unseen_label", 2L));
      assertThat(flow.count("plumbline.outcomes.unseen")).isEqualTo(2);
    }
  }

  private static Policy declaring() {
    return MeasureFixtures.policyOf("credit")
        .with(new OutcomePolicy(Set.of("yes"), Set.of("yes", "no")));
  }

  private static WindowMeasures windowOfNoon(List<WindowMeasures> windows) {
    return windowOf(windows, NOON);
  }

  /** As it was told last. */
  private static WindowMeasures windowOf(List<WindowMeasures> windows, Instant start) {
    return windows.stream()
        .filter(window -> window.window().start().equals(start))
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
