package dev.plumbline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBatchTest {

  @Test
  void shouldRepeatRowsWhenThereAreFewerThanFour() {
    // Given
    TokenBatch batch = TokenBatch.pad(List.of(new long[] {1, 2}, new long[] {3}), 7, 64);

    // When
    TokenBatch steady = batch.steady();

    // Then
    assertThat(batch.width()).isEqualTo(16);
    assertThat(steady.rows()).isEqualTo(4);
    assertThat(steady.ids()).startsWith(batch.ids()).endsWith(batch.ids()).hasSize(64);
    assertThat(steady.mask()).startsWith(batch.mask()).endsWith(batch.mask()).hasSize(64);
    assertThat(steady.steady()).isSameAs(steady);
  }

  @Test
  void shouldPadToTheLongestAndMoreWhenShorter() {
    // When
    TokenBatch batch = TokenBatch.pad(List.of(new long[] {1, 2}, new long[9]), 7, 64);

    // Then
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(batch.width()).isEqualTo(16);
    assertThat(batch.ids()).startsWith(1, 2, 7, 7).hasSize(32);
    assertThat(batch.mask()).startsWith(1, 1, 0, 0);
    assertThat(batch.mask()[16 + 8]).isEqualTo(1);
    assertThat(batch.mask()[16 + 9]).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 16",
    "16, 16",
    "17, 20",
    "20, 20",
    "33, 36",
    "64, 64",
    "65, 72",
    "128, 128",
    "129, 144",
    "257, 288",
    "480, 480",
    "481, 512"
  })
  void shouldBeAsWideAsAnEighthOfThePowerOfTwoAllows(int longest, int width) {
    assertThat(TokenBatch.pad(List.of(new long[longest]), 0, 512).width()).isEqualTo(width);
  }

  @Test
  void shouldHaveFewShapesHoweverLongTheTextsAre() {
    // When
    Set<Integer> widths = new HashSet<>();
    Set<Integer> rows = new HashSet<>();
    for (int length = 1; length <= 512; length++) {
      TokenBatch batch = TokenBatch.pad(List.of(new long[length]), 0, 512);
      assertThat(batch.width() - Math.max(16, length)).isBetween(0, Math.max(3, length / 8));
      widths.add(batch.width());
      rows.add(TokenBatch.pad(Collections.nCopies(length, new long[1]), 0, 512).even().rows());
    }

    // Then
    assertThat(widths).hasSize(37);
    assertThat(rows).containsExactlyInAnyOrder(4, 8, 16, 32, 64, 128, 256, 512);
  }

  @Test
  void shouldNotPassTheLimitWhenItIsNoneOfTheWidths() {
    // When
    TokenBatch batch = TokenBatch.pad(List.of(new long[57]), 0, 60);

    // Then
    assertThat(batch.width()).isEqualTo(60);
  }
}
