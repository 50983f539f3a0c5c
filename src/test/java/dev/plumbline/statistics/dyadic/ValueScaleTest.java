package dev.plumbline.statistics.dyadic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueScaleTest {

  private static final ValueScale REAL = ValueScale.REAL;
  private static final ValueScale UNIT = ValueScale.UNIT;

  @Property
  void shouldGiveEveryNumberBackWhenReal(@ForAll double value) {
    assertThat(REAL.value(REAL.coordinate(value))).isEqualTo(value + 0.0);
    assertThat(REAL.middle(REAL.coordinate(value), 0)).isEqualTo(value + 0.0);
  }

  @Property
  void shouldKeepTheOrder(@ForAll double a, @ForAll double b) {
    int order = Double.compare(a + 0.0, b + 0.0);
    assertThat(Long.compare(REAL.coordinate(a), REAL.coordinate(b))).isEqualTo(order);
    assertThat(Long.compare(UNIT.coordinate(a), UNIT.coordinate(b)) * order).isNotNegative();
  }

  @Property
  void shouldKeepTheOrderOfProbabilities(
      @ForAll @DoubleRange(min = 0, max = 1) double a,
      @ForAll @DoubleRange(min = 0, max = 1) double b) {
    int order = Double.compare(a, b);
    assertThat(Long.compare(UNIT.coordinate(a), UNIT.coordinate(b)) * order).isNotNegative();
  }

  /** A logit step of 2^-20 is at most so much of either tail. */
  @Property
  void shouldBeAsExactAsAFloatInBothTails(
      @ForAll @DoubleRange(min = -9, max = -.31) double exponent) {
    double p = Math.pow(10, exponent);
    assertThat(UNIT.middle(UNIT.coordinate(p), 0)).isCloseTo(p, within(p * 1e-6));
    assertThat(1 - UNIT.middle(UNIT.coordinate(1 - p), 0)).isCloseTo(p, within(p * 1e-6 + 2e-16));
  }

  @Property
  void shouldHaveItsMiddleInTheCell(
      @ForAll double value, @ForAll @IntRange(min = 1, max = 51) int level) {
    // Given
    long cell = REAL.coordinate(value) >> level;
    // Then
    assertThat(REAL.coordinate(REAL.middle(cell, level)) >> level).isEqualTo(cell);
    assertThat(REAL.lowest(cell, level)).isLessThanOrEqualTo(value + 0.0);
  }

  @Test
  void shouldKeepTheEndsOfTheUnitIntervalApartOnEveryLevelThatIsUsed() {
    // Given: the widest spread that probabilities can have
    DyadicAccumulator adding = new DyadicAccumulator(8);
    for (double p = 1e-300; p < .5; p *= 7) {
      adding.add(UNIT.coordinate(p));
      adding.add(UNIT.coordinate(1 - p));
    }
    for (double end : new double[] {-3, 0, 1, 1.2}) {
      adding.add(UNIT.coordinate(end));
    }
    // When
    DyadicCounts counts = adding.counts();
    // Then
    assertThat(counts.count(0)).isOne();
    assertThat(counts.count(1)).isOne();
    assertThat(counts.count(counts.size() - 1)).isOne();
    assertThat(UNIT.middle(counts.cell(0), counts.level())).isNegative();
    assertThat(UNIT.middle(counts.cell(counts.size() - 1), counts.level())).isGreaterThan(1);
  }

  @Test
  void shouldGiveBackTheEnds() {
    assertThat(UNIT.middle(UNIT.coordinate(0), 0)).isZero();
    assertThat(UNIT.middle(UNIT.coordinate(-0.0), 0)).isZero();
    assertThat(UNIT.middle(UNIT.coordinate(1), 0)).isEqualTo(1);
    assertThat(UNIT.value(UNIT.coordinate(.5))).isCloseTo(.5, within(1e-6));
  }

  @Property
  void shouldGiveBackScoresOfFewDigitsWhenUnit(@ForAll @IntRange(min = 0, max = 100_000) int i) {
    assertThat(UNIT.middle(UNIT.coordinate(i / 1e5), 0)).isEqualTo(i / 1e5);
  }

  @Test
  void shouldHaveOneZero() {
    assertThat(REAL.coordinate(-0.0)).isEqualTo(REAL.coordinate(0)).isZero();
  }

  @ParameterizedTest
  @EnumSource(ValueScale.class)
  void shouldTakeInfinityAsTheLastNumber(ValueScale scale) {
    assertThat(scale.coordinate(Double.POSITIVE_INFINITY))
        .isEqualTo(scale.coordinate(Double.MAX_VALUE));
    assertThat(scale.coordinate(Double.NEGATIVE_INFINITY))
        .isEqualTo(scale.coordinate(-Double.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-Double.MAX_VALUE, Double.MAX_VALUE})
  void shouldBeFiniteInTheMiddleOfEveryHugeCell(double value) {
    for (int level = 0; level < 64; level++) {
      assertThat(REAL.middle(REAL.coordinate(value) >> level, level)).isFinite();
    }
  }
}
