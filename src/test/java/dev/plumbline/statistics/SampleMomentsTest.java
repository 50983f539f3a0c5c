package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sums come in whole billionths: what their rounding adds is no spread. */
class SampleMomentsTest {

  @Test
  void shouldNotVaryWhenThereIsOneValueAtMost() {
    assertThat(new SampleMoments(0, 0, 0).spread()).isFalse();
    assertThat(new SampleMoments(1, 0.5, 0.250000002).spread()).isFalse();
  }

  @Test
  void shouldNotVaryWhenRoundingAloneKeepsTheSquaresApart() {
    // Given: a hundred times one half, each square half a billionth too large
    SampleMoments same = new SampleMoments(100, 50, 25.00000005);
    // Then
    assertThat(same.spread()).isFalse();
    assertThat(new SampleMoments(2, 0, 2e-9).spread()).isFalse();
  }

  @Test
  void shouldVaryWhenTwoValuesDiffer() {
    assertThat(new SampleMoments(2, 1, 0.52).spread()).isTrue();
    assertThat(new SampleMoments(2, 1, 0.52).mean()).isEqualTo(0.5);
  }
}
