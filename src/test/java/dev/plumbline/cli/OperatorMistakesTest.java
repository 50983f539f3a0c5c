package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OperatorMistakesTest {

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
        .contains(
            "unknown stage 'mesure'; allowed: [intake, redact, score, measure, alert, retrain]");
  }

  @Test
  void shouldSayTheMissingFolderInOneLineWhenAModelIsNotThere(@TempDir Path folder)
      throws IOException {
    // Given
    Path policy =
        Files.writeString(
            folder.resolve("desk.yaml"),
            """
            model: desk
            scoring: {path: models/nowhere}
            outcome: {favourable: ["yes"]}
            groups: {attributes: {sex: [f, m]}}
            fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
            """);
    Path requests = Files.writeString(folder.resolve("r.jsonl"), "{}\n");
    StringWriter err = new StringWriter();
    // When
    int exit =
        Main.commandLine()
            .setErr(new PrintWriter(err))
            .execute(
                "replay",
                "--policy",
                policy.toString(),
                "--requests",
                requests.toString(),
                "--out",
                folder.resolve("out").toString());
    // Then
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString().strip().lines().toList())
        .last()
        .asString()
        .startsWith("model folder ")
        .endsWith("models/nowhere does not exist");
    assertThat(err.toString()).doesNotContain("\tat ");
  }
}
