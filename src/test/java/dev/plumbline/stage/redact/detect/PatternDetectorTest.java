package dev.plumbline.stage.redact.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.policy.CustomRecognizer;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.stage.redact.detect.finder.Detection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PatternDetectorTest {

  private static final List<String> REGIONS = PatternDetector.DEFAULT_PHONE_REGIONS;
  private static final PatternDetector ALL = new PatternDetector(PrivacyPolicy.ENTITIES, REGIONS);

  static Stream<Arguments> cases() throws IOException {
    try (InputStream in = PatternDetectorTest.class.getResourceAsStream("cases.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(fields -> Arguments.of(fields[0], fields[1], fields[2]));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldFindWhatIsThereAndNothingElse(String entity, String expected, String text) {
    // Given
    PatternDetector detector = new PatternDetector(Set.of(entity), REGIONS);

    // When
    List<Detection> found = detector.detect(text);

    // Then
    assertThat(found.stream().map(span -> text.substring(span.start(), span.end())))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  @Test
  void shouldFindDataOfItsOwnBesideAStrongerNeighbour() {
    // Given a telephone number that a single pass takes for the end of the card
    String text = "4111-1111-1111-1111 415 555 2671";

    // When
    List<Detection> found = ALL.detect(text);

    // Then
    assertThat(found).extracting(Detection::entity).containsExactly("CREDIT_CARD", "PHONE_NUMBER");
  }

  @Test
  void shouldPreferTheWholeAddressWhenScoresAreEqual() {
    // When
    List<Detection> found = ALL.detect("https://user:john@host.com/4111111111111111?x=1 end");

    // Then
    assertThat(found).extracting(Detection::entity).containsExactly("URL");
  }

  @Test
  void shouldFindTheAddressAndTheNumberWhenTheyTouch() {
    // When
    List<Detection> found = ALL.detect("john@example.com,+14155552671;10.0.0.1");

    // Then
    assertThat(found)
        .extracting(Detection::entity)
        .containsExactly("EMAIL_ADDRESS", "PHONE_NUMBER", "IP_ADDRESS");
  }

  @Test
  void shouldTakeContextWordsWholeOnly() {
    // Given "ssn" inside a word, and beside the number
    PatternDetector detector = new PatternDetector(Set.of("US_SSN"), REGIONS);

    // Then
    assertThat(detector.detect("harassness 123456789")).isEmpty();
    assertThat(detector.detect("SSN 123456789")).hasSize(1);
  }

  @Test
  void shouldFindNationalNumbersOfTheGivenRegionsOnly() {
    // Given
    String german = "Tel. 030 901820";

    // Then
    assertThat(new PatternDetector(Set.of("PHONE_NUMBER"), List.of("DE")).detect(german))
        .hasSize(1);
    assertThat(new PatternDetector(Set.of("PHONE_NUMBER"), List.of("US")).detect(german)).isEmpty();
    assertThat(new PatternDetector(Set.of("PHONE_NUMBER"), List.of()).detect("+49 30 901820"))
        .hasSize(1);
  }

  @Test
  void shouldRefuseUnknownEntitiesAndRegions() {
    assertThatThrownBy(() -> new PatternDetector(Set.of("SHOE_SIZE"), REGIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SHOE_SIZE");
    assertThatThrownBy(() -> new PatternDetector(PrivacyPolicy.ENTITIES, List.of("Atlantis")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Atlantis");
  }

  @Test
  void shouldFindWhatAPolicysOwnRecognizerDescribes() {
    // Given
    CustomRecognizer badge = new CustomRecognizer("BADGE", "B-[0-9]{4,6}", Set.of("badge"), 0.3);
    PatternDetector detector = new PatternDetector(Set.of("BADGE", "URL"), REGIONS, List.of(badge));

    // Then
    assertThat(detector.detect("my badge is B-12345."))
        .extracting(Detection::start)
        .containsExactly(12);
    assertThat(detector.detect("part B-12345 of a badgeless B-1234567")).isEmpty();
  }

  @Test
  void shouldTakeTheNearestWordWhenTwoStandardsShareAShape() {
    // Given nine digits that are a passport's in either country, and a bank account's
    String passport = "my US passport is 357131047, my account is 357131048";

    // Then
    assertThat(ALL.detect(passport))
        .extracting(Detection::entity)
        .containsExactly("US_PASSPORT", "US_BANK_NUMBER");
    assertThat(ALL.detect("passport number 357131047"))
        .as("equally near: by name")
        .extracting(Detection::entity)
        .containsExactly("UK_PASSPORT");
  }

  @Test
  void shouldDetectEveryEntityThatAPolicyMayName() {
    assertThat(RecognizerFiles.ALL.stream().map(RecognizerSpec::entity).collect(Collectors.toSet()))
        .isEqualTo(PrivacyPolicy.ENTITIES);
  }

  @Test
  void shouldNotTakeTheSentenceAroundAnAddressWhenItHasNoSpaces() {
    // When
    String text = "请发邮件到john@example.com谢谢，或访问https://example.com/a查看";

    // Then
    assertThat(ALL.detect(text))
        .extracting(found -> text.substring(found.start(), found.end()))
        .containsExactly("john@example.com", "https://example.com/a");
  }

  @Test
  void shouldKeepPlaceholdersOfItsOwn() {
    assertThat(ALL.detect("<EMAIL_ADDRESS> <PHONE_NUMBER:1f2e3d4c5b6a7988> <URL>")).isEmpty();
  }
}
