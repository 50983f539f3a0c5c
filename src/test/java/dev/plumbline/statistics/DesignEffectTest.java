package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against statsmodels' cluster-robust variance: {@code src/test/oracles/clusters.py}. */
class DesignEffectTest {

  private static final double ERROR = 1e-9;

  @Test
  void shouldGiveStatsmodelsVarianceWhenTrialsComeInClusters() throws IOException {
    int above = 0;
    for (JsonNode expected : oracle("rates")) {
      // When
      DesignEffect effect = DesignEffect.of(rate(expected));
      // Then
      assertEffect(effect, expected);
      above += effect.value() > 1 && effect.value() < effect.largest() ? 1 : 0;
    }
    assertThat(above).isGreaterThan(15);
  }

  @Test
  void shouldCountAClusterOnceWhenItIsInSeveralRates() throws IOException {
    for (JsonNode expected : oracle("sums")) {
      // Given
      List<ClusteredRate> rates = new ArrayList<>();
      expected
          .get("rates")
          .forEach(each -> rates.add(rate(each).weighing(each.get("weight").asDouble())));
      // When, Then
      assertEffect(DesignEffect.of(rates), expected);
    }
  }

  /** Twenty of 25 equal trials each, by hand: the variance is 25 times as large. */
  @Test
  void shouldBeTheClustersSizeWhenTheirTrialsAreAllAlike() {
    // Given: one cluster a bucket, half of them succeed
    long[] trials = new long[64];
    long[] successes = new long[64];
    Arrays.fill(trials, 0, 20, 25);
    Arrays.fill(successes, 0, 10, 25);
    // When
    DesignEffect effect =
        DesignEffect.of(new ClusteredRate(successes, trials, new BinomialProportion(250, 500)));
    // Then: 20 of 20 and the mean's one degree gone; never more than the size
    assertThat(effect.value()).isCloseTo(25, within(1e-9));
    assertThat(effect.largest()).isCloseTo(25, within(1e-9));
    assertThat(effect.degrees()).isCloseTo(19, within(1e-9));
    assertThat(effect.at(ConfidenceLevel.USUAL)).isEqualTo(effect.largest());
  }

  @Test
  void shouldHaveNoEffectWhenNoClusterIsKnown() {
    // When
    DesignEffect effect =
        DesignEffect.of(
            new ClusteredRate(new long[64], new long[64], new BinomialProportion(3, 500)));
    // Then
    assertThat(effect).isEqualTo(DesignEffect.NONE);
    assertThat(effect.at(ConfidenceLevel.USUAL)).isEqualTo(1);
  }

  /** Nothing says whether those of a cluster were alike by chance. */
  @Test
  void shouldTakeClustersForAlikeWhenAllSucceed() {
    // Given: forty clusters of ten, two a bucket
    long[] trials = new long[64];
    Arrays.fill(trials, 0, 20, 20);
    // When
    DesignEffect effect =
        DesignEffect.of(new ClusteredRate(trials, trials, new BinomialProportion(400, 400)));
    // Then: the size of a bucket less what chance puts together, which is 64/63 (20 - 400/64)
    assertThat(effect.value()).isCloseTo(64.0 / 63 * (20 - 400.0 / 64), within(1e-9));
    assertThat(effect.largest()).isCloseTo(20, within(1e-9));
  }

  @Test
  void shouldDivideByMoreWhenBucketsAreFew() {
    // Given
    DesignEffect effect = new DesignEffect(4, 100, 10);
    // When
    double usual = effect.at(ConfidenceLevel.USUAL);
    // Then: Student's quantile of ten degrees is 2.228, the normal one 1.960
    assertThat(usual).isCloseTo(4 * Math.pow(2.228139 / 1.959964, 2), within(2e-3));
    assertThat(effect.at(new ConfidenceLevel(0.999))).isGreaterThan(usual);
    assertThat(new DesignEffect(4, 5, 10).at(ConfidenceLevel.USUAL)).isEqualTo(5);
    assertThat(new DesignEffect(4, 7, 2.9).at(ConfidenceLevel.USUAL)).isEqualTo(7);
  }

  @Test
  void shouldBeNearStudentsQuantileWhenDegreesAreFew() {
    for (double level : new double[] {0.9, 0.95, 0.975, 0.999, 0.99999}) {
      ConfidenceLevel confidence = new ConfidenceLevel(level);
      for (double degrees : new double[] {3, 4.5, 7, 10, 16, 20.5, 40, 63, 999}) {
        assertThat(confidence.nearT(degrees) / confidence.t(degrees)).isCloseTo(1, within(0.003));
      }
    }
  }

  @Test
  void shouldRefuseBucketsThatDoNotMatch() {
    assertThatThrownBy(
            () -> new ClusteredRate(new long[3], new long[4], new BinomialProportion(0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertEffect(DesignEffect actual, JsonNode expected) {
    assertThat(actual.value())
        .as("%s", expected)
        .isCloseTo(expected.get("value").asDouble(), within(ERROR * actual.largest()));
    assertThat(actual.largest())
        .isCloseTo(expected.get("largest").asDouble(), within(ERROR * actual.largest()));
    assertThat(actual.degrees())
        .isCloseTo(
            expected.get("degrees").asDouble(), within(ERROR * Math.max(1, actual.degrees())));
  }

  private static ClusteredRate rate(JsonNode row) {
    return new ClusteredRate(
        IntervalOracle.longs(row.get("successes")),
        IntervalOracle.longs(row.get("trials")),
        new BinomialProportion(row.get("allSuccesses").asLong(), row.get("allTrials").asLong()));
  }

  private static JsonNode oracle(String name) throws IOException {
    JsonNode node =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/clusters.json").toFile())
            .get(name);
    assertThat(node).hasSizeGreaterThan(20);
    return node;
  }
}
