package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.config.section.PolicyException;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.drift.MovingReference;
import dev.plumbline.policy.group.AcceptedGap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gaps that are accepted, and how loud scores and drift are. */
class AcceptedGapsReaderTest {

  private static final String BASE =
      """
      model: credit
      scoring: {source: provided}
      outcome: {favourable: [granted]}
      groups: {attributes: {sex: [f, m]}, byVersion: true}
      """;

  @TempDir private Path folder;

  @Test
  void shouldReadGapsAndSeveritiesWhenDeclared() throws IOException {
    // When
    Policy policy =
        PolicyReader.read(
            file(
                """
                fairness:
                  - metric: disparate_impact_ratio
                    tolerance: 0.8
                    accept:
                      - {group: sex=f, gap: 0.7, until: 2026-06-30, why: the branch closes}
                      - {group: sex=m, gap: 0.6, until: "2026-06-30T12:00:00Z", why: known}
                drift: {reference: {seasonal: P7D}, severity: page, signals: [{signal: score}]}
                ethics:
                  alertWhen:
                    ethicsBelow: 0.9
                    ethicsSeverity: page
                    privacy: {below: 0.5, severity: page}
                    consent: {below: 0.9}
                """));
    // Then
    assertThat(policy.fairness().get(0).accepted())
        .containsExactly(
            new AcceptedGap(
                "sex", "f", 0.7, Instant.parse("2026-06-30T00:00:00Z"), "the branch closes"),
            new AcceptedGap("sex", "m", 0.6, Instant.parse("2026-06-30T12:00:00Z"), "known"));
    assertThat(policy.drift().moving())
        .isEqualTo(new MovingReference(MovingReference.Kind.SEASONAL, Duration.ofDays(7)));
    assertThat(policy.ethics().limits())
        .isEqualTo(
            new EthicsPolicy.Limits(
                Map.of(
                    "privacy",
                    new EthicsPolicy.Limit(0.5, Severity.PAGE),
                    "consent",
                    new EthicsPolicy.Limit(0.9, Severity.WARNING)),
                Severity.PAGE,
                Severity.WARNING));
    assertThat(policy.scoreRules(Severity.PAGE)).isEqualTo(3);
    assertThat(policy.scoreRules(Severity.WARNING)).isEqualTo(1);
    assertThat(policy.groups().byVersion()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fairness: [{metric: accuracy_difference, tolerance: 0.1, accept: [{group: sex, gap: 0.2, until: 2026-06-30, why: x}]}] | 'group' must be written attribute=group, such as sex=female
          fairness: [{metric: accuracy_difference, tolerance: 0.1, accept: [{group: sax=f, gap: 0.2, until: 2026-06-30, why: x}]}] | unknown attribute 'sax' (did you mean sex?)
          fairness: [{metric: accuracy_difference, tolerance: 0.1, accept: [{group: sex=w, gap: 0.2, until: 2026-06-30, why: x}]}] | unknown group 'w'
          fairness: [{metric: accuracy_difference, tolerance: 0.1, accept: [{group: sex=f, gap: 0.1, until: 2026-06-30, why: x}]}] | 'gap' must tolerate more than the rule's tolerance does
          fairness: [{metric: disparate_impact_ratio, tolerance: 0.8, accept: [{group: sex=f, gap: 0.9, until: 2026-06-30, why: x}]}] | 'gap' must tolerate more than the rule's tolerance does
          fairness: [{metric: accuracy_difference, tolerance: 0.1, accept: [{group: sex=f, until: 2026-06-30, why: x}]}] | 'gap' is missing in accept
          fairness: [{metric: accuracy_difference, tolerance: 0.1, accept: [{group: sex=f, gap: 0.2, until: June, why: x}]}] | 'until' is neither ISO-8601 nor a number
          fairness: [{metric: accuracy_difference, tolerance: 0.1, accept: [{group: sex=f, gap: 0.2, until: 2026-06-30}]}] | 'why' is missing in accept
          ethics: {alertWhen: {privacy: {severity: page}}} | 'below' is missing in alertWhen.privacy
          ethics: {alertWhen: {privacy: {below: 0.5, severity: loud}}} | unknown severity 'loud'; allowed: page, warning
          ethics: {alertWhen: {safety: {below: 0.5}}} | indicator 'safety' needs ethics.harmful
          ethics: {alertWhen: {biasSeverity: 3}} | unknown biasSeverity '3'; allowed: page, warning
          drift: {severity: never} | unknown severity 'never'; allowed: page, warning
          drift: {reference: {seasonal: PT90M}} | 'seasonal' must be whole hours, 31 days at most
          drift: {reference: {rolling: P40D}} | 'rolling' must be whole hours, 31 days at most
          drift: {reference: {seasonal: P7D, rolling: P1D}} | the reference is either 'seasonal' or 'rolling', not both
          drift: {reference: {seasonal: PT1H}} | a season must be an hour longer than windows.size (PT5M), or more
          """)
  void shouldRefuseWithTheLineWhenAValueIsWrong(String yaml, String problem) throws IOException {
    // Given
    Path file = file(yaml + "\n");
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(file + ":5: " + problem);
  }

  @Test
  void shouldRefuseWhenByVersionIsNeitherTrueNorFalse() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"), BASE.replace("byVersion: true", "byVersion: often"));
    assertThatThrownBy(() -> PolicyReader.read(file))
        .hasMessageContaining(file + ":4: 'byVersion' must be true or false");
  }

  private Path file(String more) throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), BASE + more);
  }
}
