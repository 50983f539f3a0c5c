package dev.plumbline.stage.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By simulation, with fixed seeds. */
class EDetectorTest {

  private static final Contrast TENTH =
      Contrast.of(new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1)).get(0);
  private static final Contrast FOUR_FIFTHS =
      Contrast.of(new FairnessRule(FairnessMetric.DISPARATE_IMPACT_RATIO, 0.8)).get(0);

  @ParameterizedTest
  @CsvSource({"0.5,0.6", "0.02,0.12", "0.85,0.95", "0.5,0.5", "0.7,0.3"})
  void shouldNotExpectMoreThanOneWhenADifferenceIsTolerated(double low, double high) {
    assertMeanAtMostOne(TENTH, low, high);
  }

  @ParameterizedTest
  @CsvSource({"0.4,0.5", "0.08,0.1", "0.72,0.9", "0.5,0.5"})
  void shouldNotExpectMoreThanOneWhenARatioIsTolerated(double low, double high) {
    assertMeanAtMostOne(FOUR_FIFTHS, low, high);
  }

  /**
   * The mean of a bounded-bet e-value over 20,000 panes may exceed 1 by chance: three standard
   * errors.
   */
  private static void assertMeanAtMostOne(Contrast contrast, double low, double high) {
    // Given
    Random random = new Random(3);
    int panes = 20_000;
    double sum = 0;
    double squares = 0;
    // When
    for (int i = 0; i < panes; i++) {
      int nLow = 1 + random.nextInt(30);
      int nHigh = 1 + random.nextInt(30);
      double qLow = Math.max(0.01, low - 0.1 * random.nextDouble());
      double qHigh = Math.min(0.99, high + 0.15 * random.nextDouble());
      double e =
          Math.exp(
              EValue.log(
                  contrast,
                  qLow,
                  qHigh,
                  binomial(random, nLow, low),
                  nLow,
                  binomial(random, nHigh, high),
                  nHigh));
      sum += e;
      squares += e * e;
    }
    // Then
    double mean = sum / panes;
    double error = Math.sqrt((squares / panes - mean * mean) / panes);
    assertThat(mean).isLessThanOrEqualTo(1 + 3 * error);
  }

  @Test
  void shouldStaySilentWhenTheGapIsJustTolerated() {
    // Given
    Random random = new Random(4);
    double threshold = 1_000;
    int detectors = 60;
    int panes = 1_000;
    int alarms = 0;
    // When
    for (int d = 0; d < detectors; d++) {
      EDetector detector = EDetector.fresh(1);
      for (int t = 0; t < panes; t++) {
        int n = 1 + random.nextInt(60);
        detector = detector.after(TENTH, binomial(random, n, 0.5), n, binomial(random, n, 0.6), n);
        if (detector.logEvidence() >= Math.log(threshold)) {
          alarms++;
          detector = detector.restarted();
        }
      }
    }
    // Then: one alarm in a thousand panes is promised, so at most 60, and 3 standard errors
    assertThat(alarms).isLessThanOrEqualTo(60 + 24);
  }

  @ParameterizedTest
  @CsvSource({"0.1,100", "0.2,100", "0.2,500"})
  void shouldPageNearTheInformationLimitWhenTheGapIsReal(double excess, int people) {
    // Given
    double threshold = 12 * 43_200.0;
    double low = 0.6 - 0.1 - excess;
    double high = 0.6;
    double p = EValue.closest(TENTH, low, high, people, people);
    double perPane = people * (divergence(low, p) + divergence(high, EValue.high(TENTH, p)));
    double limit = Math.max(1, Math.log(threshold) / perPane);
    // When
    int[] delays = new int[41];
    for (int run = 0; run < delays.length; run++) {
      delays[run] = delay(new Random(100 + run), low, high, people, threshold);
    }
    // Then
    Arrays.sort(delays);
    assertThat((double) delays[delays.length / 2]).isLessThanOrEqualTo(Math.ceil(2 * limit));
  }

  /** Panes from the start of the gap to the page, after a fair hour. */
  private static int delay(Random random, double low, double high, int n, double threshold) {
    EDetector detector = EDetector.fresh(1);
    for (int t = 0; t < 60; t++) {
      detector = detector.after(TENTH, binomial(random, n, high), n, binomial(random, n, high), n);
    }
    int panes = 0;
    while (detector.logEvidence() < Math.log(threshold)) {
      detector = detector.after(TENTH, binomial(random, n, low), n, binomial(random, n, high), n);
      panes++;
    }
    return panes;
  }

  private static double divergence(double q, double p) {
    return q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));
  }

  private static long binomial(Random random, int n, double p) {
    long successes = 0;
    for (int i = 0; i < n; i++) {
      successes += random.nextDouble() < p ? 1 : 0;
    }
    return successes;
  }
}
