package dev.plumbline.stage.alert.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.stage.alert.evidence.RateContrast.Term;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** The expectation of an e-value, added up exactly over all outcomes of small panes. */
class EValueTest {

  private static final double ROUNDING = 1e-9;

  @Property(tries = 300)
  void shouldExpectAtMostOneWhenADifferenceIsTolerated(
      @ForAll @Scale(4) @DoubleRange(min = 0.01, max = 0.99) double groupRate,
      @ForAll @Scale(4) @DoubleRange(min = 0, max = 1) double inside,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double betLow,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double betHigh,
      @ForAll @IntRange(min = 1, max = 12) int nLow,
      @ForAll @IntRange(min = 1, max = 12) int nHigh) {
    // Given: a reference rate no more than the tolerance above the group's, often exactly that
    RateContrast contrast = low(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1);
    double reference = Math.min(1, groupRate + 0.1) * (inside < 0.5 ? 1 : 2 - 2 * inside);
    // When
    double expected =
        expected(
            contrast,
            new double[] {betLow, betHigh},
            new double[] {groupRate, reference},
            new int[] {nLow, nHigh});
    // Then
    assertThat(expected).isLessThanOrEqualTo(1 + ROUNDING);
  }

  @Property(tries = 300)
  void shouldExpectAtMostOneWhenARatioIsTolerated(
      @ForAll @Scale(4) @DoubleRange(min = 0.01, max = 1) double reference,
      @ForAll @Scale(4) @DoubleRange(min = 0.8, max = 1.2) double ratio,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double betLow,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double betHigh,
      @ForAll @IntRange(min = 1, max = 12) int nLow,
      @ForAll @IntRange(min = 1, max = 12) int nHigh) {
    RateContrast contrast = low(FairnessMetric.DISPARATE_IMPACT_RATIO, 0.8);
    double expected =
        expected(
            contrast,
            new double[] {betLow, betHigh},
            new double[] {Math.min(1, reference * ratio), reference},
            new int[] {nLow, nHigh});
    assertThat(expected).isLessThanOrEqualTo(1 + ROUNDING);
  }

  @Property(tries = 200)
  void shouldExpectAtMostOneWhenFourRatesAreAveraged(
      @ForAll @Scale(4) @DoubleRange(min = 0.05, max = 0.8) double truePositive,
      @ForAll @Scale(4) @DoubleRange(min = 0.05, max = 0.8) double falsePositive,
      @ForAll @Scale(4) @DoubleRange(min = -0.1, max = 0.2) double oneGap,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double betLow,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double betHigh,
      @ForAll @IntRange(min = 1, max = 5) int n) {
    // Given: gaps whose mean is exactly the tolerance, 0.1
    double otherGap = 0.2 - oneGap;
    RateContrast contrast =
        new RateContrast(
            "average",
            List.of(
                new Term(OutcomeRate.TRUE_POSITIVE, true, -0.5),
                new Term(OutcomeRate.TRUE_POSITIVE, false, 0.5),
                new Term(OutcomeRate.FALSE_POSITIVE, true, -0.5),
                new Term(OutcomeRate.FALSE_POSITIVE, false, 0.5)),
            0.1);
    double[] rates = {truePositive, truePositive + oneGap, falsePositive, falsePositive + otherGap};
    Assume.that(IntStream.range(0, 4).allMatch(i -> rates[i] >= 0 && rates[i] <= 1));
    // When
    double expected =
        expected(
            contrast,
            new double[] {betLow, betHigh, betLow, betHigh},
            rates,
            new int[] {n, n + 1, n, 2});
    // Then
    assertThat(expected).isLessThanOrEqualTo(1 + ROUNDING);
  }

  /** A bet on what is true earns on average. */
  @Property(tries = 100)
  void shouldExpectMoreThanOneWhenTheBetIsRight(
      @ForAll @Scale(4) @DoubleRange(min = 0.05, max = 0.5) double groupRate,
      @ForAll @Scale(4) @DoubleRange(min = 0.2, max = 0.45) double gap) {
    RateContrast contrast = low(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1);
    double[] rates = {groupRate, groupRate + gap};
    assertThat(expected(contrast, rates, rates, new int[] {8, 8})).isGreaterThan(1.01);
  }

  @Example
  void shouldKeepTheRateToTheLastBitWhenNothingPulls() {
    assertThat(EValue.closest(1e-6, 0)).isEqualTo(1e-6);
  }

  /** Bare Newton swings about this root for ever. */
  @Example
  void shouldFindTheToleranceWhenNewtonSwings() {
    // Given
    RateContrast contrast = low(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.001);
    double[] bet = {0.012081349773110454, 0.5201561069569498};
    long[] n = {1677, 2675};
    // When
    double lambda = EValue.multiplier(contrast, bet, n);
    // Then
    double[] p = {EValue.closest(bet[0], -lambda / n[0]), EValue.closest(bet[1], lambda / n[1])};
    assertThat(lambda).isPositive();
    assertThat(contrast.beyond(p)).isBetween(0.0, 1e-11);
  }

  /** At the tolerance there is no bet: E is 1, whatever comes. */
  @Example
  void shouldSayNothingWhenTheBetIsTolerated() {
    RateContrast contrast = low(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1);
    for (double[] bet : List.of(new double[] {0.5, 0.55}, new double[] {0.9, 0.1})) {
      assertThat(EValue.log(contrast, bet, new long[] {0, 50}, new long[] {50, 50})).isZero();
    }
  }

  private static RateContrast low(FairnessMetric metric, double tolerance) {
    return RateContrast.of(new FairnessRule(metric, tolerance)).get(0);
  }

  private static double expected(RateContrast contrast, double[] bet, double[] rates, int[] n) {
    return expected(contrast, bet, rates, n, new long[n.length], 0, 1);
  }

  private static double expected(
      RateContrast contrast,
      double[] bet,
      double[] rates,
      int[] n,
      long[] k,
      int term,
      double probability) {
    if (term == n.length) {
      long[] trials = IntStream.of(n).asLongStream().toArray();
      return probability * Math.exp(EValue.log(contrast, bet, k, trials));
    }
    double sum = 0;
    for (int i = 0; i <= n[term]; i++) {
      k[term] = i;
      double mass = mass(n[term], i, rates[term]);
      if (mass > 0) {
        sum += expected(contrast, bet, rates, n, k, term + 1, probability * mass);
      }
    }
    return sum;
  }

  private static double mass(int n, int k, double p) {
    double ways = 1;
    for (int i = 0; i < k; i++) {
      ways = ways * (n - i) / (i + 1);
    }
    return ways * Math.pow(p, k) * Math.pow(1 - p, n - k);
  }
}
