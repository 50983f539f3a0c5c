package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.config.section.PolicyException;
import dev.plumbline.policy.BenefitsPolicy;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EthicsReaderTest {

  private static final String SCORED_HERE =
      """
      model: desk
      scoring: {source: model, path: models/desk}
      outcome: {favourable: [granted]}
      """;

  @TempDir private Path folder;

  @Test
  void shouldReadTheMeansAndTheWeightsWhenEverythingIsNamed() throws IOException {
    // Given
    String yaml =
        SCORED_HERE
            + """
            ethics:
              indicators: {privacy: 3, consent: 2, transparency: 1, safety: 4, confidence: 1, oversight: 0.5}
              bias: {selection_gap: 2, true_positive_gap: 2, false_positive_gap: 1, counterfactual: 3}
              harmful: [insult, threat]
              lowConfidence: 0.7
              explained: explanationShown
              reviewed: reviewedByHuman
              risk: {feature: stake, labels: {threat: 5}}
              counterfactual:
                sample: 0.25
                words:
                  gender: [[he, she], [Father, mother]]
                  origin: [[african american, european, asian]]
            benefits: {manual: PT10M, latency: latencyMs}
            """;
    // When
    Policy policy = PolicyReader.read(file(yaml));
    // Then
    EthicsPolicy ethics = policy.ethics();
    assertThat(ethics.indicators())
        .containsOnlyKeys(EthicsPolicy.INDICATORS)
        .containsEntry("safety", 4.0);
    assertThat(ethics.bias()).containsEntry("counterfactual", 3.0).hasSize(4);
    assertThat(ethics.means().harmful()).containsExactlyInAnyOrder("insult", "threat");
    assertThat(ethics.means().lowConfidence()).isEqualTo(0.7);
    assertThat(ethics.means().explained()).isEqualTo("explanationShown");
    assertThat(ethics.means().reviewed()).isEqualTo("reviewedByHuman");
    assertThat(ethics.risk()).isEqualTo(new EthicsPolicy.Risk("stake", Map.of("threat", 5.0)));
    assertThat(ethics.counterfactual().sample()).isEqualTo(0.25);
    assertThat(ethics.counterfactual().words())
        .containsEntry("gender", List.of(List.of("he", "she"), List.of("father", "mother")))
        .containsEntry("origin", List.of(List.of("african american", "european", "asian")));
    assertThat(policy.benefits())
        .isEqualTo(new BenefitsPolicy(Duration.ofMinutes(10), "latencyMs"));
  }

  @Test
  void shouldWeighWhatCanBeMeasuredWhenNothingIsNamed() throws IOException {
    // When
    Policy policy = PolicyReader.read(file(SCORED_HERE));
    // Then
    assertThat(policy.ethics().indicators()).containsOnlyKeys("privacy", "consent", "confidence");
    assertThat(policy.ethics().bias())
        .containsOnlyKeys("selection_gap", "true_positive_gap", "false_positive_gap");
    assertThat(policy.ethics().counterfactual().declared()).isFalse();
    assertThat(policy.ethics().risk().declared()).isFalse();
    assertThat(policy.benefits()).isEqualTo(BenefitsPolicy.NONE);
  }

  @Test
  void shouldWeighAnIndicatorWhenItsMeansAreNamed() throws IOException {
    // When
    Policy policy =
        PolicyReader.read(
            file(
                SCORED_HERE
                    + "ethics: {harmful: [insult], counterfactual: {words: {g: [[he, she]]}}}\n"));
    // Then
    assertThat(policy.ethics().indicators()).containsKey("safety").doesNotContainKey("oversight");
    assertThat(policy.ethics().bias()).containsKey("counterfactual");
    assertThat(policy.ethics().counterfactual().sample()).isEqualTo(0.01);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ethics: {indicators: {safety: 3}}            | :4: indicator 'safety' needs ethics.harmful
          ethics: {indicators: {transparency: 3}}      | :4: indicator 'transparency' needs ethics.explained
          ethics: {indicators: {oversight: 3}}         | :4: indicator 'oversight' needs ethics.reviewed
          ethics: {bias: {counterfactual: 3}}          | :4: indicator 'counterfactual' needs ethics.counterfactual
          ethics: {bias: {representation: 3}}          | :4: indicator 'representation' needs groups.population
          ethics: {indicators: {kindness: 3}}          | :4: unknown key in indicators 'kindness'; allowed: confidence, consent, oversight, privacy, safety, transparency
          ethics: {risk: {labels: {a: 1001}}}          | :4: 'a' must be a number from 0 to 1000
          ethics: {lowConfidence: 2}                   | :4: 'lowConfidence' must be a number from 0 to 1
          ethics: {counterfactual: {sample: 0.1}}      | :4: ethics.counterfactual.words is missing
          ethics: {counterfactual: {words: {g: [[he]]}}} | :4: a list of words must hold 2 to 16, one a group
          ethics: {counterfactual: {words: {g: [he, she]}}} | :4: a list of words must hold 2 to 16, one a group
          ethics: {counterfactual: {words: {g: [[his, her], [him, Her]]}}} | :4: 'her' is listed twice for 'g'
          ethics: {counterfactual: {words: {g: [[he, she], [a1, b1]]}}} | :4: 'a1' must be letters, in one or more words
          ethics: {counterfactual: {words: {g: [[he, she], [i, you]]}}} | :4: 'i' is too short to tell its capitals
          ethics: {counterfactual: {words: {g: [[he, she], [boy, girl, child]]}}} | :4: every list of 'g' must hold as many words
          benefits: {manual: 10}                       | :4: 'manual' must be an ISO-8601 duration
          benefits: {latencies: a}                     | :4: unknown key in benefits 'latencies' (did you mean latency?)
          """)
  void shouldRefuseWithFileAndLineWhenSomethingIsWrong(String line, String problem)
      throws IOException {
    // Given
    Path file = file(SCORED_HERE + line + "\n");
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(file + problem);
  }

  @Test
  void shouldRefuseToAskAgainWhenTheProducerScored() throws IOException {
    // Given
    Path file =
        file(
            SCORED_HERE.replace("source: model, path: models/desk", "source: provided")
                + "ethics: {counterfactual: {words: {g: [[he, she]]}}}\n");
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .hasMessageContaining(file + ":4: ethics.counterfactual needs scoring.source: model");
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), yaml);
  }
}
