package dev.plumbline.stage.alert.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.stage.alert.AlertTestWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a model's detectors start anew, and what is remembered of its windows. */
public class ModelWatchTest {

  private static final Instant NOON = AlertTestWindows.NOON;

  @Test
  void shouldStartOneEpochForEveryPolicy() {
    // Given
    ModelWatch first = ModelWatch.START.under("v1").numbered(7);
    // Then
    assertThat(first.epoch()).isEqualTo(1);
    assertThat(first.under("v1")).isSameAs(first);
    assertThat(first.under("v2").epoch()).isEqualTo(2);
    assertThat(first.under("v2").numbered()).isZero();
  }

  @Test
  void shouldStartAnEpochWhenAVersionIsNewButNotForTheFirst() {
    // Given
    ModelWatch first = ModelWatch.START.after(pane(0, "m1"));
    // Then
    assertThat(first.epoch()).isZero();
    assertThat(first.after(pane(1, "m1")).epoch()).isZero();
    assertThat(first.after(pane(1, "m2")).epoch()).isEqualTo(1);
    assertThat(first.after(pane(1, "m2")).after(pane(2, "m1")).epoch()).isEqualTo(1);
  }

  @Test
  void shouldGoOnWhenAnotherPolicyCountsTheSame() {
    // Given
    ModelWatch first = ModelWatch.START.under("basis-1").numbered(7);
    // When
    ModelWatch next = first.under("basis-2");
    // Then
    assertThat(next.policyVersion()).isEqualTo("basis-2");
    assertThat(next.epoch()).isEqualTo(first.epoch());
    assertThat(next.numbered()).isEqualTo(7);
  }

  /** The commit, the time of the call: whatever a producer writes there. */
  @Test
  void shouldKeepTheEvidenceWhenTheVersionIsAnotherInEveryPane() {
    // When
    ModelWatch model = ModelWatch.START;
    for (int minute = 0; minute < 500; minute++) {
      model = model.after(pane(minute, "call-" + minute));
    }
    // Then
    assertThat(model.versionsAreNone()).isTrue();
    assertThat(model.epoch()).isEqualTo(7);
    assertThat(model.leads()).hasSize(9);
  }

  /** m1 led the pane that ends at minute 1; m2 leads all until m1 is back. */
  @Test
  void shouldTakeAVersionForNewWhenItLedNoneOfTheLastSixtyPanes() {
    assertThat(backAfter(60).epoch()).isEqualTo(1);
    assertThat(backAfter(61).epoch()).isEqualTo(2);
  }

  @Test
  void shouldForgetAVersionWhenItLedLongAgo() {
    assertThat(ModelWatch.START.after(pane(0, "m1")).after(pane(100, "m2")).leads())
        .containsOnlyKeys("m2/v1");
  }

  /** Labels that come alone say nothing of a version. */
  @Test
  void shouldStayAsItIsWhenThePaneHasNoVersion() {
    ModelWatch first = ModelWatch.START.after(pane(0, "m1"));
    assertThat(first.after(pane(1, null))).isSameAs(first);
  }

  @Test
  void shouldRememberTheNewestWindowsContributions() {
    // Given
    ModelWatch at10 = ModelWatch.START.after(window(10, 0.1));
    // Then
    assertThat(at10.contributions()).isEqualTo(Map.of("selection_gap", 0.1));
    assertThat(at10.after(window(9, 0.9))).isSameAs(at10);
    assertThat(at10.after(window(10, 0.2)).contributions()).containsEntry("selection_gap", 0.2);
    assertThat(at10.after(window(11, 0.3)).newestWindow()).isEqualTo(NOON.plusSeconds(660));
  }

  private static ModelWatch backAfter(int panes) {
    ModelWatch model = ModelWatch.START.after(pane(0, "m1"));
    for (int minute = 1; minute < panes; minute++) {
      model = model.after(pane(minute, "m2"));
    }
    return model.after(pane(panes, "m1"));
  }

  private static WindowMeasures window(int minute, double gap) {
    return AlertTestWindows.of(minute, List.of(), List.of(), Map.of("selection_gap", gap));
  }

  private static PaneCounts pane(int minute, @Nullable String version) {
    Instant start = NOON.plus(Duration.ofMinutes(minute));
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        List.of(),
        Map.of(),
        List.of(),
        version,
        "v1");
  }
}
