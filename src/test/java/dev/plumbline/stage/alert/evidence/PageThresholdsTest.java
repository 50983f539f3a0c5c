package dev.plumbline.stage.alert.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
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
    assertThat(thresholds.declared()).hasValue((2 + 4) * 18);
    assertThat(thresholds.thresholdFor(1)).isEqualTo(PANES / 2.0 * 108);
    assertThat(thresholds.thresholdFor(77)).isEqualTo(PANES / 2.0 * 108);
  }

  /** Two rules that page, and no detector beside them: each may have half of the false pages. */
  @Test
  void shouldShareTheFalsePagesAmongTheScoresWhenNoFairnessRulePages() {
    PageThresholds thresholds =
        PageThresholds.of(
            AlertTestPolicies.read(
                """
                model: credit
                scoring: {source: provided}
                outcome: {favourable: ["yes"]}
                groups: {attributes: [sex]}
                ethics:
                  indicators: {privacy: 1}
                  alertWhen: {ethicsBelow: 0, biasAbove: 1, privacy: {below: 0.6, severity: page}}
                drift: {signals: [{signal: score}], severity: page}
                fairness: [{metric: calibration_difference, tolerance: 0.1}]
                alerts: {falsePages: {atMost: 1, per: P90D}}
                """));
    assertThat(thresholds.scores()).isEqualTo(2);
    assertThat(thresholds.scoreThreshold()).isEqualTo(2.0 * PANES);
  }

  /**
   * At, just below and just above a detector's own threshold: one that reaches it alone adds what
   * pages, whatever is rounded.
   */
  @Test
  void shouldAddWhatPagesWhenADetectorReachesItsThresholdAlone() {
    SplittableRandom random = new SplittableRandom(5);
    int reached = 0;
    for (int i = 0; i < 100_000; i++) {
      // Given
      PageThresholds thresholds =
          new PageThresholds(1 + random.nextInt(1_000_000), declared(random.nextInt(3) * 50L), 0);
      int number = 1 + random.nextInt(50);
      double log = StrictMath.log(thresholds.thresholdFor(number) + 1);
      double[] logs = new double[9];
      Arrays.fill(logs, log + (random.nextInt(9) - 4) * Math.ulp(log));
      EDetector detector = new EDetector(number, logs, new double[9], new long[9]);
      // When
      double weighted = thresholds.weighted(detector);
      // Then
      boolean alone = detector.reaches(thresholds.thresholdFor(number));
      assertThat(weighted).isCloseTo(thresholds.panes(), within(1e-9 * thresholds.panes()));
      if (alone) {
        reached++;
        assertThat(weighted).isGreaterThanOrEqualTo(thresholds.panes());
      }
    }
    assertThat(reached).isBetween(20_000, 90_000);
  }

  /** 0 stands for groups that are open. */
  private static OptionalLong declared(long number) {
    return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "0, 4, 20", "24, 1, 24", "24, 24, 24"})
  void shouldWeighByTheShareOfTheFalsePages(long declared, int number, double parts) {
    // Given: M = 1000 for every bettor, hence for their average
    double[] logs = new double[9];
    Arrays.fill(logs, Math.log(1001));
    EDetector detector = new EDetector(number, logs, new double[9], new long[9]);
    // Then
    assertThat(new PageThresholds(129_600, declared(declared), 0).weighted(detector))
        .isCloseTo(1000 / parts, within(1e-9));
  }
}
