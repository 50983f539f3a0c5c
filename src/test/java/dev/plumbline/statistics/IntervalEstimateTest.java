package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalEstimateTest {

  /** The oracle's grid and the exponential's rounding. */
  private static final double ERROR = 1e-12;

  @Test
  void shouldHoldTheLargerGapWhenDifferencesAreCompared() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("differences")) {
      // When
      IntervalEstimate far =
          estimate(expected.get("first")).furtherFromZero(estimate(expected.get("second")));
      // Then
      IntervalOracle.assertEstimate(far, expected, ERROR);
    }
  }

  @Test
  void shouldHoldTheLargerFoldWhenRatiosAreCompared() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("ratios")) {
      // When
      IntervalEstimate far =
          estimate(expected.get("first")).furtherFromOne(estimate(expected.get("second")));
      // Then
      IntervalOracle.assertEstimate(far, expected, ERROR);
    }
  }

  @Test
  void shouldKeepTheFirstSignWhenGapsAreEquallyLarge() {
    // Given
    IntervalEstimate up = new IntervalEstimate(0.25, 0.125, 0.5);
    IntervalEstimate down = new IntervalEstimate(-0.25, -0.375, -0.125);
    // Then
    assertThat(up.furtherFromZero(down)).isEqualTo(new IntervalEstimate(0.25, 0.125, 0.5));
    assertThat(down.furtherFromZero(up)).isEqualTo(new IntervalEstimate(-0.25, -0.5, -0.125));
  }

  @Test
  void shouldKeepTheFirstDirectionWhenFoldsAreEquallyLarge() {
    // Given
    IntervalEstimate twice = new IntervalEstimate(2, 1.25, 4);
    IntervalEstimate half = new IntervalEstimate(0.5, 0.4, 0.8);
    // Then
    assertThat(twice.furtherFromOne(half)).isEqualTo(new IntervalEstimate(2, 1.25, 4));
    assertThat(half.furtherFromOne(twice)).isEqualTo(new IntervalEstimate(0.5, 0.25, 0.8));
  }

  @Test
  void shouldHoldNoEffectWhenBothValuesAreNone() {
    // When
    IntervalEstimate gap =
        new IntervalEstimate(0, -0.25, 0.125).furtherFromZero(new IntervalEstimate(0, -0.5, 0.25));
    IntervalEstimate fold =
        new IntervalEstimate(1, 0.5, 1.25).furtherFromOne(new IntervalEstimate(1, 0.8, 4));
    // Then
    assertThat(gap).isEqualTo(new IntervalEstimate(0, -0.5, 0.5));
    assertThat(fold).isEqualTo(new IntervalEstimate(1, 0.25, 4));
  }

  @Test
  void shouldNotBeSureWhenAnIntervalOnlyTouchesNoEffect() {
    // When
    IntervalEstimate gap =
        new IntervalEstimate(0.25, 0, 0.5)
            .furtherFromZero(new IntervalEstimate(0.125, -0.125, 0.25));
    IntervalEstimate fold =
        new IntervalEstimate(0.5, 0.25, 1).furtherFromOne(new IntervalEstimate(0.8, 0.75, 1.5));
    // Then
    assertThat(gap).isEqualTo(new IntervalEstimate(0.25, -0.125, 0.5));
    assertThat(fold).isEqualTo(new IntervalEstimate(0.5, 0.25, 1.5));
  }

  @Test
  void shouldBeFurthestWhenARatioIsZero() {
    // Given
    IntervalEstimate zero = new IntervalEstimate(0, 0, 0.5);
    IntervalEstimate large = new IntervalEstimate(1000, 500, 2000);
    // Then: the truth is a fold of at least 500 both ways
    assertThat(zero.furtherFromOne(large)).isEqualTo(new IntervalEstimate(0, 0, 0.002));
    assertThat(large.furtherFromOne(zero)).isEqualTo(new IntervalEstimate(0, 0, 0.002));
  }

  @Test
  void shouldTakeEachEndsExtremeWhenTheWorstIsWanted() {
    // Given
    IntervalEstimate wide = new IntervalEstimate(0.5, 0.125, 0.75);
    IntervalEstimate narrow = new IntervalEstimate(0.375, 0.25, 0.625);
    // Then
    assertThat(wide.largest(narrow)).isEqualTo(new IntervalEstimate(0.5, 0.25, 0.75));
    assertThat(wide.smallest(narrow)).isEqualTo(new IntervalEstimate(0.375, 0.125, 0.625));
    assertThat(wide.within(0.25, 0.5)).isEqualTo(new IntervalEstimate(0.5, 0.25, 0.5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void shouldRefuseWhenANumberIsNotFinite(double odd) {
    assertThatThrownBy(() -> new IntervalEstimate(odd, 0, 1)).hasMessageContaining("finite");
    assertThatThrownBy(() -> new IntervalEstimate(0, odd, 1)).hasMessageContaining("finite");
    assertThatThrownBy(() -> new IntervalEstimate(0, 0, odd)).hasMessageContaining("finite");
  }

  private static IntervalEstimate estimate(JsonNode numbers) {
    return new IntervalEstimate(
        numbers.get(0).asDouble(), numbers.get(1).asDouble(), numbers.get(2).asDouble());
  }
}
