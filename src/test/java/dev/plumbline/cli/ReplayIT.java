package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.demo.EmploymentTraffic;
import dev.plumbline.cli.demo.PlannedRecord;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The whole of 2015 in one window, through the command, against Fairlearn ({@code
 * src/test/oracles/measure.py}).
 */
class ReplayIT {

  private static final int YEAR = 68_785;

  @TempDir private Path folder;

  @Test
  void shouldAgreeWithFairlearnWhenAYearIsReplayed() throws IOException {
    // Given
    record2015();
    Path policy = oneWindow();
    Path out = folder.resolve("out");
    // When
    int exit =
        new CommandLine(new ReplayCommand())
            .execute(
                "--policy", policy.toString(),
                "--requests", folder.resolve("requests.jsonl").toString(),
                "--outcomes", folder.resolve("outcomes.jsonl").toString(),
                "--out", out.toString());
    // Then
    assertThat(exit).isZero();
    List<String> windows = Files.readAllLines(out.resolve("window-measures.jsonl"));
    assertThat(windows).hasSize(1);
    JsonNode window = Json.MAPPER.readTree(windows.get(0));
    JsonNode oracle =
        Json.MAPPER
            .readTree(Path.of("src/test/resources/oracles/measure.json").toFile())
            .get("employment");
    assertThat(window.get("requests").asLong()).isEqualTo(YEAR);
    assertGroups(window, oracle);
    assertParity(window, oracle);
    assertThat(
            Json.MAPPER.readTree(out.resolve("summary.json").toFile()).get("balanced").asBoolean())
        .isTrue();
  }

  private static void assertGroups(JsonNode window, JsonNode oracle) {
    int compared = 0;
    for (JsonNode group : window.get("groups")) {
      JsonNode expected =
          oracle
              .path(group.get("attribute").asText())
              .path("groups")
              .path(group.get("group").asText());
      if (!expected.isMissingNode()) {
        double n = group.get("requests").asDouble();
        assertThat(n).isEqualTo(expected.get("n").asDouble());
        assertThat(group.get("favourable").asDouble() / n)
            .isCloseTo(expected.get("selection").asDouble(), within(1e-9));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(13);
  }

  private static void assertParity(JsonNode window, JsonNode oracle) {
    int compared = 0;
    for (JsonNode measure : window.get("fairness")) {
      if (measure.get("comparison").asText().equals("worst_pair") && measure.hasNonNull("value")) {
        double expected =
            oracle
                .get(measure.get("attribute").asText())
                .get(measure.get("metric").asText())
                .asDouble();
        assertThat(measure.get("value").asDouble()).isCloseTo(expected, within(1e-9));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(4 * 4);
  }

  private void record2015() throws IOException {
    Instant newYear = Instant.parse("2015-01-01T00:00:00Z");
    List<String> requests = new ArrayList<>();
    List<String> outcomes = new ArrayList<>();
    for (PlannedRecord record : EmploymentTraffic.labelled(YEAR, Duration.ofDays(365))) {
      String json = record.json().put("timestamp", newYear.plus(record.at()).toString()).toString();
      (record.topic().name().equals(Topics.OUTCOMES.name()) ? outcomes : requests).add(json);
    }
    Files.write(folder.resolve("requests.jsonl"), requests);
    Files.write(folder.resolve("outcomes.jsonl"), outcomes);
  }

  private Path oneWindow() throws IOException {
    String policy =
        Files.readString(Path.of("src/main/resources/demo/employment.yaml"))
            .replaceAll("windows: .*", "windows: {size: P3650D, advance: P3650D}")
            .replaceAll("minimumSize: .*", "minimumSize: 1");
    return Files.writeString(folder.resolve("policy.yaml"), policy);
  }
}
