package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PolicyInitCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new PolicyCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "provided"})
  void shouldWriteAPolicyThatCheckAccepts(String kind) {
    // Given
    String file = folder.resolve("new.yaml").toString();

    // When
    int exit = run("init", "--kind", kind, "--model", "it's a desk: 7", file);

    // Then
    assertThat(exit).isZero();
    assertThat(out.toString()).contains("next: plumbline policy check " + file);
    assertThat(run("check", file)).isZero();
    assertThat(out.toString()).contains("ok, model it's a desk: 7,", "1 fairness rules");
  }

  @Test
  void shouldPrintWhenNoFileOrADashIsNamed() {
    // When
    assertThat(run("init", "--kind", "provided")).isZero();
    String printed = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run("init", "--kind", "provided", "-")).isZero();

    // Then
    assertThat(printed).contains("model: my-model ", "scoring: {source: provided}");
    assertThat(out).hasToString(printed);
  }

  @Test
  void shouldLeaveAFileAloneWhenItExists() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("mine.yaml"), "mine");

    // When
    int exit = run("init", file.toString());

    // Then
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            file + " exists and is not overwritten: name another file, or remove it first");
    assertThat(file).hasContent("mine");
  }

  @Test
  void shouldSayWhatIsWrongWhenItCannotWrite() {
    assertThat(run("init", folder.resolve("none/new.yaml").toString())).isEqualTo(2);
    assertThat(run("init", "--model", " ")).isEqualTo(2);
    assertThat(run("init", "--kind", "table")).isEqualTo(2);
    assertThat(err.toString())
        .contains("cannot write " + folder.resolve("none/new.yaml") + ": NoSuchFileException")
        .contains("--model: a model's name must be a text of one line")
        .contains("'table' is none of text, provided");
  }
}
