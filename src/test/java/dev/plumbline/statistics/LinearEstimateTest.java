package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class LinearEstimateTest {

  private static final double Z = 1.959963984540054;

  /** Of the differences 0, 0, 1, 0: mean 1/4, standard deviation 1/2, standard error 1/4. */
  @Test
  void shouldGiveThePairedIntervalWhenBothAreOfTheSameRecords() {
    // Given
    LinearEstimate before = mean(1, 1, 0, 0);
    LinearEstimate after = mean(1, 1, 1, 0);
    // When
    IntervalEstimate rise = after.plus(-1, before).interval(ConfidenceLevel.USUAL);
    // Then
    assertThat(rise.value()).isEqualTo(0.25);
    assertThat(rise.low()).isCloseTo(0.25 - Z / 4, within(1e-9));
    assertThat(rise.high()).isCloseTo(0.25 + Z / 4, within(1e-9));
  }

  /** 3 of 4 and 1 of 5: variances p (1 - p) / (n - 1) add up. */
  @Test
  void shouldAddVariancesWhenTheRecordsAreDifferentOnes() {
    // Given
    LinearEstimate one =
        LinearEstimate.ratio(
            new double[] {1, 1, 1, 0, 0, 0, 0, 0, 0}, new double[] {1, 1, 1, 1, 0, 0, 0, 0, 0});
    LinearEstimate other =
        LinearEstimate.ratio(
            new double[] {0, 0, 0, 0, 1, 0, 0, 0, 0}, new double[] {0, 0, 0, 0, 1, 1, 1, 1, 1});
    // When
    IntervalEstimate difference = one.plus(-1, other).interval(ConfidenceLevel.USUAL);
    // Then
    double expected = Math.sqrt(0.75 * 0.25 / 3 + 0.2 * 0.8 / 4);
    assertThat(difference.value()).isCloseTo(0.55, within(1e-12));
    assertThat(difference.high() - 0.55).isCloseTo(Z * expected, within(1e-9));
  }

  /** The delta method: the standard error of log p is that of p over p. */
  @Test
  void shouldDivideTheErrorByTheValueWhenTheLogarithmIsTaken() {
    // Given
    LinearEstimate rate = mean(1, 1, 1, 0);
    // When
    IntervalEstimate logarithm = rate.logarithm().interval(ConfidenceLevel.USUAL);
    // Then
    assertThat(logarithm.value()).isEqualTo(Math.log(0.75));
    assertThat(logarithm.high() - logarithm.value())
        .isCloseTo(Z * Math.sqrt(0.75 * 0.25 / 3) / 0.75, within(1e-9));
    assertThatThrownBy(() -> mean(0, 0).logarithm()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LinearEstimate.ratio(new double[1], new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A gap of rates of two groups that shrinks by a fifth and no more, 150 people each. */
  @Test
  void shouldHoldTheTruthAsOftenAsItSaysWhenSamplesAreDrawn() {
    // Given
    Random random = new Random(14);
    int held = 0;
    int runs = 4000;
    for (int run = 0; run < runs; run++) {
      // When: before .9 against .6, after .9 against .66; of the same people
      double[][] group = people(random, 0.6, 0.66);
      double[][] reference = people(random, 0.9, 0.9);
      LinearEstimate left =
          gap(group, reference, side -> side[1]).plus(-0.8, gap(group, reference, side -> side[0]));
      IntervalEstimate interval = left.interval(ConfidenceLevel.USUAL);
      held += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
    }
    // Then
    assertThat((double) held / runs).isBetween(0.935, 0.965);
  }

  private static double[][] people(Random random, double before, double after) {
    double[][] people = new double[150][];
    for (int i = 0; i < people.length; i++) {
      double luck = random.nextDouble(); // the same person's: most answers stay
      double other = random.nextInt(10) == 0 ? random.nextDouble() : luck;
      people[i] = new double[] {luck < before ? 1 : 0, other < after ? 1 : 0};
    }
    return people;
  }

  private static LinearEstimate gap(
      double[][] group, double[][] reference, ToDoubleFunction<double[]> side) {
    int n = group.length;
    double[] y = new double[2 * n];
    double[] mine = new double[2 * n];
    double[] theirs = new double[2 * n];
    double[] z = new double[2 * n];
    for (int i = 0; i < n; i++) {
      y[i] = side.applyAsDouble(group[i]);
      mine[i] = 1;
      z[n + i] = side.applyAsDouble(reference[i]);
      theirs[n + i] = 1;
    }
    return LinearEstimate.ratio(z, theirs).plus(-1, LinearEstimate.ratio(y, mine));
  }

  private static LinearEstimate mean(double... values) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return LinearEstimate.ratio(values, ones);
  }
}
