package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LargestGapTest {

  private static final ConfidenceLevel USUAL = ConfidenceLevel.USUAL;

  /**
   * 30 of 50 and 15 of 50: pooled 0.45, chi-square 100 (0.15^2) / (0.45 0.55) = 9.0909; chance may
   * be 1 + 2 root 2 = 3.8284 of it: 0.3 (1 - (3.8284 / 9.0909)^2) = 0.246795.
   */
  @Test
  void shouldTakeOffWhatChanceExplainsWhenThereIsAGap() {
    IntervalEstimate gap =
        LargestGap.between(
            List.of(new BinomialProportion(30, 50), new BinomialProportion(15, 50)), USUAL);
    assertThat(gap.value())
        .isCloseTo(0.3 * (1 - Math.pow((1 + 2 * Math.sqrt(2)) / (100.0 / 11), 2)), within(1e-9));
    assertThat(gap.low()).isBetween(0.09, 0.12);
    assertThat(gap.high()).isBetween(0.45, 0.5);
  }

  /** 24 of 50 and 26 of 50 differ by less than chance makes two equal groups differ. */
  @Test
  void shouldBeNothingWhenChanceExplainsAll() {
    IntervalEstimate gap =
        LargestGap.between(
            List.of(new BinomialProportion(24, 50), new BinomialProportion(26, 50)), USUAL);
    assertThat(gap.value()).isZero();
    assertThat(gap.low()).isZero();
    assertThat(gap.high()).isGreaterThan(0.2);
    assertThat(
            LargestGap.between(
                    List.of(new BinomialProportion(50, 50), new BinomialProportion(40, 40)), USUAL)
                .value())
        .isZero();
  }

  /** The raw gap of four groups of 50 without any gap is 0.14 on average. */
  @Test
  void shouldBeNearNothingOnAverageWhenFourSmallGroupsAreEqual() {
    Random random = new Random(8);
    double raw = 0;
    double shown = 0;
    int holds = 0;
    for (int window = 0; window < 4_000; window++) {
      List<BinomialProportion> rates = drawn(random, 50, 0.5, 0.5, 0.5, 0.5);
      double high = rates.stream().mapToDouble(BinomialProportion::rate).max().orElseThrow();
      raw += high - rates.stream().mapToDouble(BinomialProportion::rate).min().orElseThrow();
      IntervalEstimate gap = LargestGap.between(rates, USUAL.sharedBy(LargestGap.pairs(4)));
      shown += gap.value();
      holds += gap.low() == 0 ? 1 : 0;
    }
    assertThat(raw / 4_000).isBetween(0.13, 0.16);
    assertThat(shown / 4_000).isLessThan(0.01);
    assertThat(holds).isGreaterThan(3_800);
  }

  @Test
  void shouldShowARealGapNearlyInFullAndHoldItInTheInterval() {
    Random random = new Random(9);
    double shown = 0;
    int holds = 0;
    for (int window = 0; window < 2_000; window++) {
      IntervalEstimate gap =
          LargestGap.between(
              drawn(random, 100, 0.3, 0.6, 0.6), USUAL.sharedBy(LargestGap.pairs(3)));
      shown += gap.value();
      holds += gap.low() <= 0.3 && gap.high() >= 0.3 ? 1 : 0;
    }
    assertThat(shown / 2_000).isBetween(0.26, 0.32);
    assertThat(holds).isGreaterThan(1_900);
  }

  private static List<BinomialProportion> drawn(Random random, int size, double... rates) {
    List<BinomialProportion> drawn = new ArrayList<>();
    for (double rate : rates) {
      int successes = 0;
      for (int i = 0; i < size; i++) {
        successes += random.nextDouble() < rate ? 1 : 0;
      }
      drawn.add(new BinomialProportion(successes, size));
    }
    return drawn;
  }
}
