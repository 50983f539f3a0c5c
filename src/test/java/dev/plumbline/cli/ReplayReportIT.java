package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * An hour and a half in which women fall behind from a known minute on: when the policy says so,
 * and when others would have.
 */
class ReplayReportIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int MINUTES = 90;
  private static final int DRIFT = 45;

  @TempDir private Path folder;

  @Test
  void shouldReportDetectionAndOtherPoliciesWhenTheOnsetIsKnown() throws IOException {
    // Given
    Instant onset = NOON.plusSeconds(60L * DRIFT);
    Path out = folder.resolve("out");
    // When
    int exit =
        new CommandLine(new ReplayCommand())
            .execute(
                "--policy", policy().toString(),
                "--requests", requests().toString(),
                "--outcomes", outcomes().toString(),
                "--out", out.toString(),
                "--drift-since", onset.toString(),
                "--what-if", "tolerance=0.2,0.6");
    // Then
    assertThat(exit).isZero();
    JsonNode summary = Json.MAPPER.readTree(out.resolve("summary.json").toFile());
    assertThat(summary.get("outcomesByResult").toString())
        .isEqualTo(
            "{\"appeal\":1,\"duplicate\":1,\"label_not_text\":1,\"late\":1,\"matched\":1,"
                + "\"unknown_label\":1,\"unknown_model\":1,\"unmatched\":2}");
    assertThat(summary.get("deadLettersByReason").toString())
        .isEqualTo("{\"label_not_text\":1,\"unknown_model\":1}");
    assertThat(summary.get("outcomes").asLong()).isEqualTo(9);
    JsonNode reports = summary.get("reports");
    assertThat(reports).hasSize(3);
    JsonNode asIs = reports.get(0);
    assertThat(asIs.get("variant").asText()).isEqualTo("as is");
    assertThat(asIs.get("pages").asLong()).isEqualTo(1);
    assertThat(asIs.get("pagesBeforeDrift").asLong()).isZero();
    assertThat(asIs.get("minutesToFirstPage").asDouble()).isBetween(1.0, 10.0);
    assertThat(asIs.get("days").asDouble()).isEqualTo(MINUTES / 1440.0);
    assertThat(asIs.get("pagesPerDay").asDouble()).isEqualTo(1440.0 / MINUTES);
    assertThat(asIs.get("counted").get("unit").asText()).isEqualTo("subject");
    JsonNode decisions = asIs.get("counted").get("decisions");
    assertThat(decisions.get("people").asLong()).as("nobody says whose they are").isZero();
    assertThat(decisions.get("requests").asLong() + decisions.get("copies").asLong())
        .isEqualTo(MINUTES * 120L);
    assertThat(asIs.get("detections").get(0).get("rule").asText())
        .isEqualTo("demographic_parity_difference/sex/f");
    // The policy's own tolerance again, by the alert step alone
    assertThat(withoutVariant(reports.get(1))).isEqualTo(withoutVariant(asIs));
    assertThat(reports.get(2).get("pages").asLong()).isZero();
    assertThat(reports.get(2).get("warnings").asLong()).isZero();
    assertThat(reports.get(2).get("minutesToFirstPage").isNull()).isTrue();
  }

  @Test
  void shouldSayWhatIsAllowedWhenTheSpecificationIsBad() throws IOException {
    StringWriter error = new StringWriter();
    int exit =
        new CommandLine(new ReplayCommand())
            .setErr(new PrintWriter(error, true))
            .execute(
                "--policy", policy().toString(),
                "--requests", requests().toString(),
                "--out", folder.toString(),
                "--what-if", "tolerances=0.2");
    assertThat(exit).isEqualTo(2);
    assertThat(error.toString()).contains("unknown 'tolerances'; write tolerance=");
  }

  private static JsonNode withoutVariant(JsonNode report) {
    ObjectNode copy = report.deepCopy();
    copy.remove("variant");
    return copy;
  }

  /**
   * Sixty women and sixty men a minute; seven in ten favoured, from the onset on two women in ten.
   */
  private Path requests() throws IOException {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      for (int i = 0; i < 120; i++) {
        boolean woman = i % 2 == 0;
        double rate = woman && minute >= DRIFT ? 0.2 : 0.7;
        lines.add(
            """
            {"requestId":"%d-%d","model":"credit","timestamp":"%s","attributes":{"sex":"%s"},\
            "consent":{"purposes":["monitoring"]},"prediction":{"label":"%s","score":0.9}}"""
                .formatted(
                    minute,
                    i,
                    NOON.plusMillis(60_000L * minute + 500L * i),
                    woman ? "f" : "m",
                    random.nextDouble() < rate ? "yes" : "no"));
      }
    }
    return Files.write(folder.resolve("requests.jsonl"), lines);
  }

  /** One of every fate but two that find no request. */
  private Path outcomes() throws IOException {
    Instant late = NOON.plus(Duration.ofDays(15));
    return Files.write(
        folder.resolve("outcomes.jsonl"),
        List.of(
            outcome("0-1", "credit", NOON, "\"kind\":\"label\",\"label\":\"yes\""),
            outcome("0-1", "credit", NOON, "\"kind\":\"label\",\"label\":\"yes\""),
            outcome("0-2", "credit", NOON, "\"kind\":\"label\",\"label\":\"Yes\""),
            outcome("0-3", "credit", late, "\"kind\":\"label\",\"label\":\"yes\""),
            outcome("0-4", "credit", NOON, "\"kind\":\"label\",\"label\":{\"is\":\"yes\"}"),
            outcome("0-5", "debit", NOON, "\"kind\":\"label\",\"label\":\"yes\""),
            outcome("0-6", "credit", NOON, "\"kind\":\"appeal\""),
            outcome("nobody's", "credit", NOON, "\"kind\":\"label\",\"label\":\"yes\""),
            outcome("no one's", "credit", NOON, "\"kind\":\"label\",\"label\":\"no\"")));
  }

  private static String outcome(String id, String model, Instant at, String says) {
    return "{\"requestId\":\"%s\",\"model\":\"%s\",\"timestamp\":\"%s\",%s}"
        .formatted(id, model, at, says);
  }

  private Path policy() throws IOException {
    return Files.writeString(
        folder.resolve("policy.yaml"),
        """
        model: credit
        scoring: {source: provided}
        outcome: {favourable: ["yes"], labels: ["yes", "no"]}
        groups: {attributes: [sex], reference: {sex: m}, minimumSize: 30}
        windows: {size: PT5M, advance: PT1M, grace: PT30S}
        ethics: {alertWhen: {ethicsBelow: 0, biasAbove: 1}}
        fairness: [{metric: demographic_parity_difference, tolerance: 0.2}]
        alerts: {falsePages: {atMost: 1, per: P90D}, clearAfter: 3}
        """);
  }
}
