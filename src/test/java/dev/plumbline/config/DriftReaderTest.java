package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.config.section.PolicyException;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.drift.DriftPolicy;
import dev.plumbline.policy.drift.DriftPolicy.By;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.ValueRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftReaderTest {

  private static final String BASE =
      """
      model: credit
      scoring: {source: provided}
      outcome: {favourable: [granted]}
      """;

  private static final String BASELINE =
      """
      {
        "model": "credit",
        "policyVersion": "abc",
        "period": {"start": "2026-01-01T00:00:00Z", "end": "2026-01-02T00:00:00Z"},
        "records": 3,
        "signals": {
          "feature:region|*=*": {"=north \\u00e9": 2, "#52:-7": 1},
          "score|*=*": {"#22:3": 3}
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void shouldReadEverySignalWhenDeclared() throws IOException {
    // Given
    String drift =
        """
        drift:
          reference: {first: PT2H}
          signals:
            - {signal: score, statistic: wasserstein, tolerance: 0.3, by: all}
            - {signal: score, statistic: kolmogorov_smirnov}
            - {signal: label, statistic: jensen_shannon, by: groups}
            - {signal: text_length}
            - {signal: unknown_tokens, statistic: psi}
            - {signal: group_share, statistic: chi_square}
            - {signal: "feature:annual income"}
        """;
    // When
    DriftPolicy read = PolicyReader.read(policy(drift)).drift();
    // Then
    assertThat(read.first()).isEqualTo(Duration.ofHours(2));
    assertThat(read.baseline()).isNull();
    assertThat(read.signals())
        .containsExactly(
            new SignalRule(
                DriftSignal.of(DriftSignal.Kind.SCORE), Statistic.WASSERSTEIN, 0.3, By.ALL),
            new SignalRule(
                DriftSignal.of(DriftSignal.Kind.SCORE), Statistic.KOLMOGOROV_SMIRNOV, 0.1, By.BOTH),
            new SignalRule(
                DriftSignal.of(DriftSignal.Kind.LABEL), Statistic.JENSEN_SHANNON, 0.1, By.GROUPS),
            new SignalRule(
                DriftSignal.of(DriftSignal.Kind.TEXT_LENGTH), Statistic.PSI, 0.2, By.BOTH),
            new SignalRule(
                DriftSignal.of(DriftSignal.Kind.UNKNOWN_TOKENS), Statistic.PSI, 0.2, By.BOTH),
            new SignalRule(
                DriftSignal.of(DriftSignal.Kind.GROUP_SHARE), Statistic.CHI_SQUARE, 0.1, By.BOTH),
            new SignalRule(DriftSignal.ofFeature("annual income"), Statistic.PSI, 0.2, By.BOTH));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {signal: scores}                                      | unknown signal 'scores' (did you mean score?); allowed: feature:NAME, group_share, label, missing:NAME, new:NAME, range:NAME, score, text_length, type:NAME, unknown_tokens
          {statistic: psi}                                      | 'signal' is missing in signals
          {signal: score, statistic: ks}                        | unknown statistic 'ks'
          {signal: label, statistic: wasserstein}               | statistic 'wasserstein' needs numbers; for signal 'label' use one of: chi_square, jensen_shannon, psi
          {signal: group_share, by: groups}                     | 'by' has no meaning for group_share
          {signal: score, by: sex}                              | unknown by 'sex'; allowed: all, both, groups
          {signal: score, statistic: chi_square, tolerance: 2}  | 'tolerance' must be a number from 0 to 1
          {signal: "feature:a/b"}                               | a feature's name must not be blank or contain
          {signal: "feature: "}                                 | a feature's name must not be blank or contain
          {signal: "missing:a/b"}                               | a feature's name must not be blank or contain
          {signal: "range:amount"}                              | signal 'range:amount' needs features.amount: {min: NUMBER, max: NUMBER}
          {signal: "type:amount", statistic: wasserstein}       | statistic 'wasserstein' needs numbers; for signal 'type:amount'
          """)
  void shouldRefuseWithLineAndAllowedValuesWhenASignalIsWrong(String signal, String problem)
      throws IOException {
    // Given
    Path file = policy("drift:\n  signals:\n    - " + signal + "\n");
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(file + ":6: " + problem);
  }

  @Test
  void shouldReadWhatFeaturesMayBe() throws IOException {
    // Given
    String yaml =
        """
        features: {amount: {min: -5, max: 10000}, age: {min: 18, max: 18}}
        drift:
          signals:
            - {signal: "missing:amount", statistic: chi_square}
            - {signal: "range:amount"}
            - {signal: "new:region"}
            - {signal: "type:amount"}
        """;
    // When
    DriftPolicy read = PolicyReader.read(policy(yaml)).drift();
    // Then
    assertThat(read.ranges())
        .isEqualTo(Map.of("amount", new ValueRange(-5, 10_000), "age", new ValueRange(18, 18)));
    assertThat(read.signals())
        .extracting(rule -> rule.signal().name())
        .containsExactly("missing:amount", "range:amount", "new:region", "type:amount");
    assertThat(read.signals()).noneMatch(rule -> rule.signal().kind().ordered());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {amount: {min: 1}}          | 'max' is missing in features
          {amount: {min: 2, max: 1}}  | 'max' must not be below 'min'
          {amount: {min: 2, max: x}}  | 'max' must be a number from
          {amount: {least: 2}}        | unknown key
          """)
  void shouldRefuseWhenARangeIsWrong(String features, String problem) throws IOException {
    // Given
    Path file = policy("features: " + features + "\n");
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file)).hasMessageContaining(problem);
  }

  @Test
  void shouldRefuseWhenARuleIsGivenTwice() throws IOException {
    // Given
    Path file = policy("drift: {signals: [{signal: label}, {signal: label, by: all}]}\n");
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .hasMessageContaining("signal 'label' has a rule with statistic 'psi' already");
  }

  @Test
  void shouldReadTheBaselineBesideThePolicyWhenItIsAFile() throws IOException {
    // Given
    Path file = policy("drift: {reference: {file: good.json}, signals: [{signal: score}]}\n");
    Files.writeString(folder.resolve("good.json"), BASELINE);
    // When
    Policy policy = PolicyReader.read(file);
    // Then
    DriftBaseline baseline = Objects.requireNonNull(policy.drift().baseline());
    assertThat(baseline.policyVersion()).isEqualTo("abc");
    assertThat(baseline.records()).isEqualTo(3);
    assertThat(baseline.period().start()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(baseline.signals())
        .containsOnlyKeys("feature:region|*=*", "score|*=*")
        .containsEntry("feature:region|*=*", Map.of("=north \u00e9", 2L, "#52:-7", 1L));
  }

  @Test
  void shouldChangeThePolicysVersionWhenTheBaselineChanges() throws IOException {
    // Given
    Path file = policy("drift: {reference: {file: good.json}}\n");
    Files.writeString(folder.resolve("good.json"), BASELINE);
    String before = PolicyReader.read(file).version();
    // When
    Files.writeString(
        folder.resolve("good.json"), BASELINE.replace("\"#22:3\": 3", "\"#22:3\": 4"));
    // Then
    assertThat(PolicyReader.read(file).version()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "credit"           ; "other"      | 2: is a baseline of model 'other', not 'credit'
          "model"            ; "modell"     | 2: unknown key in the baseline 'modell' (did you mean model?)
          "records": 3,      ; "records": -3, | 5: 'records' must be a whole number from 0
          2026-01-02         ; 2025-01-02   | 4: 'end' must be after 'start'
          2026-01-02T00:00   ; tomorrow     | 4: 'end' must be an ISO-8601 time
          "#22:3": 3         ; "3": 3       | 8: '3' must be #LEVEL:CELL, ~LEVEL:CELL, or = and a category
          "#22:3": 3         ; "#64:3": 3   | 8: '#64:3' must be #LEVEL:CELL
          "#22:3": 3         ; "#0:9300000000000000000": 3 | 8: '#0:9300000000000000000' must be #LEVEL:CELL
          "#22:3": 3         ; "#3": 3      | 8: '#3' is a bin of an earlier version, whose bins no longer exist; write the file again with plumbline baseline
          "#22:3": 3         ; "#22:3": many | 8: '#22:3' must be a whole number from 0
          "score!            ; "scores!     | 6: has no distribution of signal 'score', which the policy watches
          "score!*=*"        ; "score"      | 8: 'score' must be SIGNAL!ATTRIBUTE=GROUP
          }                  ; ]            | 4: is not YAML
          """)
  void shouldRefuseWithFileAndLineWhenTheBaselineIsWrong(String change, String problem)
      throws IOException {
    // Given
    String[] parts = change.replace('!', '|').split(";", -1);
    Path file = policy("drift: {reference: {file: good.json}, signals: [{signal: score}]}\n");
    Path baseline =
        Files.writeString(
            folder.resolve("good.json"),
            BASELINE.replaceFirst(Pattern.quote(parts[0].strip()), parts[1].strip()));
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(baseline + ":" + problem.replace('!', '|'));
  }

  @Test
  void shouldRefuseWhenTheBaselineIsNotThere() throws IOException {
    // Given
    Path file = policy("drift: {reference: {file: none.json}}\n");
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .hasMessageContaining(folder.resolve("none.json") + ":1: cannot be read: NoSuchFile");
    assertThat(PolicyReader.readWithoutBaseline(file).model()).isEqualTo("credit");
  }

  @Test
  void shouldRefuseWhenTheReferenceIsBoth() throws IOException {
    // Given
    Path file = policy("drift: {reference: {first: PT1H, file: good.json}}\n");
    Files.writeString(folder.resolve("good.json"), BASELINE);
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .hasMessageContaining(file + ":4: the reference is either 'first' or 'file', not both");
  }

  private Path policy(String drift) throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), BASE + drift);
  }
}
