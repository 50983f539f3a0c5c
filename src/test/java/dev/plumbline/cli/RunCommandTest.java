package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunCommandTest {

  @Test
  void shouldSayWhatIsAllowedWhenAStageIsUnknown() {
    // When
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new RunCommand())
            .setErr(new PrintWriter(err))
            .execute("--config", "plumbline.yaml", "--stages", "redact,mesure");
    // Then
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .contains("unknown stage 'mesure'; allowed: [redact, score, measure, alert, retrain]");
  }
}
