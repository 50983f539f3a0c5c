package dev.plumbline.stage.redact.ner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.model.ModelException;
import dev.plumbline.stage.redact.detect.finder.Detection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a model whose answer for every token is known: make_tiny_entities.py. */
class DjlEntityTaggerTest {

  private static final Path TINY = Path.of("src/test/resources/models/tiny-entities");

  private static EntityTagger tagger;

  @BeforeAll
  static void load() {
    tagger = DjlEntityTagger.load(TINY);
  }

  @AfterAll
  static void close() {
    tagger.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Ana Berg, of Acme Bank!      | PERSON:Ana Berg, ORGANIZATION:Acme Bank
          ánä is in PARIS              | PERSON:ánä, LOCATION:PARIS
          \uD83D\uDE00\uD83D\uDE00 Bo Li \uD83D\uDE00 Paris | PERSON:Bo Li, LOCATION:Paris
          王芳在北京                    | PERSON:王芳, LOCATION:北京
          English                      | ''
          Anabel                       | PERSON:Anabel
          """)
  void shouldGivePositionsOfTheTextWhenTokensAreNormalised(String text, String expected) {
    // When
    List<Detection> found = tagger.tag(List.of(text)).get(0);

    // Then
    assertThat(String.join(", ", told(text, found))).isEqualTo(expected);
  }

  @Test
  void shouldAnswerInTheOrderGivenWhenSortedByLengthInside() {
    // Given: more than a batch, of all lengths, long ones in many windows
    List<String> texts =
        IntStream.range(0, 100).mapToObj(i -> "x ".repeat(i * 37 % 100) + "Ana Berg").toList();

    // When
    List<List<Detection>> found = tagger.tag(texts);

    // Then
    for (int i = 0; i < texts.size(); i++) {
      assertThat(told(texts.get(i), found.get(i))).containsExactly("PERSON:Ana Berg");
    }
  }

  @Test
  void shouldFindEveryNameOnceWhenATextIsFarLongerThanTheModelTakes() {
    // Given
    String text = "Ana Berg met Bo Li in North Bay. ".repeat(300);

    // When
    List<String> found = told(text, tagger.tag(List.of(text)).get(0));

    // Then
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      expected.addAll(List.of("PERSON:Ana Berg", "PERSON:Bo Li", "LOCATION:North Bay"));
    }
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "\ud800", "x \udfff y", "\u0000", "\u200b", "\ufeff"})
  void shouldFindNothingWhenTheTextIsOdd(String text) {
    // When
    List<List<Detection>> found = tagger.tag(List.of(text, "Ana"));

    // Then
    assertThat(found.get(0)).isEmpty();
    assertThat(told("Ana", found.get(1))).containsExactly("PERSON:Ana");
  }

  @Test
  void shouldFindNothingWhenThereAreNoTexts() {
    // Then
    assertThat(tagger.tag(List.of())).isEmpty();
  }

  @Test
  void shouldRefuseWhenTheModelClassifiesWholeTexts() {
    // Then
    assertThatThrownBy(() -> DjlEntityTagger.load(TINY.resolveSibling("tiny")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("B-PERSON");
  }

  private static List<String> told(String text, List<Detection> found) {
    return found.stream().map(d -> d.entity() + ":" + text.substring(d.start(), d.end())).toList();
  }
}
