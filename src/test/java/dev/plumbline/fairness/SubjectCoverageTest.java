package dev.plumbline.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.fairness.SubjectCoverage.Shares;
import dev.plumbline.fairness.SubjectTraffic.Alike;
import dev.plumbline.fairness.SubjectTraffic.Sizes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Some of the grid of {@code docs/metrics.md}, the hardest cells among them; {@link
 * SubjectCoverage} goes through all of it.
 */
class SubjectCoverageTest {

  private static final int WINDOWS = 2_000;

  @ParameterizedTest
  @CsvSource({
    "20, 1, 0, 0.5, RATES, EQUAL",
    "20, 25, 1, 0.5, RATES, EQUAL",
    "20, 50, 0.6, 0.1, COPIES, EQUAL",
    "20, 50, 0.3, 0.9, COPIES, EQUAL",
    "20, 25, 0.1, 0.5, RATES, GEOMETRIC",
    "20, 50, 1, 0.9, RATES, GEOMETRIC",
    "50, 50, 0.6, 0.1, COPIES, GEOMETRIC",
    "50, 10, 0.3, 0.9, RATES, EQUAL",
    "200, 2, 0, 0.1, RATES, EQUAL",
    "200, 10, 0.3, 0.1, COPIES, GEOMETRIC"
  })
  void shouldHoldWhenSubjectsComeBack(
      int people, int requests, double correlation, double rate, Alike alike, Sizes sizes) {
    // Given
    SubjectTraffic traffic = new SubjectTraffic(people, requests, correlation, rate, alike, sizes);
    // When
    Shares shares = SubjectCoverage.difference(traffic, WINDOWS, 1, 3);
    // Then
    assertThat(shares.shown()).isEqualTo(1);
    assertThat(shares.coverage()).isGreaterThanOrEqualTo(0.93);
    assertThat(shares.unfair()).isLessThan(0.02);
  }

  @ParameterizedTest
  @CsvSource({"20, 25, 0.6", "50, 10, 0.3", "200, 5, 0.1"})
  void shouldHoldWhenThereIsAGap(int people, int requests, double correlation) {
    // Given
    SubjectTraffic mine =
        new SubjectTraffic(people, requests, correlation, 0.2, Alike.COPIES, Sizes.EQUAL);
    SubjectTraffic theirs =
        new SubjectTraffic(2 * people, requests, correlation, 0.6, Alike.RATES, Sizes.GEOMETRIC);
    // When
    Shares shares = SubjectCoverage.difference(mine, theirs, WINDOWS, 1, 3);
    // Then
    assertThat(shares.coverage()).isGreaterThanOrEqualTo(0.93);
  }

  /** Twenty subjects are worth about twenty requests, however many they make. */
  @ParameterizedTest
  @CsvSource({"10, 1", "25, 1", "50, 1"})
  void shouldShowNoFigureWhenTheMinimumIsAboveWhatSubjectsAreWorth(int requests, double alike) {
    SubjectTraffic traffic = new SubjectTraffic(20, requests, alike, 0.5, Alike.RATES, Sizes.EQUAL);
    assertThat(SubjectCoverage.difference(traffic, 500, 50, 3).shown()).isZero();
    assertThat(SubjectCoverage.difference(traffic, 500, 5, 3).shown()).isEqualTo(1);
  }
}
