package dev.plumbline.stage.redact.ner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.model.ModelException;
import dev.plumbline.model.TokenizedText;
import dev.plumbline.stage.redact.detect.finder.Detection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BioDecoderTest {

  private static final List<String> LABELS =
      List.of("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-MISC", "I-MISC");

  /** A token of a text, its label and how sure the model is of it. */
  private record Token(int start, int end, String label, double probability) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Ana Berg in Paris   | B-PER I-PER O B-LOC | PERSON:Ana Berg, LOCATION:Paris
          Ana Bo Berg         | B-PER B-PER I-PER   | PERSON:Ana, PERSON:Bo Berg
          in Berg             | O I-PER             | PERSON:Berg
          Ana Paris           | B-PER I-LOC         | PERSON:Ana, LOCATION:Paris
          Ana speaks English  | B-PER O B-MISC      | PERSON:Ana
          Ana O Berg          | B-PER O I-PER       | PERSON:Ana, PERSON:Berg
          nobody here         | O O                 | ''
          """)
  void shouldJoinWordsWhenLabelsContinue(String text, String labels, String expected) {
    // When
    List<Detection> found = decode(text, words(text, labels.split(" ")));

    // Then
    assertThat(String.join(", ", found.stream().map(d -> told(text, d)).toList()))
        .isEqualTo(expected);
  }

  @Test
  void shouldTakeTheFirstTokensLabelWhenAWordIsInPieces() {
    // Given
    String text = "Malakhovka, Ana";
    List<Token> tokens =
        List.of(
            new Token(0, 3, "B-LOC", 0.9),
            new Token(3, 7, "O", 0.9),
            new Token(7, 10, "B-PER", 0.9),
            new Token(10, 11, "O", 0.9),
            new Token(12, 15, "B-PER", 0.9));

    // When
    List<Detection> found = decode(text, tokens);

    // Then
    assertThat(found.stream().map(d -> told(text, d)))
        .containsExactly("LOCATION:Malakhovka", "PERSON:Ana");
  }

  @Test
  void shouldKeepEachCharacterAWordWhenTextIsChinese() {
    // Given
    String text = "我叫王芳。";
    List<Token> tokens =
        List.of(
            new Token(0, 1, "O", 0.9),
            new Token(1, 2, "O", 0.9),
            new Token(2, 3, "B-PER", 0.9),
            new Token(3, 4, "I-PER", 0.9),
            new Token(4, 5, "O", 0.9));

    // When
    List<Detection> found = decode(text, tokens);

    // Then
    assertThat(found.stream().map(d -> told(text, d))).containsExactly("PERSON:王芳");
  }

  @Test
  void shouldScoreTheMeanOverWordsWhenBeginAndInsideShareAnEntity() {
    // Given: 0.9 + (1 - 0.9) / 6 and 0.6 + 0.4 / 6, for B and I of an entity count together
    String text = "Ana Berg";
    List<Token> tokens = List.of(new Token(0, 3, "B-PER", 0.9), new Token(4, 8, "I-PER", 0.6));

    // When
    Detection found = decode(text, tokens).get(0);

    // Then
    assertThat(found.score()).isCloseTo((0.916667 + 0.666667) / 2, within(1e-5));
  }

  @Test
  void shouldLeaveOutTheSpaceWhenATokenHoldsIt() {
    // Given
    String text = "in Paris";
    List<Token> tokens = List.of(new Token(0, 2, "O", 0.9), new Token(2, 8, "B-LOC", 0.9));

    // When
    List<Detection> found = decode(text, tokens);

    // Then
    assertThat(found.stream().map(d -> told(text, d))).containsExactly("LOCATION:Paris");
  }

  @Test
  void shouldRefuseWhenALogitIsNotANumber() {
    // Given
    BioDecoder decoder = new BioDecoder(new BioLabels(LABELS));
    TokenizedText tokens =
        new TokenizedText(new long[1], new long[1], new int[] {0}, new int[] {3});
    float[][] logits = {new float[] {0, Float.NaN, 0, 0, 0, 0, 0}};

    // Then
    assertThatThrownBy(() -> decoder.decode("Ana", tokens, logits))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "B-PERSON, PERSON, true",
    "I-ORG, ORGANIZATION, false",
    "S-GPE, LOCATION, true",
    "L-LOC, LOCATION, false",
    "per, PERSON, false",
    "B-MISC, , false",
    "O, , false"
  })
  void shouldKnowCommonNamesWhenReadingLabels(String label, String entity, boolean begins) {
    // When
    BioLabels.Meaning meaning = new BioLabels(List.of(label, "B-PER")).meaningOf(0);

    // Then
    assertThat(meaning).isEqualTo(new BioLabels.Meaning(entity, begins));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LABEL_0", "refund"})
  void shouldRefuseWhenNoLabelIsOfOurEntities(String label) {
    // Then
    assertThatThrownBy(() -> new BioLabels(List.of("O", label)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("B-PERSON")
        .hasMessageContaining(label);
  }

  private static List<Token> words(String text, String... labels) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    for (String label : labels) {
      int end = text.indexOf(' ', at) < 0 ? text.length() : text.indexOf(' ', at);
      tokens.add(new Token(at, end, label, 0.9));
      at = end + 1;
    }
    return tokens;
  }

  private static List<Detection> decode(String text, List<Token> tokens) {
    int n = tokens.size();
    TokenizedText tokenized =
        new TokenizedText(
            new long[n],
            new long[n],
            tokens.stream().mapToInt(Token::start).toArray(),
            tokens.stream().mapToInt(Token::end).toArray());
    float[][] logits = tokens.stream().map(BioDecoderTest::logits).toArray(float[][]::new);
    return new BioDecoder(new BioLabels(LABELS)).decode(text, tokenized, logits);
  }

  private static float[] logits(Token token) {
    float[] logits = new float[LABELS.size()];
    Arrays.fill(logits, (float) Math.log((1 - token.probability()) / (LABELS.size() - 1)));
    logits[LABELS.indexOf(token.label())] = (float) Math.log(token.probability());
    return logits;
  }

  private static String told(String text, Detection found) {
    return found.entity() + ":" + text.substring(found.start(), found.end());
  }
}
