package dev.plumbline.statistics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.statistics.IntervalOracle;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Distances where a bound is met exactly, and where there is hardly anything to compare. */
class DistanceBoundsTest {

  /** Of a statistic with two degrees of freedom the p-value is exp(-x / 2). */
  private static final double P_OF_7_2 = Math.exp(-3.6);

  @Test
  void shouldGiveScipysKolmogorovLimitOnBothSidesOfOne() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("kolmogorov")) {
      assertThat(KolmogorovSmirnov.limit(expected.get("x").asDouble()))
          .as("%s", expected)
          .isCloseTo(expected.get("p").asDouble(), within(1e-14));
    }
  }

  @Test
  void shouldNotPoolWhenABinExpectsExactlyFive() {
    // Given: of two samples of twenty
    List<PairedBin> bins =
        List.of(new PairedBin(0, 2, 8), new PairedBin(1, 8, 2), new PairedBin(2, 10, 10));
    // Then
    assertThat(ChiSquare.pValue(bins)).isCloseTo(P_OF_7_2, within(1e-12));
  }

  @Test
  void shouldPoolNoFurtherWhenThePoolExpectsExactlyFive() {
    // Given: the first two bins expect two and three
    List<PairedBin> bins =
        List.of(
            new PairedBin(0, 1, 3),
            new PairedBin(1, 1, 5),
            new PairedBin(2, 8, 2),
            new PairedBin(3, 10, 10));
    // Then
    assertThat(ChiSquare.pValue(bins)).isCloseTo(P_OF_7_2, within(1e-12));
  }

  @Test
  void shouldHaveNoUnitWhenTheMeanOfOneReferenceValueIsRounded() {
    // Given: three times 0.1 divided by three is not 0.1
    List<PairedBin> bins = List.of(new PairedBin(0.1, 1, 3), new PairedBin(0.2, 2, 0));
    // Then
    assertThat(0.1 * 3 / 3).isNotEqualTo(0.1);
    assertThat(WassersteinDistance.standardised(bins)).isEmpty();
  }

  @Test
  void shouldBeZeroAndSureOfNothingWhenOneValueIsOnBothSides() {
    // Given
    List<PairedBin> bins = List.of(new PairedBin(7, 3, 5));
    // Then
    assertThat(PopulationStability.index(bins)).isZero();
    assertThat(JensenShannon.distance(bins)).isZero();
    assertThat(KolmogorovSmirnov.distance(bins)).isZero();
    assertThat(KolmogorovSmirnov.pValue(bins)).isEqualTo(1);
    assertThat(WassersteinDistance.distance(bins)).isZero();
    assertThat(ChiSquare.cramersV(bins)).isZero();
    assertThat(ChiSquare.pValue(bins)).isEqualTo(1);
  }

  @Test
  void shouldBeOneWhenNoValueIsOnBothSides() {
    // Given
    List<PairedBin> bins = List.of(new PairedBin(0, 3, 0), new PairedBin(1, 0, 700));
    // Then
    assertThat(JensenShannon.distance(bins)).isEqualTo(1);
    assertThat(KolmogorovSmirnov.distance(bins)).isEqualTo(1);
    assertThat(ChiSquare.cramersV(bins)).isCloseTo(1, within(1e-15));
  }

  @Test
  void shouldRefuseWhenACountIsNegative() {
    assertThatThrownBy(() -> new PairedBin(0, -1, 0)).hasMessage("a count is negative");
    assertThatThrownBy(() -> new PairedBin(0, 0, -1)).hasMessage("a count is negative");
    assertThat(new PairedBin(0, 0, 0)).isEqualTo(new PairedBin(0, 0, 0));
  }
}
