package dev.plumbline.stage.measure.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.statistics.dyadic.SampleFamilies;
import dev.plumbline.statistics.dyadic.SampleFamilies.Family;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Statistics of histograms against those of the values themselves; {@link DriftAccuracyTable} is
 * the same up to a million values.
 */
class DriftAccuracyTest {

  private static final int[] MOST = {Histogram.MOST_CELLS, Histogram.MOST_CELLS_OF_GROUP};

  static Stream<String> families() {
    return SampleFamilies.all().keySet().stream();
  }

  @Test
  void shouldHaveTwentyFamilies() {
    assertThat(SampleFamilies.all()).hasSize(20);
  }

  @ParameterizedTest
  @MethodSource("families")
  void shouldBeAsGoodAsExact(String name) {
    Family family = SampleFamilies.all().get(name);
    Random random = new Random(name.hashCode());
    for (int i = 0; i < 6; i++) {
      int n = 100 + random.nextInt(i < 4 ? 2_000 : 30_000);
      int m = 100 + random.nextInt(i < 4 ? 2_000 : 30_000);
      assertAccurate(SampleComparison.of(family, n, m, MOST[i % 2], random.nextLong()));
    }
  }

  static void assertAccurate(SampleComparison it) {
    assertThat(it.ks()[1]).as("KS").isCloseTo(it.ks()[0], within(0.02));
    double allowed = Math.max(0.03 * it.wasserstein()[0], 0.01);
    if (Double.isNaN(it.wasserstein()[0])) {
      assertThat(it.wasserstein()[1]).isNaN();
    } else {
      assertThat(it.wasserstein()[1])
          .as("Wasserstein")
          .isCloseTo(it.wasserstein()[0], within(allowed));
    }
    assertThat(it.psi()[1]).as("PSI").isCloseTo(it.psi()[0], within(1e-9));
    assertThat(it.jensenShannon()[1]).as("JS").isCloseTo(it.jensenShannon()[0], within(1e-9));
  }

  /** What was blind: twenty equal bins told a distance of 0.001. */
  @Test
  void shouldSeeScoresThatFallFromTheTop() {
    // Given
    Family score = SampleFamilies.all().get("score .99 to .965");
    // When
    SampleComparison it = SampleComparison.of(score, 2_000, 2_000, Histogram.MOST_CELLS, 1);
    // Then
    assertThat(it.ks()[1]).isGreaterThan(0.97);
    assertThat(it.psi()[1]).isGreaterThan(5);
  }

  @Test
  void shouldSeeAConstantThatMoves() {
    // Given
    Family constant = new Family(ValueScale.REAL, r -> 5.05, r -> 5);
    // Then
    assertThat(SampleComparison.of(constant, 500, 500, Histogram.MOST_CELLS, 1).ks()[1])
        .isEqualTo(1);
  }

  /** The limit that the document states: tails that reach over everything, far from zero. */
  @Test
  void shouldStillSeeACauchyAroundAMillionWhenThereAreNoMoreThanTenThousand() {
    for (int most : List.of(Histogram.MOST_CELLS)) {
      SampleComparison it =
          SampleComparison.of(SampleFamilies.cauchyAroundAMillion(), 10_000, 10_000, most, 1);
      assertThat(it.ks()[1]).isCloseTo(it.ks()[0], within(0.02));
    }
  }
}
