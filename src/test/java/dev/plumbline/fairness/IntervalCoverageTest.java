package dev.plumbline.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.GroupMetric;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.PopulationShare;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * How often the intervals hold the truth, which the test knows because it draws the people. The
 * scores are calibrated, one group's shifted: the truth is that of a hundred times as many people.
 */
class IntervalCoverageTest {

  private static final int WINDOWS = 400;

  /** Of 95 % in {@link #WINDOWS} windows, three standard deviations of chance below. */
  private static final double LEAST = 0.917;

  @ParameterizedTest
  @CsvSource({
    "DEMOGRAPHIC_PARITY_DIFFERENCE, 60",
    "DEMOGRAPHIC_PARITY_DIFFERENCE, 1000",
    "DISPARATE_IMPACT_RATIO, 60",
    "EQUALIZED_ODDS_DIFFERENCE, 60",
    "EQUALIZED_ODDS_DIFFERENCE, 1000",
    "AVERAGE_ODDS_DIFFERENCE, 60",
    "PREDICTIVE_PARITY_DIFFERENCE, 60",
    "CALIBRATION_DIFFERENCE, 60",
    "CALIBRATION_DIFFERENCE, 1000",
    "CALIBRATION_IN_THE_LARGE_DIFFERENCE, 60",
    "CALIBRATION_IN_THE_LARGE_DIFFERENCE, 1000",
    "MEAN_SCORE_DIFFERENCE, 60",
    "THEIL_INDEX, 60",
    "THEIL_INDEX, 1000",
    "SUBGROUP_AUC, 60",
    "SUBGROUP_AUC, 1000",
    "BPSN_AUC, 60",
    "BNSP_AUC, 1000"
  })
  void shouldHoldTheTruthWhenWindowsAreDrawnAgain(FairnessMetric metric, int people) {
    // Given
    SplittableRandom random = new SplittableRandom(people);
    GroupMetric reading = GroupMetric.of(metric);
    double truth =
        reading
            .estimate(
                FairnessFixtures.calibrated("f", 400_000, -0.15, random),
                FairnessFixtures.calibrated("m", 400_000, 0, random),
                ConfidenceLevel.USUAL)
            .value();
    // When
    int held = 0;
    for (int i = 0; i < WINDOWS; i++) {
      IntervalEstimate estimate =
          reading.estimate(
              FairnessFixtures.calibrated("f", people, -0.15, random),
              FairnessFixtures.calibrated("m", 3 * people, 0, random),
              ConfidenceLevel.USUAL);
      held += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
    }
    // Then
    assertThat((double) held / WINDOWS).isGreaterThan(LEAST);
  }

  @ParameterizedTest
  @EnumSource(value = FairnessMetric.class, mode = Mode.EXCLUDE, names = "REPRESENTATION")
  void shouldHoldTheTruthWhenAnyMetricIsDrawnAgain(FairnessMetric metric) {
    shouldHoldTheTruthWhenWindowsAreDrawnAgain(metric, 300);
  }

  /** Five requests of each subject, all alike: as if there were a fifth of them. */
  @ParameterizedTest
  @EnumSource(value = FairnessMetric.class, mode = Mode.EXCLUDE, names = "REPRESENTATION")
  void shouldHoldTheTruthWhenSubjectsComeBack(FairnessMetric metric) {
    // Given
    SplittableRandom random = new SplittableRandom(8);
    GroupMetric reading = GroupMetric.of(metric);
    double truth =
        reading
            .estimate(
                FairnessFixtures.calibrated("f", 400_000, -0.15, random),
                FairnessFixtures.calibrated("m", 400_000, 0, random),
                ConfidenceLevel.USUAL)
            .value();
    // When
    int held = 0;
    for (int i = 0; i < WINDOWS; i++) {
      IntervalEstimate estimate =
          reading.estimate(
              FairnessFixtures.repeated("f", 80, -0.15, 5, random),
              FairnessFixtures.repeated("m", 160, 0, 5, random),
              ConfidenceLevel.USUAL);
      held += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
    }
    // Then
    assertThat((double) held / WINDOWS).isGreaterThan(LEAST);
  }

  @ParameterizedTest
  @CsvSource({"DEMOGRAPHIC_PARITY_DIFFERENCE, 0", "BPSN_AUC, 0", "THEIL_INDEX, 0"})
  void shouldHoldTheWorstPairsTruthWhenAllGroupsAreAlike(FairnessMetric metric, double shift) {
    // Given: six groups that differ by chance alone
    SplittableRandom random = new SplittableRandom(9);
    double truth =
        metric == FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE
            ? 0
            : GroupMetric.of(metric)
                .estimate(
                    FairnessFixtures.calibrated("f", 400_000, shift, random),
                    FairnessFixtures.calibrated("m", 400_000, shift, random),
                    ConfidenceLevel.USUAL)
                .value();
    int held = 0;
    for (int i = 0; i < WINDOWS / 2; i++) {
      List<ComparedGroup> groups = new ArrayList<>();
      for (int g = 0; g < 6; g++) {
        groups.add(FairnessFixtures.calibrated("g" + g, 100, shift, random));
      }
      // When
      IntervalEstimate worst =
          new GroupComparison(GroupMetric.of(metric), metric.tolerance(), groups, 1)
              .worst()
              .estimate();
      held += worst.low() <= truth && truth <= worst.high() ? 1 : 0;
    }
    // Then
    assertThat(held / (WINDOWS / 2.0)).isGreaterThan(0.93);
  }

  @ParameterizedTest
  @CsvSource({"0.02, 0.5, 100", "0.3, 0.3, 60", "0.01, 0.02, 2000"})
  void shouldHoldTheSharesTruthWhenTrafficIsDrawnAgain(double a, double b, int people) {
    SplittableRandom random = new SplittableRandom(5);
    int held = 0;
    for (int i = 0; i < WINDOWS; i++) {
      // Given
      int ofA = 0;
      int ofB = 0;
      for (int j = 0; j < people; j++) {
        double u = random.nextDouble();
        ofA += u < a ? 1 : 0;
        ofB += u >= a && u < a + b ? 1 : 0;
      }
      // When
      IntervalEstimate gap =
          new PopulationShare(ofA, people, a)
              .minus(new PopulationShare(ofB, people, b), ConfidenceLevel.USUAL);
      held += gap.low() <= 0 && 0 <= gap.high() ? 1 : 0;
    }
    // Then
    assertThat((double) held / WINDOWS).isGreaterThan(LEAST);
  }
}
