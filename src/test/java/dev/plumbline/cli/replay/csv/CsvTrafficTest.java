package dev.plumbline.cli.replay.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTrafficTest {

  @TempDir private Path folder;

  @Test
  void shouldPutColumnsIntoFieldsWhenMapped() throws IOException {
    // Given
    CsvSource csv =
        open(
            """
            id,at,sex,amount,note,prediction.label,p,truth
            a-1,2026-03-01 12:00:00,f,12.5,,yes,0.8,no
            a-2,not a time,m,many,hello,no,high,
            """);
    // When
    CsvTraffic.Written written =
        CsvTraffic.mapped(
                csv,
                List.of(
                    "id=requestId",
                    "at=timestamp",
                    "sex=attributes.sex",
                    "amount=features.amount",
                    "note=text",
                    "p=prediction.score",
                    "truth=label"),
                List.of("credit"))
            .write(folder);
    // Then
    assertThat(json(written.requests()))
        .containsExactly(
            Json.MAPPER.readTree(
                """
                {"requestId":"a-1","model":"credit","timestamp":"2026-03-01T12:00:00Z",
                 "prediction":{"label":"yes","score":0.8},"attributes":{"sex":"f"},
                 "features":{"amount":12.5}}"""),
            // What does not fit goes on as it is, for the dead letters to name
            Json.MAPPER.readTree(
                """
                {"requestId":"a-2","model":"credit","timestamp":"not a time",
                 "prediction":{"label":"no","score":"high"},"attributes":{"sex":"m"},
                 "features":{"amount":"many"},"text":"hello"}"""));
    assertThat(json(written.outcomes()))
        .containsExactly(
            Json.MAPPER.readTree(
                """
                {"requestId":"a-1","model":"credit","timestamp":"2026-03-01T12:00:00Z",
                 "kind":"label","label":"no"}"""));
    assertThat(written.rows()).isEqualTo(2);
    assertThat(written.unlabelled()).isEqualTo(1);
  }

  @Test
  void shouldSayWhatIsAllowedWhenAMapIsWrong() throws IOException {
    CsvSource csv = open("a,b\n1,2\n");
    assertThatThrownBy(() -> CsvTraffic.mapped(csv, List.of("a=colour"), List.of("m")))
        .hasMessageContaining("--map 'a=colour' is not COLUMN=FIELD; fields are ")
        .hasMessageContaining("attributes.NAME");
    assertThatThrownBy(() -> CsvTraffic.mapped(csv, List.of("c=label"), List.of("m")))
        .hasMessageContaining("there is no column 'c' (--map); the columns are: a, b");
    assertThatThrownBy(() -> CsvTraffic.mapped(csv, List.of(), List.of("m")))
        .hasMessageContaining("add --map COLUMN=prediction.label");
    assertThatThrownBy(
            () -> CsvTraffic.mapped(csv, List.of("a=prediction.label"), List.of("m", "n")))
        .hasMessageContaining("add --map COLUMN=model");
  }

  @Test
  void shouldMakeAPolicyOfTheValuesWhenThereIsNone() throws IOException {
    // Given
    CsvSource csv =
        open(
            "pred,sex,race,p\nyes,f,x: \"\"1\"\",0.9\nno,m,,0.2\n"
                .replace("x: \"\"1\"\"", "\"x: \"\"1\"\"\""));
    // When
    QuickReplay quick =
        QuickReplay.of(
            csv,
            new QuickColumns("pred", null, Set.of("yes"), List.of("sex", "race"), "p", null, null));
    Policy policy =
        PolicyReader.read(Files.writeString(folder.resolve("policy.yaml"), quick.policy()));
    List<JsonNode> requests = json(quick.traffic().write(folder).requests());
    // Then
    assertThat(policy.model()).isEqualTo("table");
    assertThat(policy.groups().attributes().get("sex")).containsExactlyInAnyOrder("f", "m");
    assertThat(policy.groups().attributes().get("race")).containsExactly("x: \"1\"");
    assertThat(policy.windows().size()).isEqualTo(Duration.ofDays(1));
    assertThat(quick.notes()).anyMatch(note -> note.contains("all rows are one window"));
    assertThat(requests.get(0).at("/requestId").asText()).isEqualTo("row-1");
    assertThat(requests.get(0).at("/prediction/score").asDouble()).isEqualTo(0.9);
    // The probability of what was predicted, where the column has that of the favourable label
    assertThat(requests.get(1).at("/prediction/score").asDouble()).isEqualTo(0.8);
    assertThat(requests.get(1).at("/attributes").has("race")).isFalse();
  }

  @Test
  void shouldChooseWindowsByTheTimeThatRowsSpan() throws IOException {
    StringBuilder text = new StringBuilder("pred,sex,at\n");
    for (int i = 0; i < 6_000; i++) {
      text.append("yes,f,").append(1_772_366_400L + 120L * i).append('\n');
    }
    QuickReplay quick =
        QuickReplay.of(
            open(text.toString()),
            new QuickColumns("pred", null, Set.of("yes"), List.of("sex"), null, "at", null));
    // Eight days and eight hours, twelve windows of five hundred rows or fewer and longer ones
    assertThat(quick.policy()).contains("size: PT24H");
    assertThat(quick.notes()).anyMatch(note -> note.contains("Windows of 1 day "));
  }

  private static List<JsonNode> json(Path file) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      all.add(Json.MAPPER.readTree(line));
    }
    return all;
  }

  private CsvSource open(String text) throws IOException {
    return CsvSource.open(Files.writeString(folder.resolve("table.csv"), text), ',');
  }
}
