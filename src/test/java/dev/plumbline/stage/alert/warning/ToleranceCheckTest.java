package dev.plumbline.stage.alert.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToleranceCheckTest {

  /** One standard error is the arm over 1.96; expected values are scipy's {@code norm.sf(z)}. */
  @ParameterizedTest
  @CsvSource({
    "DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1, -0.2, -0.298, -0.102, 0.022750131948",
    "DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1, 0.15, 0.052, 0.248, 0.158655253931",
    "SUBGROUP_AUC, 0.8, 0.7, 0.602, 0.798, 0.022750131948",
    "THEIL_INDEX, 0.1, 0.2, 0.102, 0.298, 0.022750131948",
    "DISPARATE_IMPACT_RATIO, 0.8, 0.64, 0.512, 0.8, 0.025",
    "DISPARATE_IMPACT_RATIO, 0.8, 1.5625, 1.25, 1.953125, 0.025",
    "SUBGROUP_AUC, 0.8, 0.9, 0.85, 0.95, 1",
    "THEIL_INDEX, 0.1, 0.05, 0.02, 0.08, 1",
    "DISPARATE_IMPACT_RATIO, 0.8, 0.9, 0.85, 0.95, 1"
  })
  void shouldTestTheSideOfTheToleranceWhenAnyKind(
      FairnessMetric metric, double tolerance, double value, double low, double high, double p) {
    ToleranceCheck judged =
        new ToleranceCheck(measure(value, low, high), new FairnessRule(metric, tolerance));
    assertThat(judged.pValue()).isCloseTo(p, within(2e-5));
    assertThat(judged.reading(Instant.EPOCH, false).inside()).isEqualTo(p == 1);
  }

  /** The other arm is long, and says nothing about the tolerance. */
  @ParameterizedTest
  @CsvSource({
    "DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1, -0.2, -0.9, -0.102, 0.022750131948",
    "DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1, 0.15, 0.052, 0.9, 0.158655253931",
    "DISPARATE_IMPACT_RATIO, 0.8, 0.64, 0.1, 0.8, 0.025",
    "DISPARATE_IMPACT_RATIO, 0.8, 1.5625, 1.25, 9, 0.025",
    "SUBGROUP_AUC, 0.8, 0.7, 0.1, 0.798, 0.022750131948",
    "THEIL_INDEX, 0.1, 0.2, 0.102, 0.9, 0.022750131948"
  })
  void shouldUseTheArmTowardsTheToleranceWhenArmsDiffer(
      FairnessMetric metric, double tolerance, double value, double low, double high, double p) {
    ToleranceCheck check =
        new ToleranceCheck(measure(value, low, high), new FairnessRule(metric, tolerance));
    assertThat(check.pValue()).isCloseTo(p, within(2e-5));
  }

  /** Numbers that a double holds exactly. */
  @ParameterizedTest
  @CsvSource({
    "DEMOGRAPHIC_PARITY_DIFFERENCE, 0.25, -0.25",
    "DEMOGRAPHIC_PARITY_DIFFERENCE, 0.25, 0.25",
    "DISPARATE_IMPACT_RATIO, 0.5, 0.5",
    "DISPARATE_IMPACT_RATIO, 0.5, 2",
    "SUBGROUP_AUC, 0.75, 0.75",
    "THEIL_INDEX, 0.25, 0.25"
  })
  void shouldBeInsideWhenTheValueIsExactlyTheTolerance(
      FairnessMetric metric, double tolerance, double value) {
    ToleranceCheck check =
        new ToleranceCheck(
            measure(value, value - 0.125, value + 0.125), new FairnessRule(metric, tolerance));
    assertThat(check.pValue()).isEqualTo(1);
    assertThat(check.reading(Instant.EPOCH, false).inside()).isTrue();
  }

  /** A figure of everybody has no error: what is beyond is so for certain. */
  @Test
  void shouldBeCertainWhenTheIntervalIsAPoint() {
    ToleranceCheck check =
        new ToleranceCheck(
            measure(-0.2, -0.2, -0.2),
            new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1));
    assertThat(check.pValue()).isZero();
    assertThat(check.reading(Instant.EPOCH, true).inside()).isFalse();
  }

  @Test
  void shouldDecideNothingWhenThereIsNoValue() {
    ToleranceCheck judged =
        new ToleranceCheck(
            measure(null, null, null), new FairnessRule(FairnessMetric.ACCURACY_DIFFERENCE, 0.1));
    assertThat(judged.pValue()).isEqualTo(1);
    assertThat(judged.reading(Instant.EPOCH, false).inside()).isFalse();
    assertThat(judged.reading(Instant.EPOCH, false).decided()).isFalse();
  }

  private static FairnessMeasure measure(
      @Nullable Double value, @Nullable Double low, @Nullable Double high) {
    return new FairnessMeasure(
        "any",
        "sex",
        FairnessMeasure.Comparison.REFERENCE,
        "f",
        "m",
        value,
        low,
        high,
        1,
        1,
        0.1,
        null,
        "");
  }
}
