package dev.plumbline.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressLineTest {

  @TempDir private Path folder;
  private final StringWriter written = new StringWriter();

  @Test
  void shouldEstimateFromTheRateSoFar() {
    assertThat(ProgressLine.line("measure", 0.25, 10)).isEqualTo("measure: 25 %, about 30 s left");
    assertThat(ProgressLine.line("measure", 0.5, 600))
        .isEqualTo("measure: 50 %, about 10 min left");
    assertThat(ProgressLine.line("measure", 0.01, 10)).isEqualTo("measure: 1 %");
  }

  @Test
  void shouldDrawOverItsLineWhenItIsOnATerminal() {
    // Given
    ProgressLine progress = new ProgressLine(new PrintWriter(written), true);
    // When
    progress.at("redact", 0.5);
    progress.say("stage redact is done");
    // Then
    assertThat(written.toString()).startsWith("\rredact: 50 %").endsWith(" \n");
    assertThat(written.toString().split("\r")).hasSize(3);
    assertThat(written.toString()).containsOnlyOnce("\n");
  }

  @Test
  void shouldSayNothingOfAShortStepWhenItIsNotOnATerminal() {
    ProgressLine progress = new ProgressLine(new PrintWriter(written), false);
    progress.at("redact", 0.5);
    progress.at("score", 0.5);
    assertThat(written.toString()).isEmpty();
  }

  @Test
  void shouldTellATerminalByWhatTheDescriptorLeadsTo() throws IOException {
    Path terminal = Files.createSymbolicLink(folder.resolve("a"), Path.of("/dev/pts/3"));
    Path pipe = Files.createSymbolicLink(folder.resolve("b"), Path.of("pipe:[123]"));
    assertThat(ProgressLine.terminal(terminal)).isTrue();
    assertThat(ProgressLine.terminal(pipe)).isFalse();
    assertThat(ProgressLine.terminal(folder.resolve("none"))).isFalse();
  }
}
