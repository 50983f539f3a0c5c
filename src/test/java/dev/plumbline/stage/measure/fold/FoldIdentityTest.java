package dev.plumbline.stage.measure.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneDelta;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same id under two models: two requests. */
class FoldIdentityTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path folder;
  private FoldTask task;

  @BeforeEach
  void open() {
    task = new FoldTask(folder, NOON.plusSeconds(86_400), "fraud");
  }

  @AfterEach
  void close() {
    task.close();
  }

  @Test
  void shouldCountBothWhenTwoModelsAreAskedUnderOneId() {
    // When
    task.label("fraud", "case-1", NOON.plusSeconds(5));
    task.scored("credit", "case-1", NOON);
    task.scored("fraud", "case-1", NOON);
    task.label("credit", "case-1", NOON.plusSeconds(5));
    task.scored("fraud", "case-1", NOON);
    // Then
    assertThat(task.held(FoldStores.PREDICTIONS)).containsExactly("credit/case-1", "fraud/case-1");
    assertThat(task.tick())
        .hasSize(2)
        .allSatisfy(
            delta -> {
              assertThat(cohort(delta).everyone().requests()).isEqualTo(1);
              assertThat(cohort(delta).everyone().truePositives()).isEqualTo(1);
            });
    assertThat(task.registry.get("plumbline.duplicates").tag("model", "fraud").counter().count())
        .isEqualTo(1);
    assertThat(task.registry.find("plumbline.duplicates").tag("model", "credit").counter())
        .isNull();
  }

  private static MeasureCounts cohort(CountsDelta delta) {
    List<PaneDelta> panes = delta.panes();
    return panes.stream().map(PaneDelta::cohort).reduce(MeasureCounts.EMPTY, MeasureCounts::merge);
  }
}
