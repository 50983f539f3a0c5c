package dev.plumbline.stage.score.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.Prediction;
import dev.plumbline.stage.score.model.DjlScorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordOcclusionTest {

  /**
   * A bag of words: the score is 0.55, and 0.1 more for each "good" and 0.2 less for each "bad".
   */
  private static final Function<List<String>, List<Prediction>> BAG =
      texts -> texts.stream().map(WordOcclusionTest::bag).toList();

  private static Prediction bag(String text) {
    double score = 0.55 + 0.1 * count(text, "good") - 0.2 * count(text, "bad");
    String label = score >= 0.5 ? "yes" : "no";
    return new Prediction(
        label,
        Math.max(score, 1 - score),
        Map.of("yes", score, "no", 1 - score),
        "v",
        Prediction.Source.MODEL,
        false);
  }

  private static int count(String text, String word) {
    return text.split(word, -1).length - 1;
  }

  @Test
  void shouldGiveEachWordItsWeightWhenTheModelIsABagOfWords() {
    // When
    TextExplanation explanation = WordOcclusion.explain("So good, so bad... good!", 100, BAG);

    // Then: 0.55 + 0.2 - 0.2
    assertThat(explanation.prediction().label()).isEqualTo("yes");
    assertThat(explanation.complete()).isTrue();
    assertThat(explanation.words())
        .extracting(WordEffect::word)
        .containsExactly("So", "good", "so", "bad", "good");
    assertThat(explanation.words()).extracting(WordEffect::start).containsExactly(0, 3, 9, 12, 19);
    assertThat(explanation.words()).extracting(WordEffect::end).containsExactly(2, 7, 11, 15, 23);
    List<Double> effects = explanation.words().stream().map(WordEffect::effect).toList();
    double[] expected = {0, 0.1, 0, -0.2, 0.1};
    for (int i = 0; i < expected.length; i++) {
      assertThat(effects.get(i)).isCloseTo(expected[i], within(1e-12));
    }
  }

  @Test
  void shouldCountCodePointsAndTakeAnEntityForOneWord() {
    // Given: an emoji is two units of Java and one character of Python
    String text = "\ud83d\ude00 don't 你好 <CREDIT_CARD> o\u0301";

    // When
    List<WordEffect> words = WordOcclusion.explain(text, 100, BAG).words();

    // Then: Python's text[start:end]
    assertThat(words)
        .extracting(WordEffect::word)
        .containsExactly("don't", "你", "好", "<CREDIT_CARD>", "o\u0301");
    assertThat(words).extracting(WordEffect::start).containsExactly(2, 8, 9, 11, 25);
    assertThat(words).extracting(WordEffect::end).containsExactly(7, 9, 10, 24, 27);
  }

  @Test
  void shouldStopAtTheMostWordsAndNeverAskABlankText() {
    // Given
    List<String> asked = new ArrayList<>();

    // When
    TextExplanation one =
        WordOcclusion.explain(
            "good",
            5,
            texts -> {
              asked.addAll(texts);
              return BAG.apply(texts);
            });
    TextExplanation cut = WordOcclusion.explain("a b c d e f g", 5, BAG);

    // Then
    assertThat(asked).containsExactly("good", ".");
    assertThat(one.words()).hasSize(1);
    assertThat(cut.words()).hasSize(5);
    assertThat(cut.complete()).isFalse();
    assertThat(WordOcclusion.explain("?!", 5, BAG).words()).isEmpty();
  }

  @Test
  void shouldFindTheWordThatDecidesWhenTheModelIsTheDemos() {
    // Given
    try (DjlScorer scorer = DjlScorer.load(Path.of("models/card-support"), "cpu")) {
      // When
      TextExplanation explanation =
          WordOcclusion.explain("Hello there, my card was stolen yesterday.", 50, scorer::score);

      // Then
      Map<String, Double> effects =
          explanation.words().stream()
              .collect(Collectors.toMap(WordEffect::word, WordEffect::effect));
      assertThat(explanation.prediction().label()).contains("stolen");
      assertThat(effects.get("stolen"))
          .isGreaterThan(effects.get("Hello"))
          .isGreaterThan(effects.get("there"))
          .isGreaterThan(effects.get("yesterday"))
          .isGreaterThan(0.05);
    }
  }
}
