package dev.plumbline.statistics.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the definitions in Python: {@code src/test/oracles/hashes.py}. */
public class StableHashTest {

  private static final int TEXTS = 20_000;

  static Stream<JsonNode> known() throws IOException {
    JsonNode all =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/hashes.json").toFile())
            .get("texts");
    return IntStream.range(0, all.size()).mapToObj(all::get);
  }

  @ParameterizedTest
  @MethodSource("known")
  void shouldGiveTheKnownAnswerWhenATextIsHashed(JsonNode expected) {
    String text = expected.get("text").textValue();
    // Then
    assertThat(StableHash.bits(text)).isEqualTo(expected.get("fnvMixed").longValue());
    assertThat(StableHash.fraction(text)).isEqualTo(expected.get("fraction").doubleValue());
    assertThat(StableHash.splitMix(text)).isEqualTo(expected.get("splitMix").longValue());
    assertThat(StableHash.fibonacci(text)).isEqualTo(expected.get("fibonacci").longValue());
    for (long seed : new long[] {0, 7, -3}) {
      assertThat(StableHash.seededFraction(text, seed))
          .isEqualTo(expected.get("seeded").get(Long.toString(seed)).doubleValue());
    }
  }

  /** The first numbers of SplitMix64 from seed 0, as published: the hash code of one character. */
  @Test
  void shouldGiveThePublishedSequenceWhenHashCodesCount() {
    assertThat(Stream.of("\u0001", "\u0002", "\u0003").map(StableHash::splitMix))
        .containsExactly(0xE220A8397B1DCDAFL, 0x6E789E6AA1B965F4L, 0x06C45D188009454FL);
  }

  static Stream<ToLongFunction<String>> mixers() {
    return Stream.of(StableHash::bits, StableHash::splitMix);
  }

  /** A bit that flips with probability 1/2 does so 10,000 times in 20,000, give or take 71. */
  @ParameterizedTest
  @MethodSource("mixers")
  void shouldFlipEachBitHalfTheTimeWhenOneCharacterChanges(ToLongFunction<String> hash) {
    int[] flips = new int[Long.SIZE];
    for (int i = 0; i < TEXTS; i++) {
      String text = "request-%06d".formatted(i);
      int at = i % text.length();
      char other = (char) (text.charAt(at) ^ 1);
      String changed = text.substring(0, at) + other + text.substring(at + 1);
      long flipped = hash.applyAsLong(text) ^ hash.applyAsLong(changed);
      for (int bit = 0; bit < Long.SIZE; bit++) {
        flips[bit] += (int) (flipped >>> bit & 1);
      }
    }
    // Then: five standard deviations
    assertThat(IntStream.of(flips).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(9_646, 10_354));
  }

  @Test
  void shouldFavourNoPartOfTheAlphabetWhenNamesAreOrdered() {
    // Given: 1,000 names in alphabetical order
    String[] names =
        IntStream.range(0, 1_000).mapToObj("town-%03d"::formatted).toArray(String[]::new);
    // When: the first 250 by hash
    int[] tenths = new int[10];
    IntStream.range(0, names.length)
        .boxed()
        .sorted(
            (a, b) -> Long.compare(StableHash.fibonacci(names[a]), StableHash.fibonacci(names[b])))
        .limit(250)
        .forEach(place -> tenths[place / 100]++);
    // Then: 25 of each hundred, give or take five hypergeometric standard deviations of 4.1
    assertThat(IntStream.of(tenths).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(5, 45));
  }
}
