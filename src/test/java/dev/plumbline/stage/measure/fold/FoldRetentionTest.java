package dev.plumbline.stage.measure.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.stage.measure.MeasureFixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions are gone once no label can come for them, however they came. */
class FoldRetentionTest {

  private static final Instant NOON = MeasureFixtures.NOON;

  /** When the last label may come for a prediction of noon. */
  private static final Instant LAST = NOON.plus(MeasureFixtures.policy().windows().labelHorizon());

  @TempDir private Path folder;
  private FoldTask task;

  @BeforeEach
  void open() {
    task = new FoldTask(folder, LAST.plus(Duration.ofDays(1)));
  }

  @AfterEach
  void close() {
    task.close();
  }

  /** Both inputs have come so far. */
  private void passes(Instant time) {
    task.scored("young", time);
    task.label("young", time);
  }

  /** Late records of hours: each tick counts into panes that earlier ones did. */
  @Test
  void shouldForgetAllThatIsDueWithinTwoTicksWhenRecordsCameInDisorder() {
    // Given
    for (int tick = 0; tick < 3; tick++) {
      for (int minute = 0; minute < 200; minute++) {
        task.scored("r" + tick + "-" + minute, NOON.minus(Duration.ofMinutes(minute)));
      }
      task.tick();
    }
    // When
    task.restart();
    passes(LAST.plusSeconds(10));
    task.tick();
    task.tick();
    // Then
    assertThat(task.held(FoldStores.PREDICTIONS)).containsExactly("credit/young");
    assertThat(task.held(FoldStores.EXPIRATIONS)).hasSize(1);
  }

  @Test
  void shouldKeepAPredictionWhenALabelMayStillComeAndForgetItABlockLater() {
    // Given
    task.scored("a", NOON);
    passes(LAST.plusMillis(9_999));
    // When
    task.tick();
    boolean kept = task.held(FoldStores.PREDICTIONS).contains("credit/a");
    passes(LAST.plusMillis(10_000));
    task.scored("one more", LAST.plusMillis(10_000));
    task.label("one more", LAST.plusMillis(10_000));
    task.tick();
    // Then
    assertThat(kept).isTrue();
    assertThat(task.held(FoldStores.PREDICTIONS))
        .containsExactly("credit/one more", "credit/young");
  }

  @Test
  void shouldCountALabelAsUnmatchedWhenItsPredictionNeverCame() {
    // Given
    task.label("a", NOON);
    task.label("b", NOON);
    task.scored("b", NOON.plusSeconds(60));
    task.tick();
    // When
    passes(LAST.plusSeconds(10));
    task.tick();
    // Then: the prediction stays, though the label that waited for it is due
    assertThat(task.held(FoldStores.PREDICTIONS)).containsExactly("credit/b", "credit/young");
    assertThat(
            task.registry
                .get("plumbline.outcomes.waited")
                .tag("result", "unmatched")
                .counter()
                .count())
        .isEqualTo(1);
  }
}
