package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RedactCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String input, String... arguments) {
    ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return new CommandLine(new RedactCommand(in, out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void shouldAnswerEveryLineInOrderWithSpansInCodePoints() {
    // When
    int code =
        run(
            """
            {"id":"a","text":"\\ud83d\\ude00 john@example.com or +14155552671"}

            {"id":7,"text":"nothing"}
            """);

    // Then
    assertThat(code).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "{\"id\":\"a\",\"text\":\"\ud83d\ude00 <EMAIL_ADDRESS> or <PHONE_NUMBER>\",\"spans\":["
                + "{\"entity\":\"EMAIL_ADDRESS\",\"start\":2,\"end\":18,\"score\":1.0},"
                + "{\"entity\":\"PHONE_NUMBER\",\"start\":22,\"end\":34,\"score\":0.75}]}",
            "{\"id\":7,\"text\":\"nothing\",\"spans\":[]}");
  }

  @Test
  void shouldReportBadLinesAndGoOn() {
    // When
    int code = run("zebra\n[]\n{\"id\":1}\n{\"id\":{},\"text\":\"\"}\n{\"text\":\"a\\ud800\"}\n");

    // Then
    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).doesNotContain("zebra");
    assertThat(out.toString().lines())
        .containsExactly(
            "{\"id\":null,\"line\":1,\"error\":\"not JSON\"}",
            "{\"id\":null,\"line\":2,\"error\":\"not a JSON object\"}",
            "{\"id\":null,\"line\":3,\"error\":\"text is missing or not a string\"}",
            "{\"id\":null,\"line\":4,\"error\":\"id is not a string or a number\"}",
            "{\"id\":null,\"text\":\"a\ufffd\",\"spans\":[]}");
  }

  @Test
  void shouldReadFilesAndKeepToTheEntitiesAndOperator() throws Exception {
    // Given
    Path file = folder.resolve("in.jsonl");
    Files.writeString(file, "{\"id\":1,\"text\":\"john@example.com 10.0.0.1\"}");

    // When
    int code = run("", "--entities", "IP_ADDRESS,URL", "--operator", "mask", file.toString());

    // Then
    assertThat(code).isZero();
    assertThat(out.toString()).contains("\"text\":\"john@example.com ********\"");
  }

  @Test
  void shouldExitWithTwoWhenUsageIsWrong() {
    assertThat(run("", "--entities", "SHOE_SIZE")).isEqualTo(2);
    assertThat(err.toString()).contains("SHOE_SIZE").contains("US_SSN");
    assertThat(run("", "--operator", "shred")).isEqualTo(2);
    assertThat(run("", "--phone-regions", "Atlantis")).isEqualTo(2);
    assertThat(run("", folder.resolve("missing.jsonl").toString())).isEqualTo(2);
    assertThat(run("", "--operator", "hash", "--hash-keyset", "missing.json")).isEqualTo(2);
  }
}
