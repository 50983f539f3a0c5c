package dev.plumbline.stage.redact.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.stage.redact.detect.characters.FoldedText;
import dev.plumbline.stage.redact.detect.characters.MatchEdge;
import dev.plumbline.stage.redact.detect.characters.TriggerTable;
import dev.plumbline.stage.redact.detect.finder.DetectionCandidates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Skipping what holds no trigger never hides a candidate: the law that makes the scan fast. */
class TriggerTableProperties {

  private static final RecognizerSpec HANDLE = own("HANDLE", "@[a-z]{2,9}");
  private static final RecognizerSpec WORDS = own("WORDS", "[a-z]{3} [a-z]{2}");
  private static final RecognizerSpec ANY = own("ANY", "x.{0,9}y");

  private static final RecognizerSet ALL =
      new RecognizerSet(RecognizerFiles.ALL, PatternDetector.DEFAULT_PHONE_REGIONS);
  private static final RecognizerSet OWN =
      new RecognizerSet(List.of(HANDLE, WORDS, ANY), PatternDetector.DEFAULT_PHONE_REGIONS);
  private static final PatternDetector DETECTOR =
      new PatternDetector(
          RecognizerFiles.ALL.stream().map(RecognizerSpec::entity).collect(Collectors.toSet()),
          PatternDetector.DEFAULT_PHONE_REGIONS);
  private static final TriggerTable EVERYWHERE = everywhere();

  private static RecognizerSpec own(String entity, String pattern) {
    return new RecognizerSpec(entity, pattern, false, null, MatchEdge.WORD, "any", 0.9, Set.of());
  }

  private static TriggerTable everywhere() {
    TriggerTable triggers = new TriggerTable();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      triggers.addOpening((char) c);
    }
    return triggers;
  }

  /** Values and sentences of the evaluation, whole or cut, between words and marks. */
  @Provide
  Arbitrary<String> texts() throws IOException {
    try (InputStream in = TriggerTableProperties.class.getResourceAsStream("entities.tsv")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      List<String> values =
          all.lines()
              .flatMap(line -> List.of(line.split("\t", 3)).subList(1, 3).stream())
              .filter(piece -> !piece.isEmpty())
              .toList();
      Arbitrary<String> cut =
          Arbitraries.of(values)
              .flatMap(
                  value ->
                      Arbitraries.integers()
                          .between(0, value.length() - 1)
                          .map(from -> value.substring(from)));
      Arbitrary<String> between =
          Arbitraries.of(
              "",
              " ",
              "  ",
              "-",
              ".",
              ":",
              "/",
              "@",
              "_",
              "+",
              "(",
              "'",
              "<",
              ">",
              "\n",
              "a",
              "my ",
              "My card ",
              "the number is ",
              "3 ",
              "x",
              "y",
              "don't",
              "\u00e9",
              "号",
              "\u200b");
      Arbitrary<String> noise = Arbitraries.strings().ofMaxLength(6);
      return Arbitraries.frequencyOf(
              Tuple.of(4, Arbitraries.of(values)),
              Tuple.of(3, cut),
              Tuple.of(8, between),
              Tuple.of(1, noise))
          .list()
          .ofMaxSize(9)
          .map(parts -> String.join("", parts));
    }
  }

  @Property(tries = 5000)
  void shouldFindWhatALookAtEveryWordFinds(@ForAll("texts") String text) {
    assertSame(ALL, text);
  }

  @Property(tries = 1000)
  void shouldFindTheSameWithAPolicysOwnPatterns(@ForAll("texts") String text) {
    assertSame(OWN, text);
  }

  /** Mostly without a trigger, in the hope that the two of them make one where they meet. */
  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withChars(' ', '.', ':', '-', '_', 'A', 'K', '1', '\u00e9')
        .ofMaxLength(7);
  }

  @Property(tries = 20_000)
  void shouldFindNothingInJoinedTextsWhenNothingMayBeInEither(
      @ForAll("plain") String name, @ForAll("plain") String value) {
    Assume.that(!DETECTOR.mayDetect(name) && !DETECTOR.mayDetect(value));

    FoldedText joined = FoldedText.of(name + ": " + value);

    assertThat(new TextScan(ALL, EVERYWHERE, joined).run().found()).isEmpty();
  }

  private static void assertSame(RecognizerSet recognizers, String text) {
    FoldedText folded = FoldedText.of(text);

    // When
    DetectionCandidates skipping = new TextScan(recognizers, folded).run();

    // Then
    DetectionCandidates looking = new TextScan(recognizers, EVERYWHERE, folded).run();
    assertThat(skipping.found()).isEqualTo(looking.found());
    assertThat(looking.found().isEmpty() || recognizers.triggers().isIn(text)).isTrue();
  }
}
