package dev.plumbline.stage.alert.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageThresholdsTest {

  private static final int PANES = 90 * 24 * 60;

  @ParameterizedTest
  @CsvSource({"1,2", "2,6", "3,12", "24,600"})
  void shouldGrowWithTheNumberWhenGroupsAreOpen(int number, double times) {
    PageThresholds thresholds =
        PageThresholds.of(AlertTestPolicies.of("demographic_parity_difference: 0.1"));
    assertThat(thresholds.thresholdFor(number)).isEqualTo(PANES * times);
  }

  @Test
  void shouldShareOneFalsePageWhenGroupsAreOpen() {
    // Given
    PageThresholds thresholds =
        PageThresholds.of(AlertTestPolicies.of("demographic_parity_difference: 0.1"));
    // When
    double pagesInNinetyDays = 0;
    for (int k = 1; k < 100_000; k++) {
      pagesInNinetyDays += PANES / thresholds.thresholdFor(k);
    }
    // Then
    assertThat(pagesInNinetyDays).isLessThanOrEqualTo(1).isCloseTo(1, within(1e-4));
  }

  /**
   * sex has f, m and the rest; ageBand three and the rest, none of them the reference; together
   * twelve: (3 - 1) + 4 + 12 groups are compared, each in two directions of one rate and of two.
   */
  @Test
  void shouldBeTheSameForAllWhenGroupsAreDeclared() {
    Policy policy =
        AlertTestPolicies.read(
            """
            model: credit
            scoring: {source: provided}
            outcome: {favourable: ["yes"]}
            groups:
              attributes: {sex: [f, m], ageBand: [18-29, 30-49, 50+]}
              intersections: [[sex, ageBand]]
              reference: {sex: m}
            fairness:
              - {metric: demographic_parity_difference, tolerance: 0.1}
              - {metric: equalized_odds_difference, tolerance: 0.1}
            alerts: {falsePages: {atMost: 2, per: P90D}}
            """);
    PageThresholds thresholds = PageThresholds.of(policy);
    assertThat(thresholds.declared()).isEqualTo((2 + 4) * 18);
    assertThat(thresholds.thresholdFor(1)).isEqualTo(PANES / 2.0 * 108);
    assertThat(thresholds.thresholdFor(77)).isEqualTo(PANES / 2.0 * 108);
  }
}
