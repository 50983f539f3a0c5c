package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.statistics.inequality.TheilIndex;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Intervals of figures about scores where people are few, or all in one place. */
class ScoreIntervalTest {

  @Test
  void shouldTakeDeLongsIntervalWhenItIsTheWiderOne() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("areas")) {
      // Given
      AreaUnderCurve area =
          new AreaUnderCurve(
              IntervalOracle.longs(expected.get("positives")),
              IntervalOracle.longs(expected.get("negatives")));
      // Then
      IntervalOracle.assertEstimate(area.estimate(ConfidenceLevel.USUAL), expected, 1e-9);
      assertThat(area.value()).isCloseTo(expected.get("value").asDouble(), within(1e-12));
    }
  }

  @Test
  void shouldReachDownAsOneBinNeedsWhenEverybodyIsInIt() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("oneBin")) {
      // When
      IntervalEstimate error =
          CalibrationError.of(
              new long[] {expected.get("count").asLong()},
              new long[] {expected.get("positives").asLong()},
              new double[] {expected.get("sum").asDouble()},
              IntervalOracle.level(expected),
              1);
      // Then
      IntervalOracle.assertEstimate(error, expected, 1e-9);
    }
  }

  @Test
  void shouldHaveNoIndexWhenNobodyBenefits() {
    assertThat(new TheilIndex(3, 0, 3).known()).isFalse();
    assertThat(new TheilIndex(0, 0, 0).known()).isFalse();
    assertThat(new TheilIndex(2, 0, 3).known()).isTrue();
  }

  /** Counts that are divided do not add up to the last digit. */
  @Test
  void shouldHaveAnIntervalWhenEverybodyIsWrongAndSubjectsComeBack() {
    // When
    IntervalEstimate index =
        new TheilIndex(973, 260, 1233).estimate(ConfidenceLevel.USUAL, 2.6124823233949326);
    // Then
    assertThat(index.low()).isLessThanOrEqualTo(index.value());
    assertThat(index.high()).isGreaterThanOrEqualTo(index.value());
  }
}
