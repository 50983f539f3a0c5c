package dev.plumbline.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.policy.drift.DriftBaseline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineFileTest {

  private static final String POLICY =
      """
      model: credit
      scoring: {source: provided}
      outcome: {favourable: [granted]}
      drift: {reference: {file: good.json}, signals: [{signal: label}]}
      """;

  @TempDir private Path folder;

  @Test
  void shouldComeBackWhenThePolicyNamesIt() throws IOException {
    // Given
    DriftBaseline written =
        new DriftBaseline(
            "credit",
            "v1",
            new TimeSpan(
                Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T01:00:00.001Z")),
            7,
            Map.of(
                "label|*=*",
                Map.of(
                    "=gr\u00fcn \uD83D\uDE00\u007F\u0001 \"x\" \\ : # - ", 3L, "=", 1L, "=yes", 2L),
                "label|sex=a|b=c",
                Map.of("=no", 1L)),
            "");
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    // When
    String text = BaselineFile.text(written);
    Files.writeString(folder.resolve("good.json"), text);
    DriftBaseline read = Objects.requireNonNull(PolicyReader.read(policy).drift().baseline());
    // Then
    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).isTrue();
    assertThat(text).startsWith("{\n  \"model\" : \"credit\",\n  \"policyVersion\" : \"v1\",");
    assertThat(read).usingRecursiveComparison().ignoringFields("version").isEqualTo(written);
  }
}
