package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.demo.EmploymentTraffic;
import dev.plumbline.cli.demo.PlannedRecord;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.kafka.client.LineProducer;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A baseline out of recorded traffic, and a replay that is measured against it. */
class BaselineIT {

  private static final int RECORDS = 3_000;
  private static final Instant NEW_YEAR = Instant.parse("2015-01-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void shouldMeasureAgainstTheFileWhenThePolicyNamesIt() throws IOException {
    // Given
    List<String> lines = requests();
    Path requests = Files.write(folder.resolve("requests.jsonl"), lines);
    Collections.shuffle(lines, new Random(1));
    Path shuffled = Files.write(folder.resolve("shuffled.jsonl"), lines);
    Path policy = policy();
    Path baseline = folder.resolve("good.json");
    // When
    int exit = run("--policy", policy, "--requests", requests, "--out", baseline);
    int again =
        run("--policy", policy, "--requests", shuffled, "--out", folder.resolve("again.json"));
    int replayed =
        new CommandLine(new ReplayCommand())
            .execute(
                "--policy",
                policy.toString(),
                "--requests",
                requests.toString(),
                "--histograms",
                "--out",
                folder.resolve("out").toString());
    // Then
    assertThat(List.of(exit, again, replayed)).containsOnly(0);
    assertThat(folder.resolve("again.json")).hasSameTextualContentAs(baseline);
    assertThat(Json.MAPPER.readTree(baseline.toFile()).get("records").asInt()).isEqualTo(RECORDS);
    List<String> windows = Files.readAllLines(folder.resolve("out/window-measures.jsonl"));
    assertThat(windows).hasSize(1);
    JsonNode drift = Json.MAPPER.readTree(windows.get(0)).get("drift");
    assertThat(drift.size()).isGreaterThan(20);
    for (JsonNode measure : drift) {
      if (!measure.get("verdict").asText().equals("not_enough_evidence")) {
        assertThat(measure.get("value").asDouble()).as("%s", measure).isZero();
        assertThat(measure.get("n").asLong()).isEqualTo(measure.get("nReference").asLong());
      }
    }
    assertThat(drift)
        .anyMatch(m -> m.get("signal").asText().equals("group_share") && m.hasNonNull("value"));
    assertHistograms(Files.readAllLines(folder.resolve("out/histograms.jsonl")));
  }

  /** Labels and scores, each the same as in the baseline. */
  private static void assertHistograms(List<String> lines) throws IOException {
    assertThat(lines).hasSize(2);
    for (String line : lines) {
      long requests = 0;
      for (JsonNode bin : Json.MAPPER.readTree(line).get("bins")) {
        assertThat(bin.get("n").asLong()).isEqualTo(bin.get("nReference").asLong());
        requests += bin.get("n").asLong();
      }
      assertThat(requests).isEqualTo(RECORDS);
    }
  }

  @Test
  void shouldReadAClustersScoredRequestsOfThePeriod() throws IOException, InterruptedException {
    // Given
    Path scored = Files.write(folder.resolve("scored.jsonl"), scored(600));
    Path out = folder.resolve("good.json");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      ShippedTopics.prepare(broker.bootstrapServers());
      new LineProducer(broker.bootstrapServers()).send(scored, Topics.SCORED_REQUESTS);
      // When
      int exit =
          run(
              "--policy", policy(),
              "--bootstrap-servers", broker.bootstrapServers(),
              "--from", NEW_YEAR.plusSeconds(100),
              "--to", NEW_YEAR.plusSeconds(300),
              "--out", out);
      // Then
      assertThat(exit).isEqualTo(1); // one line is no scored request, and said so
      JsonNode baseline = Json.MAPPER.readTree(out.toFile());
      assertThat(baseline.get("records").asInt()).isEqualTo(200);
      assertThat(baseline.at("/signals").get("score|*=*").iterator().next().asInt()).isEqualTo(200);
      assertThat(Files.readString(out)).doesNotContain("Jane Roe");
    }
  }

  @Test
  void shouldSayWhatIsWrongWhenItCannotBegin() throws IOException {
    // Given
    Path policy = policy();
    Path out = folder.resolve("good.json");
    // When, Then
    assertThat(run("--policy", policy, "--out", out)).isEqualTo(2);
    assertThat(run("--policy", policy, "--requests", folder.resolve("none"), "--out", out))
        .isEqualTo(2);
    assertThat(run("--policy", policy, "--requests", policy, "--from", "today", "--out", out))
        .isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  private static int run(Object... args) {
    CommandLine command = new CommandLine(new BaselineCommand());
    command.setErr(new PrintWriter(new StringWriter(), true));
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    return command.execute(texts);
  }

  private static List<String> requests() {
    List<String> requests = new ArrayList<>();
    for (PlannedRecord record : EmploymentTraffic.labelled(RECORDS, Duration.ofHours(1))) {
      if (!record.topic().name().equals(Topics.OUTCOMES.name())) {
        requests.add(
            record.json().put("timestamp", NEW_YEAR.plus(record.at()).toString()).toString());
      }
    }
    return requests;
  }

  /** One a second, and one that is none. */
  private static List<String> scored(int records) throws IOException {
    List<String> lines = new ArrayList<>(List.of("{\"requestId\":\"Jane Roe\"}"));
    for (int i = 0; i < records; i++) {
      lines.add(
          Json.MAPPER.writeValueAsString(
              Map.of(
                  "requestId", "r" + i,
                  "model", "employment",
                  "timestamp", NEW_YEAR.plusSeconds(i).toString(),
                  "attributes", Map.of("sex", i % 2 == 0 ? "female" : "male"),
                  "prediction", Map.of("label", "1", "score", 0.77))));
    }
    return lines;
  }

  /** The demo's, in one window, with a baseline that may not exist yet. */
  private Path policy() throws IOException {
    String policy =
        Files.readString(Path.of("src/main/resources/demo/employment.yaml"))
            .replaceAll("windows: .*", "windows: {size: P3650D, advance: P3650D}")
            .replaceAll("reference: \\{first: .*", "reference: {file: good.json}")
            .replaceAll(
                "signals: .*",
                "signals: [{signal: score, statistic: kolmogorov_smirnov}, {signal: label}, {signal: group_share}]");
    return Files.writeString(folder.resolve("policy.yaml"), policy);
  }
}
