package dev.plumbline.stage.retrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.stage.retrain.train.tune.TrainingCurve;
import dev.plumbline.stage.retrain.train.tune.TrainingCurve.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against TensorBoard's own writer: {@code src/test/oracles/training_events.py}. */
class EventFileTest {

  private static final Path EXPECTED = Path.of("src/test/resources/oracles/training_events.bin");

  @TempDir private Path folder;

  @Test
  void shouldBeTensorBoardsBytesWhenWritten() throws IOException {
    // Given
    TrainingCurve curve =
        new TrainingCurve(
            List.of(
                new Epoch(0, null, 1.75, 0.25, null),
                new Epoch(1, 1.5, 1.25, 0.5, 4e-5),
                new Epoch(2, 0.625, 0.875, 0.75, 1.25e-6)),
            2);
    // When
    EventFile.write(folder, curve, Instant.parse("2026-01-01T00:00:00.250Z"));
    // Then
    assertThat(folder.resolve("events.out.tfevents.1767225600.plumbline"))
        .hasBinaryContent(Files.readAllBytes(EXPECTED));
  }
}
