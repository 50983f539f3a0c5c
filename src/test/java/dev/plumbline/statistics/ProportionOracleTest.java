package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Against statsmodels and scipy: {@code src/test/oracles/proportions.py}. */
class ProportionOracleTest {

  private static final double ERROR = 1e-9;

  @Test
  void shouldGiveTheMoreCautiousIntervalWhenSuccessesAreFew() throws IOException {
    for (JsonNode expected : oracle("proportions")) {
      // When
      IntervalEstimate share =
          new BinomialProportion(expected.get("k").asLong(), expected.get("n").asLong())
              .interval(IntervalOracle.level(expected));
      // Then
      IntervalOracle.assertEstimate(share, expected, ERROR);
    }
  }

  @Test
  void shouldGiveTheScoreIntervalWhenProportionsAreSubtracted() throws IOException {
    for (JsonNode expected : oracle("differences")) {
      // Given
      BinomialProportion mine = first(expected);
      BinomialProportion theirs = second(expected);
      ConfidenceLevel level = IntervalOracle.level(expected);
      // When, Then
      assertScore(new DifferenceScore(mine, theirs).interval(level), expected);
      IntervalOracle.assertEstimate(mine.minus(theirs, level), expected, ERROR);
    }
  }

  @Test
  void shouldGiveTheScoreIntervalWhenProportionsAreDivided() throws IOException {
    for (JsonNode expected : oracle("ratios")) {
      // Given
      BinomialProportion mine = first(expected);
      BinomialProportion theirs = second(expected);
      ConfidenceLevel level = IntervalOracle.level(expected);
      // When, Then
      assertScore(new RatioScore(mine, theirs).interval(level), expected);
      IntervalOracle.assertEstimate(
          mine.over(theirs, level), expected, ERROR * Math.max(1, expected.get("high").asDouble()));
    }
  }

  /** Newcombe (1998), table II; R's DescTools has the same. */
  @Test
  void shouldGiveThePublishedIntervalWhenTheExampleIsNewcombes() {
    // When
    IntervalEstimate difference =
        new DifferenceScore(new BinomialProportion(56, 70), new BinomialProportion(48, 80))
            .interval(ConfidenceLevel.USUAL);
    // Then
    assertThat(difference.low()).isCloseTo(0.0528, within(5e-5));
    assertThat(difference.high()).isCloseTo(0.3382, within(5e-5));
  }

  @Test
  void shouldNotBeSureWhenEverybodySucceeds() {
    // When
    IntervalEstimate ratio = new BinomialProportion(30, 30).over(new BinomialProportion(30, 30));
    // Then
    assertThat(ratio.value()).isEqualTo(1);
    assertThat(ratio.low()).isLessThan(0.9);
    assertThat(ratio.high()).isGreaterThan(1.1);
  }

  @Test
  void shouldRefuseWhenTheReferenceHasNoSuccesses() {
    assertThatThrownBy(() -> new BinomialProportion(1, 4).over(new BinomialProportion(0, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no successes");
  }

  private static void assertScore(IntervalEstimate actual, JsonNode expected) {
    double large = Math.max(1, Math.abs(expected.get("scoreHigh").asDouble()));
    assertThat(actual.low())
        .as("%s", expected)
        .isCloseTo(expected.get("scoreLow").asDouble(), within(ERROR * large));
    assertThat(actual.high())
        .as("%s", expected)
        .isCloseTo(expected.get("scoreHigh").asDouble(), within(ERROR * large));
  }

  private static JsonNode oracle(String name) throws IOException {
    JsonNode node =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/proportions.json").toFile())
            .get(name);
    assertThat(node).hasSizeGreaterThan(60);
    return node;
  }

  private static BinomialProportion first(JsonNode row) {
    return new BinomialProportion(row.get("k1").asLong(), row.get("n1").asLong());
  }

  private static BinomialProportion second(JsonNode row) {
    return new BinomialProportion(row.get("k2").asLong(), row.get("n2").asLong());
  }
}
