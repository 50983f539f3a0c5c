package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Prediction;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.score.model.DjlScorer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScoreCommandTest {

  private static final String TINY = "src/test/resources/models/tiny";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int score(String... arguments) {
    return new CommandLine(new ScoreCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream target = name.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
      target.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return file.toString();
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      lines.add(Json.MAPPER.readTree(line));
    }
    return lines;
  }

  @Test
  void shouldAgreeWithTorchWhenGivenTheTextsOfTheScript() throws IOException {
    // Given: make_tiny.py's own answers as labels
    JsonNode expected = Json.MAPPER.readTree(Path.of(TINY, "expected.json").toFile());
    StringBuilder input = new StringBuilder();
    for (JsonNode entry : expected) {
      String best = "";
      for (var label : entry.path("probabilities").properties()) {
        boolean better =
            best.isEmpty()
                || label.getValue().asDouble() > entry.path("probabilities").path(best).asDouble();
        best = better ? label.getKey() : best;
      }
      input.append(
          Json.MAPPER
              .createObjectNode()
              .put("id", "t" + input.length())
              .put("text", entry.path("text").asText())
              .put("label", best));
      input.append('\n');
    }
    Path summary = folder.resolve("summary.json");

    // When
    int exit =
        score(
            "--model",
            TINY,
            "--batch",
            "2",
            "--summary",
            summary.toString(),
            file("in.jsonl.gz", input.toString()));

    // Then
    assertThat(err.toString()).contains("accuracy 1.0000, macro-F1 1.0000 over 6 labelled");
    assertThat(exit).isZero();
    assertThat(lines())
        .hasSize(6)
        .first()
        .satisfies(
            line -> {
              assertThat(line.path("id").asText()).isEqualTo("t0");
              assertThat(line.path("label").asText()).isEqualTo("other");
              assertThat(line.path("truncated").asBoolean()).isFalse();
            });
    JsonNode figures = Json.MAPPER.readTree(summary.toFile());
    assertThat(figures.path("accuracy").asDouble()).isEqualTo(1);
    assertThat(figures.path("labelled").asInt()).isEqualTo(6);
    assertThat(figures.path("truncated").asInt()).isEqualTo(1);
    assertThat(figures.path("modelVersion").asText()).hasSize(12);
  }

  @Test
  void shouldReadTextAndCategoryWhenTheInputIsCsv() throws IOException {
    // When
    int exit =
        score(
            "--model", TINY, file("in.csv", "text,category\n\"my card, please\",card\nfee,fee\n"));

    // Then
    assertThat(exit).isZero();
    assertThat(lines()).extracting(line -> line.path("id").asText()).containsExactly("2", "3");
    assertThat(err.toString()).contains("over 2 labelled");
  }

  @Test
  void shouldScoreWhatComesBeforeWhenAQuoteIsBroken() throws IOException {
    // When
    int exit = score("--model", TINY, file("in.csv", "text\nfee\nfee,fee\n\"Jane\" Roe\nfee\n"));

    // Then
    assertThat(exit).isEqualTo(1);
    assertThat(lines()).hasSize(1);
    assertThat(err.toString().lines())
        .contains(
            "score: line 3: 2 fields where the header has 1",
            "score: line 4: a quoted field is not closed, or text follows its last quote; nothing"
                + " after it is read")
        .noneMatch(line -> line.contains("Jane"));
  }

  @Test
  void shouldReportBadLinesWithoutTheirTextWhenSomeAreBad() throws IOException {
    // Given
    String input =
        "{\"id\":\"a\",\"text\":\"fee\"}\n{\"text\":\"Jane\n{\"text\":7}\n{\"text\":\"  \"}\n\n";

    // When
    int exit = score("--model", TINY, file("in.jsonl", input));

    // Then
    assertThat(exit).isEqualTo(1);
    assertThat(lines()).hasSize(1);
    assertThat(err.toString())
        .contains("line 2: not JSON", "line 3: no text", "line 4: text is blank", "3 bad lines")
        .doesNotContain("Jane")
        .doesNotContain("accuracy");
  }

  @Test
  void shouldExitWithTwoWhenModelInputOrHeaderIsWrong() throws IOException {
    // Given
    String input = file("in.csv", "words\nfee\n");

    // When // Then
    assertThat(score("--model", "nowhere", input)).isEqualTo(2);
    assertThat(score("--model", TINY, "missing.csv")).isEqualTo(2);
    assertThat(score("--model", TINY, input)).isEqualTo(2);
    assertThat(score("--model", TINY, "--batch", "0", input)).isEqualTo(2);
    assertThat(err.toString())
        .contains("model folder nowhere does not exist")
        .contains("missing.csv does not exist")
        .contains("neither JSON lines nor CSV")
        .contains("--batch must be 1 or more");
  }

  @Test
  void shouldSayWhatEachWordDoesWhenAskedTo() throws IOException {
    // Given
    String text = "My card was stolen!";
    String input = file("one.jsonl", "{\"id\":\"a\",\"text\":\"" + text + "\"}\n");
    String without = file("without.jsonl", "{\"id\":\"b\",\"text\":\"My card was !\"}\n");

    // When
    assertThat(score("--model", TINY, "--explain", input)).isZero();
    assertThat(score("--model", TINY, without)).isZero();

    // Then: the whole text's score less the same label's without the word
    JsonNode line = lines().get(0);
    JsonNode words = line.path("words");
    assertThat(words).hasSize(4);
    for (JsonNode word : words) {
      assertThat(text.substring(word.path("start").asInt(), word.path("end").asInt()))
          .isEqualTo(word.path("word").asText());
    }
    assertThat(lines().get(1).has("words")).isFalse();
    try (DjlScorer scorer = DjlScorer.load(Path.of(TINY), "cpu")) {
      Prediction alone = scorer.score(List.of("My card was !")).get(0);
      double left = alone.scores().getOrDefault(line.path("label").asText(), 0.0);
      assertThat(words.path(3).path("effect").doubleValue())
          .isCloseTo(line.path("score").doubleValue() - left, within(1e-6));
    }
  }
}
