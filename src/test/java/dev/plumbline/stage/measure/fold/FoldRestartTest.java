package dev.plumbline.stage.measure.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneDelta;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that ends between two ticks, and the one that takes over its stores. */
class FoldRestartTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path folder;
  private FoldTask task;

  @BeforeEach
  void open() {
    task = new FoldTask(folder, NOON.plus(Duration.ofDays(1)));
  }

  @AfterEach
  void close() {
    task.close();
  }

  @Test
  void shouldSendWhatWasCountedBeforeTheEndWhenATaskRestarts() {
    // Given
    for (int i = 0; i < 40; i++) {
      task.scored("r" + i, NOON);
    }
    task.label("r1", NOON.plusSeconds(90));
    // When
    task.restart();
    task.scored("r40", NOON);
    task.scored("r1", NOON);
    List<CountsDelta> sent = task.tick();
    // Then
    assertThat(sent).hasSize(1);
    MeasureCounts cohort =
        sent.get(0).panes().stream()
            .map(PaneDelta::cohort)
            .reduce(MeasureCounts.EMPTY, MeasureCounts::merge);
    assertThat(cohort.everyone().requests()).isEqualTo(41);
    assertThat(cohort.everyone().truePositives()).isEqualTo(1);
    assertThat(sent.get(0).requests().newest()).isEqualTo(NOON.toEpochMilli());
    assertThat(sent.get(0).partition()).isEqualTo(3);
  }

  @Test
  void shouldSendNothingTwiceWhenATaskRestartsAfterATick() {
    // Given
    for (int i = 0; i < 40; i++) {
      task.scored("r" + i, NOON);
    }
    task.tick();
    // When
    task.restart();
    task.scored("r40", NOON);
    List<CountsDelta> sent = task.tick();
    // Then
    assertThat(sent.get(0).panes().get(0).cohort().everyone().requests()).isEqualTo(1);
  }
}
