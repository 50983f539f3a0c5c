package dev.plumbline.stage.alert.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.pane.IndicatorSum;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeanDetectorTest {

  /** Bets lie 2, 5, 10, 20, 40 and 70 % of the way from the limit of 0.5 to 0. */
  @Test
  void shouldBeTheAverageLikelihoodRatioWhenOnePaneHasPassed() {
    // When: 6 of 20 is good
    MeanDetector after = MeanDetector.START.after(new MeanSample(6, 20), 0.5, true, 60_000);
    // Then
    double sum = 0;
    for (double q : List.of(0.49, 0.475, 0.45, 0.4, 0.3, 0.15)) {
      sum += Math.pow(q / 0.5, 6) * Math.pow((1 - q) / 0.5, 14);
    }
    assertThat(after.evidence()).isCloseTo(sum / 6, within(1e-9));
    assertThat(after.onset()).isEqualTo(60_000);
  }

  /** M = (M + 1) E: two panes with an E of 1 each add up to two starts. */
  @Test
  void shouldCountItsStartsWhenPanesSayNothing() {
    MeanDetector after = MeanDetector.START;
    for (int pane = 0; pane < 7; pane++) {
      after = after.after(new MeanSample(1e-12, 2e-12), 0.5, true, 0);
    }
    assertThat(after.evidence()).isCloseTo(7, within(1e-6));
    assertThat(after.after(MeanSample.NOTHING, 0.5, true, 0)).isEqualTo(after);
  }

  /**
   * The expectation of the e-value is at most 1 for figures of any distribution whose mean is at
   * the limit: two values, three, or a record that counts in part.
   */
  @Test
  void shouldNotExpectEvidenceWhenTheMeanIsAtTheLimit() {
    for (double weight : List.of(0.2, 1.0)) {
      for (double low : List.of(0.0, 0.3, 0.6)) {
        // Given: 0.8 on average, of low and 1
        double share = 0.2 / (1 - low);
        // When
        double expected =
            share * evidence(weight * low, weight) + (1 - share) * evidence(weight, weight);
        // Then
        assertThat(expected).isLessThanOrEqualTo(1 + 1e-12);
      }
    }
  }

  private static double evidence(double sum, double records) {
    return MeanDetector.START.after(new MeanSample(sum, records), 0.8, true, 0).evidence();
  }

  /** In 20 runs of 5,000 panes at the limit a threshold of 5,000 is expected 20 times at most. */
  @Test
  void shouldReachAThresholdNoMoreOftenThanPromisedWhenTheMeanIsAtTheLimit() {
    Random random = new Random(5);
    int reached = 0;
    for (int run = 0; run < 20; run++) {
      MeanDetector detector = MeanDetector.START;
      for (int pane = 0; pane < 5_000; pane++) {
        int good = 0;
        for (int i = 0; i < 10; i++) {
          good += random.nextDouble() < 0.8 ? 1 : 0;
        }
        detector = detector.after(new MeanSample(good, 10), 0.8, true, pane);
        if (detector.evidence() >= 5_000) {
          reached++;
          detector = MeanDetector.START;
        }
      }
    }
    assertThat(reached).isLessThan(20);
  }

  @Test
  void shouldFindTheOtherSideWhenItLooksAbove() {
    MeanDetector above = MeanDetector.START;
    MeanDetector below = MeanDetector.START;
    for (int pane = 0; pane < 30; pane++) {
      above = above.after(new MeanSample(19, 20), 0.8, false, pane);
      below = below.after(new MeanSample(19, 20), 0.8, true, pane);
    }
    assertThat(above.evidence()).isGreaterThan(1e6);
    assertThat(below.evidence()).isLessThan(30);
  }

  /**
   * Weights 3 and 1: two records of risk 1 and 4, privacy 1 and 0, confidence 0.9 and 0.5. The
   * heaviest counts as one record, the other as a quarter; the score is 5.9 / 20 (see
   * docs/metrics-scores.md).
   */
  @Test
  void shouldWeighRecordsByTheHeaviestWhenRisksDiffer() {
    // Given
    MeanRule rule =
        new MeanRule("ethics", Map.of("privacy", 3.0, "confidence", 1.0), 0.5, Severity.WARNING);
    // When
    MeanSample sample =
        rule.sample(
            Map.of(
                "privacy", new IndicatorSum(1, 5, 4), "confidence", new IndicatorSum(2.9, 5, 4)));
    // Then
    assertThat(sample.records()).isCloseTo(1.25, within(1e-12));
    assertThat(sample.sum()).isCloseTo(1.25 * 5.9 / 20, within(1e-12));
    assertThat(rule.sample(Map.of())).isEqualTo(MeanSample.NOTHING);
  }
}
