package dev.plumbline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
  void shouldPadToAMultipleOfEightWhenShorter() {
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

  @Test
  void shouldNotPassTheLimitWhenItIsNoMultipleOfEight() {
    // When
    TokenBatch batch = TokenBatch.pad(List.of(new long[57]), 0, 60);

    // Then
    assertThat(batch.width()).isEqualTo(60);
  }
}
