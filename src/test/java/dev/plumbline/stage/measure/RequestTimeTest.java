package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests alone drive event time, whatever labels are stamped with. */
class RequestTimeTest {

  private static final Instant NOON = MeasureFlow.NOON;

  private final MeasureFlow flow = new MeasureFlow(Publication.LIVE);

  @AfterEach
  void close() {
    flow.close();
  }

  @Test
  void shouldCloseWindowsAndPanesWhenLabelsAreStampedAnHourAgo() {
    // Given
    flow.scored("early", NOON.minus(Duration.ofHours(1)), "f", "yes");
    flow.tick(1);
    // When: a second of the clock is a minute of traffic, and no input is ever silent
    for (int minute = 0; minute < 20; minute++) {
      flow.scored("r" + minute, NOON.plusSeconds(60L * minute), "f", "yes");
      flow.label("r" + minute, NOON.minus(Duration.ofHours(1)), "yes");
      flow.tick(1);
    }
    flow.tick(1);
    // Then: 12:19 is reached, so 12:13 has closed
    assertThat(flow.windows())
        .extracting(window -> window.window().start())
        .contains(NOON, NOON.plusSeconds(60 * 13));
    List<PaneCounts> panes = flow.panes();
    assertThat(panes)
        .extracting(pane -> pane.pane().start())
        .contains(NOON.plusSeconds(60 * 17))
        .isSorted()
        .doesNotHaveDuplicates();
    // All labels so far are evidence, in the panes that were open when they came.
    assertThat(panes.stream().mapToLong(pane -> everyone(pane).labelled()).sum())
        .isGreaterThanOrEqualTo(18);
  }

  @Test
  void shouldNotWaitWhenThereNeverWasALabel() {
    // When: less than the five seconds after which an input counts as silent
    flow.scored("a", NOON, "f", "yes");
    flow.tick(1);
    flow.scored("b", NOON.plusSeconds(600), "f", "yes");
    flow.tick(2);
    // Then
    assertThat(flow.windows()).extracting(window -> window.window().start()).contains(NOON);
  }

  @Test
  void shouldCloseByTheClockWhenOnlyLabelsStillCome() {
    // Given
    flow.scored("a", NOON, "f", "yes");
    flow.scored("b", NOON.plusSeconds(1), "f", "no");
    // When
    List<WindowMeasures> told = new ArrayList<>();
    for (int second = 0; second < 10; second++) {
      flow.label(second % 2 == 0 ? "a" : "b", NOON.plusSeconds(second), "yes");
      flow.tick(1);
      told.addAll(flow.windows());
    }
    // Then
    assertThat(told)
        .filteredOn(window -> window.window().start().equals(NOON))
        .last()
        .returns(2L, WindowMeasures::requests)
        .returns(2L, WindowMeasures::labelled);
    assertThat(flow.panes()).hasSize(1);
  }

  @Test
  void shouldSayNothingWhenLabelsComeForAModelWithoutRequests() {
    // When
    flow.label("a", NOON, "yes");
    flow.fallSilent();
    // Then
    assertThat(flow.windows()).isEmpty();
    assertThat(flow.panes()).isEmpty();
  }

  @Test
  void shouldLetALabelOfTheFutureWaitInItsOwnPaneWhenTheRequestsAreNotThere() {
    // Given
    flow.scored("a", NOON, "f", "yes");
    flow.label("a", NOON.plusSeconds(3_600), "yes");
    flow.scored("b", NOON.plusSeconds(600), "f", "yes");
    flow.tick(2);
    List<PaneCounts> early = flow.panes();
    // When
    flow.scored("c", NOON.plusSeconds(3_700), "f", "yes");
    flow.tick(2);
    // Then
    assertThat(early.stream().mapToLong(pane -> everyone(pane).labelled()).sum()).isZero();
    assertThat(flow.panes())
        .filteredOn(pane -> everyone(pane).labelled() == 1)
        .extracting(pane -> pane.pane().start())
        .containsExactly(NOON.plusSeconds(3_600));
  }

  private static GroupCounts everyone(PaneCounts pane) {
    return pane.groups().stream()
        .filter(group -> group.attribute().equals("*"))
        .findFirst()
        .orElseThrow();
  }
}
