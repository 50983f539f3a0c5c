package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When two files are the same policy, and when they count the same. */
class PolicyVersionTest {

  @TempDir private Path folder;

  @Test
  void shouldKeepTheVersionWhenTheMeaningIsTheSame() throws IOException {
    // Given
    String policy =
        """
        model: desk
        description: %s
        scoring: {source: provided}
        outcome: {favourable: ["yes"]}%s
        groups: {attributes: [sex], minimumSize: %s}
        fairness: [{%s}]
        alerts: {sinks: [%s]}
        """;
    String before =
        version(
            policy.formatted(
                "Answers", "", 50, "metric: disparate_impact_ratio, tolerance: 0.80", "pager"));
    // Then
    assertThat(
            version(
                policy.formatted(
                    "'Answers mail'",
                    "   # stricter next month",
                    "50",
                    "tolerance: 0.8, metric: 'disparate_impact_ratio'",
                    "chat")))
        .isEqualTo(before);
  }

  @Test
  void shouldChangeTheVersionAndKeepItsBasisWhenAnotherGapIsTolerated() throws IOException {
    // Given
    String policy =
        """
        model: desk
        scoring: {source: provided}
        outcome: {favourable: ["yes"]}
        groups: {attributes: [sex]}
        fairness: [{metric: disparate_impact_ratio, tolerance: %s}]
        """;
    String before = version(policy.formatted("0.8"));
    // When
    String after = version(policy.formatted("0.7"));
    // Then
    assertThat(after).isNotEqualTo(before);
    assertThat(Policy.basis(after)).isEqualTo(Policy.basis(before));
  }

  @Test
  void shouldKeepTheVersionWhenOnlyWhoIsToldChanges() throws IOException {
    // Given
    String policy = "model: desk\nscoring: {source: provided}\noutcome: {favourable: [a]}\n";
    // When
    String told =
        version(
            policy
                + "alerts: {refreshEvery: PT2H, remindAfter: PT0S, runbook: 'https://w/{model}',"
                + " silences: [{from: 2026-03-01, until: 2026-03-02, why: x}]}\n");
    // Then
    assertThat(told).isEqualTo(version(policy + "alerts: {}\n"));
  }

  @Test
  void shouldChangeTheBasisWhenOthersAreFavoured() throws IOException {
    // Given
    String policy = "model: desk\nscoring: {source: provided}\noutcome: {favourable: [%s]}\n";
    // Then
    assertThat(Policy.basis(version(policy.formatted("a"))))
        .isNotEqualTo(Policy.basis(version(policy.formatted("b"))));
  }

  private String version(String policy) throws IOException {
    return PolicyReader.read(file(policy)).version();
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), yaml);
  }
}
