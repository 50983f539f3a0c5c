package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** People, places and organisations by {@code redact}, with the tests' tiny model. */
class RedactEntitiesTest {

  private static final String MODEL = "src/test/resources/models/tiny-entities";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    String input = "{\"id\":1,\"text\":\"\\ud83d\\ude00 Ana Berg, ana@example.com, in Paris\"}\n";
    ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return new CommandLine(new RedactCommand(in, out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void shouldRemoveNamesWhenAModelIsGiven() {
    // When
    int code = run("--entity-model", MODEL);

    // Then
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("\"text\":\"\ud83d\ude00 <PERSON>, <EMAIL_ADDRESS>, in <LOCATION>\"")
        .contains("{\"entity\":\"PERSON\",\"start\":2,\"end\":10,");
  }

  @Test
  void shouldReportNamesWhenTheyAreKept() {
    // When
    int code = run("--entity-model", MODEL, "--entities", "PERSON", "--operator", "keep");

    // Then
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("Ana Berg, ana@example.com, in Paris")
        .contains("{\"entity\":\"PERSON\",\"start\":2,\"end\":10,");
  }

  @Test
  void shouldSayHowWhenANameIsWantedWithoutAModel() {
    // When
    int code = run("--entities", "PERSON");

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--entity-model");
  }

  @Test
  void shouldSayWhatIsWrongWhenTheModelIsNone() {
    // When
    int code = run("--entity-model", "src/test/resources/models/tiny");

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("id2label");
  }
}
