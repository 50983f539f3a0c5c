package dev.plumbline.stage.redact.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.stage.redact.detect.finder.Detection;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanMergerTest {

  private static Detection in(String text, String entity, String value, double score) {
    int at = text.indexOf(value);
    return new Detection(entity, at, at + value.length(), score);
  }

  private static List<String> told(String text, List<Detection> found) {
    return found.stream().map(d -> d.entity() + ":" + text.substring(d.start(), d.end())).toList();
  }

  @Test
  void shouldKeepWhatIsLeftOfTheWeakerWhenOnlyAPartIsOverlapped() {
    // Given
    String text = "Ana Berg <ana@example.com>, call";
    List<Detection> patterned = List.of(in(text, "EMAIL_ADDRESS", "ana@example.com", 1));
    List<Detection> tagged = List.of(in(text, "PERSON", "Ana Berg <ana@example.com>", 0.9));

    // When
    List<Detection> combined = SpanMerger.of(text, patterned, tagged);

    // Then
    assertThat(told(text, combined))
        .containsExactly("PERSON:Ana Berg", "EMAIL_ADDRESS:ana@example.com");
  }

  @Test
  void shouldKeepTheRestOfAPatternWhenTheModelIsSurer() {
    // Given
    String text = "call 020 7946 0000 Acme now";
    List<Detection> patterned = List.of(in(text, "PHONE_NUMBER", "020 7946 0000", 0.5));
    List<Detection> tagged = List.of(in(text, "ORGANIZATION", "0000 Acme", 0.9));

    // When
    List<Detection> combined = SpanMerger.of(text, patterned, tagged);

    // Then
    assertThat(told(text, combined))
        .containsExactly("PHONE_NUMBER:020 7946", "ORGANIZATION:0000 Acme");
  }

  @Test
  void shouldTakeTheLongerWhenScoresAreEqual() {
    // Given
    String text = "Acme Bank";
    List<Detection> patterned = List.of(in(text, "URL", "Acme", 0.8));
    List<Detection> tagged = List.of(in(text, "ORGANIZATION", "Acme Bank", 0.8));

    // Then
    assertThat(told(text, SpanMerger.of(text, patterned, tagged)))
        .containsExactly("ORGANIZATION:Acme Bank");
  }

  @Test
  void shouldFindNothingWhenAModelTagsAPlaceholder() {
    // Given
    String text = "Dear <PERSON_1>,";

    // Then
    assertThat(SpanMerger.of(text, List.of(), List.of(in(text, "PERSON", "Dear <PERSON_1", 0.9))))
        .extracting(found -> text.substring(found.start(), found.end()))
        .containsExactly("Dear");
  }
}
