package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.config.section.PolicyException;
import dev.plumbline.policy.PrivacyPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntityModelPolicyTest {

  @TempDir private Path folder;

  private Path policy(String privacy) throws IOException {
    return Files.writeString(
        folder.resolve("policy.yaml"),
        """
        model: credit
        privacy: %s
        scoring: {source: provided}
        outcome: {favourable: [granted]}
        """
            .formatted(privacy));
  }

  @Test
  void shouldAddThreeEntitiesToAllWhenAModelIsNamed() throws IOException {
    // When
    PrivacyPolicy privacy = PolicyReader.read(policy("{model: ner}")).privacy();

    // Then
    assertThat(privacy.model()).isEqualTo(folder.toAbsolutePath().resolve("ner"));
    assertThat(privacy.entities()).containsAll(PrivacyPolicy.MODEL_ENTITIES);
    assertThat(privacy.entities()).containsAll(PrivacyPolicy.ENTITIES);
    assertThat(privacy.needsModel()).isTrue();
  }

  @Test
  void shouldLookForPatternsAloneWhenNoModelIsNamed() throws IOException {
    // When
    PrivacyPolicy privacy =
        PolicyReader.read(policy("{entities: all, operators: {PERSON: token}}")).privacy();

    // Then
    assertThat(privacy.entities()).isEqualTo(PrivacyPolicy.ENTITIES);
    assertThat(privacy.needsModel()).isFalse();
  }

  @Test
  void shouldNotNeedTheModelWhenItsEntitiesAreKept() throws IOException {
    // When
    PrivacyPolicy privacy =
        PolicyReader.read(
                policy("{entities: [PERSON, URL], model: ner, operators: {PERSON: keep}}"))
            .privacy();

    // Then
    assertThat(privacy.needsModel()).isFalse();
  }

  @Test
  void shouldSayWhereWhenAnEntityNeedsAModel() throws IOException {
    // Given
    Path file = policy("{entities: [URL, PERSON]}");

    // Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("policy.yaml:2")
        .hasMessageContaining("PERSON is found by a model: privacy.model must name its folder");
  }

  @Test
  void shouldKeepThePolicysOwnEntitiesWhenAModelIsNamed() throws IOException {
    // When
    PrivacyPolicy privacy =
        PolicyReader.read(
                policy("{model: ner, recognizers: [{name: BADGE, pattern: 'B-[0-9]{6}'}]}"))
            .privacy();

    // Then
    assertThat(privacy.entities()).contains("BADGE", "PERSON");
    assertThat(PrivacyPolicy.patterned(privacy.removed()))
        .contains("BADGE")
        .doesNotContain("PERSON");
    assertThat(privacy.narrowedTo(Set.of("BADGE")).recognizers()).hasSize(1);
  }

  @Test
  void shouldRefuseARecognizerWhenItsNameIsAModelsEntity() throws IOException {
    // Given
    Path file = policy("{recognizers: [{name: PERSON, pattern: 'Mr [a-z]+'}]}");

    // Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("there is an entity PERSON already");
  }
}
