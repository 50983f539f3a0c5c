package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a table of predictions to a picture, in one command. */
class CsvReplayIT {

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  @Test
  void shouldMeasureAndDrawWhenATableOfPredictionsIsGiven() throws IOException {
    // Given: of 100 women 30 are favoured, of 100 men 60; one prediction is missing
    StringBuilder table = new StringBuilder("pred;sex;truth\n");
    for (int i = 0; i < 100; i++) {
      table.append(i < 30 ? "yes" : "no").append(";f;").append(i < 40 ? "yes" : "no").append('\n');
      table.append(i < 60 ? "yes" : "no").append(";m;").append(i < 50 ? "yes" : "").append('\n');
    }
    table.append(";m;yes\n");
    Path csv = Files.writeString(folder.resolve("loans.csv"), table.toString());
    Path out = folder.resolve("out");
    // When
    int exit =
        run(
            "--csv", csv.toString(),
            "--delimiter", ";",
            "--prediction", "pred",
            "--label", "truth",
            "--favourable", "yes",
            "--groups", "sex",
            "--policy-out", folder.resolve("loans.yaml").toString(),
            "--out", out.toString());
    // Then
    assertThat(exit).isZero();
    assertThat(said.toString())
        .contains("model: \"loans\"", "all rows are one window", "blank in 50 of 201 rows");
    assertThat(folder.resolve("loans.yaml")).exists();
    JsonNode window = Json.MAPPER.readTree(Files.readString(out.resolve("window-measures.jsonl")));
    assertThat(window.get("requests").asLong()).isEqualTo(200);
    assertThat(window.get("labelled").asLong()).isEqualTo(150);
    assertThat(value(window, "demographic_parity_difference")).isEqualTo(0.3 - 0.6);
    // Women: 30 of the 40 who were to be favoured were; men: 50 of 50
    assertThat(value(window, "equal_opportunity_difference")).isEqualTo(0.75 - 1);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<svg", "sex = f", "prediction_missing", "What if");
  }

  @Test
  void shouldSayWhatIsNeededWhenNothingTellsWhatTheColumnsAre() throws IOException {
    Path csv = Files.writeString(folder.resolve("loans.csv"), "pred,sex\nyes,f\n");
    assertThat(run("--csv", csv.toString())).isEqualTo(2);
    assertThat(said.toString()).startsWith("--csv needs --prediction COLUMN");
    assertThat(run("--out", folder.toString())).isEqualTo(2);
    assertThat(said.toString())
        .contains("replay needs --policy FILE and --requests FILE, or --csv");
  }

  private int run(String... arguments) {
    PrintWriter to = new PrintWriter(said, true);
    return new CommandLine(new ReplayCommand()).setErr(to).setOut(to).execute(arguments);
  }

  private static double value(JsonNode window, String metric) {
    for (JsonNode measure : window.get("fairness")) {
      if (measure.get("metric").asText().equals(metric)
          && measure.get("group").asText().equals("f")
          && measure.get("comparison").asText().equals("reference")) {
        return measure.get("value").asDouble();
      }
    }
    throw new AssertionError("no " + metric);
  }
}
