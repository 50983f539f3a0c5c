package dev.plumbline.stage.score.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordSwapTest {

  private static final WordSwap GENDER =
      new WordSwap(
          List.of(List.of("he", "she"), List.of("his", "her"), List.of("father", "mother")));

  private static final WordSwap ORIGIN =
      new WordSwap(
          List.of(
              List.of("african american", "european", "asian"),
              List.of("german", "french", "indian")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          he told his father                   | she told her mother
          He told HIS Father.                  | She told HER Mother.
          she's here, (her) mother too         | he's here, (his) father too
          The theme of the fathers, he_1, hE   |
          Mother-in-law                        | Father-in-law
          <HE> and <she> are placeholders      |
          "he"                                 | "she"
          élhe héla, 5he, he5                  |
          """)
  void shouldSwapWholeWordsInTheirWritingWhenThereAreTwoGroups(String text, String swapped) {
    assertThat(GENDER.variants(text)).isEqualTo(swapped == null ? List.of() : List.of(swapped));
  }

  @Test
  void shouldGiveOneTextForEachOtherGroupWhenThereAreMore() {
    assertThat(ORIGIN.variants("An African American and a EUROPEAN"))
        .containsExactly("An European and a ASIAN", "An Asian and a AFRICAN AMERICAN");
  }

  @Test
  void shouldSwapInsideTextWithoutSpacesWhenTheScriptHasNone() {
    WordSwap chinese = new WordSwap(List.of(List.of("他", "她"), List.of("父亲", "母亲")));
    assertThat(chinese.variants("他的父亲来了")).containsExactly("她的母亲来了");
    assertThat(GENDER.variants("我说he是")).containsExactly("我说she是");
  }

  @Test
  void shouldTakeTheLongestWhenAWordBeginsAnother() {
    WordSwap both =
        new WordSwap(List.of(List.of("african", "asian"), List.of("african american", "white")));
    assertThat(both.variants("african american, african")).containsExactly("white, asian");
  }

  @Property
  void shouldRestoreTheTextWhenSwappedTwice(@ForAll("texts") String text) {
    assertThat(GENDER.moved(GENDER.moved(text, 1), 1)).isEqualTo(text);
  }

  @Property
  void shouldRestoreTheTextWhenMovedOnByTheRest(
      @ForAll("texts") String text, @ForAll boolean first) {
    int by = first ? 1 : 2;
    assertThat(ORIGIN.moved(ORIGIN.moved(text, by), 3 - by)).isEqualTo(text);
  }

  @Property
  void shouldKeepEverythingButTheWordsWhenSwapped(@ForAll("texts") String text) {
    String words = "(?i)\\b(he|she|his|her|father|mother)\\b";
    assertThat(GENDER.moved(text, 1).replaceAll(words, "*")).isEqualTo(text.replaceAll(words, "*"));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> words =
        Arbitraries.of(
            "he",
            "She",
            "HIS",
            "her",
            "Mother",
            "FATHER",
            "the",
            "hero",
            "african american",
            "African American",
            "ASIAN",
            "european",
            "german",
            "German",
            "x",
            "",
            "card");
    Arbitrary<String> between = Arbitraries.of(" ", ", ", ". ", "-", "'s ", "\n");
    return words
        .list()
        .ofMaxSize(8)
        .flatMap(
            list ->
                between
                    .list()
                    .ofSize(list.size())
                    .map(
                        gaps -> {
                          StringBuilder text = new StringBuilder();
                          for (int i = 0; i < list.size(); i++) {
                            text.append(list.get(i)).append(gaps.get(i));
                          }
                          return text.toString();
                        }));
  }
}
