package dev.plumbline.stage.alert.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomeRate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RateContrastTest {

  @ParameterizedTest
  @CsvSource({
    "DEMOGRAPHIC_PARITY_DIFFERENCE,2",
    "DISPARATE_IMPACT_RATIO,2",
    "EQUALIZED_ODDS_DIFFERENCE,4",
    "EQUALIZED_ODDS_RATIO,4",
    "AVERAGE_ODDS_DIFFERENCE,2",
    "FALSE_NEGATIVE_RATE_DIFFERENCE,2",
    "PREDICTIVE_PARITY_DIFFERENCE,2",
    "ACCURACY_DIFFERENCE,2",
    "CALIBRATION_DIFFERENCE,0",
    "CALIBRATION_IN_THE_LARGE_DIFFERENCE,0",
    "THEIL_INDEX,0",
    "SUBGROUP_AUC,0",
    "REPRESENTATION,0"
  })
  void shouldWatchBothDirectionsWhenAMetricIsAContrastOfRates(FairnessMetric metric, int number) {
    assertThat(RateContrast.of(new FairnessRule(metric, 0.8))).hasSize(number);
  }

  @Test
  void shouldBeZeroAtTheToleranceWhenEitherSideIsBehind() {
    // Given
    List<RateContrast> difference = of(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1);
    List<RateContrast> ratio = of(FairnessMetric.DISPARATE_IMPACT_RATIO, 0.8);
    // Then: rates of the group and of its reference
    assertThat(difference.get(0).beyond(new double[] {0.4, 0.5})).isCloseTo(0, within(1e-12));
    assertThat(difference.get(1).beyond(new double[] {0.6, 0.5})).isCloseTo(0, within(1e-12));
    assertThat(ratio.get(0).beyond(new double[] {0.4, 0.5})).isCloseTo(0, within(1e-12));
    assertThat(ratio.get(1).beyond(new double[] {0.5, 0.4})).isCloseTo(0, within(1e-12));
    assertThat(ratio.get(0).beyond(new double[] {0.3, 0.5})).isPositive();
    assertThat(ratio.get(1).beyond(new double[] {0.3, 0.5})).isNegative();
  }

  @Test
  void shouldAverageBothGapsWhenOddsAre() {
    // Given: true positive rates of group and reference, then false positive rates
    List<RateContrast> odds = of(FairnessMetric.AVERAGE_ODDS_DIFFERENCE, 0.1);
    // Then
    double[] offsetting = {0.5, 0.7, 0.3, 0.1};
    assertThat(odds.get(0).beyond(offsetting)).isCloseTo(-0.1, within(1e-12));
    assertThat(odds.get(1).beyond(offsetting)).isCloseTo(-0.1, within(1e-12));
    assertThat(odds.get(0).beyond(new double[] {0.5, 0.7, 0.1, 0.3})).isCloseTo(0.1, within(1e-12));
    assertThat(odds.get(1).beyond(new double[] {0.7, 0.5, 0.3, 0.1})).isCloseTo(0.1, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0,0.2", "1,0.05"})
  void shouldLieTheMarginBeyondWhenShifted(int direction, double margin) {
    for (FairnessMetric metric :
        List.of(
            FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, FairnessMetric.DISPARATE_IMPACT_RATIO)) {
      RateContrast contrast = of(metric, metric.ratio() ? 0.8 : 0.1).get(direction);
      double[] shifted = contrast.shifted(new double[] {0.5, 0.55}, margin);
      assertThat(contrast.beyond(shifted)).isCloseTo(margin, within(1e-12));
      assertThat(shifted[1]).isEqualTo(0.55);
    }
  }

  @ParameterizedTest
  @EnumSource(FairnessMetric.class)
  void shouldBeBeyondWhereTheOtherIsInsideWhenReversed(FairnessMetric metric) {
    for (RateContrast contrast : of(metric, metric.ratio() ? 0.8 : 0.1)) {
      double[] rates = new double[contrast.terms().size()];
      for (int i = 0; i < rates.length; i++) {
        rates[i] = 0.3 + 0.11 * i * i;
      }
      assertThat(contrast.reversed().beyond(rates))
          .isCloseTo(-contrast.beyond(rates), within(1e-12));
      assertThat(contrast.reversed().name()).isNotEqualTo(contrast.name());
    }
  }

  @Test
  void shouldNameTheRateOfEveryTermInOrder() {
    assertThat(of(FairnessMetric.EQUALIZED_ODDS_DIFFERENCE, 0.1))
        .extracting(RateContrast::rates)
        .containsExactly(
            List.of(OutcomeRate.TRUE_POSITIVE, OutcomeRate.TRUE_POSITIVE),
            List.of(OutcomeRate.TRUE_POSITIVE, OutcomeRate.TRUE_POSITIVE),
            List.of(OutcomeRate.FALSE_POSITIVE, OutcomeRate.FALSE_POSITIVE),
            List.of(OutcomeRate.FALSE_POSITIVE, OutcomeRate.FALSE_POSITIVE));
    assertThat(of(FairnessMetric.AVERAGE_ODDS_DIFFERENCE, 0.1).get(0).rates())
        .containsExactly(
            OutcomeRate.TRUE_POSITIVE,
            OutcomeRate.TRUE_POSITIVE,
            OutcomeRate.FALSE_POSITIVE,
            OutcomeRate.FALSE_POSITIVE);
  }

  private static List<RateContrast> of(FairnessMetric metric, double tolerance) {
    return RateContrast.of(new FairnessRule(metric, tolerance));
  }
}
