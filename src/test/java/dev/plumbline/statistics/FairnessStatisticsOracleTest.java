package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.statistics.inequality.TheilIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Against scikit-learn, statsmodels and scipy: {@code src/test/oracles/measure_fairness.py}. */
class FairnessStatisticsOracleTest {

  @Test
  void shouldGiveTheAreaAndBothMethodsCautiousEndsWhenScoresAreBinned() throws IOException {
    for (JsonNode expected : oracle("areas")) {
      // Given
      AreaUnderCurve area =
          new AreaUnderCurve(
              IntervalOracle.longs(expected.get("positives")),
              IntervalOracle.longs(expected.get("negatives")));
      // When, Then
      IntervalOracle.assertEstimate(area.estimate(ConfidenceLevel.USUAL), expected, 1e-8);
      assertThat(area.binError()).isCloseTo(expected.get("binError").asDouble(), within(1e-12));
    }
  }

  @Test
  void shouldGiveTheilsIndexOfBenefitsWhenErrorsAreCounted() throws IOException {
    for (JsonNode expected : oracle("theil")) {
      // Given
      TheilIndex index =
          new TheilIndex(
              expected.get("falseNegatives").asLong(),
              expected.get("falsePositives").asLong(),
              expected.get("people").asLong());
      // When, Then: the oracle's slopes are numerical
      IntervalOracle.assertEstimate(index.estimate(ConfidenceLevel.USUAL, 1), expected, 1e-6);
      assertThat(index.value()).isCloseTo(expected.get("value").asDouble(), within(1e-12));
    }
  }

  @Test
  void shouldGiveTheCalibrationErrorWhenScoresAreInDeciles() throws IOException {
    for (JsonNode expected : oracle("calibration")) {
      // When
      IntervalEstimate error =
          CalibrationError.of(
              IntervalOracle.longs(expected.get("counts")),
              IntervalOracle.longs(expected.get("positives")),
              doubles(expected.get("sums")),
              ConfidenceLevel.USUAL,
              1);
      // Then
      IntervalOracle.assertEstimate(error, expected, 1e-9);
    }
  }

  @Test
  void shouldGiveWelchsIntervalWhenMeansAreSubtracted() throws IOException {
    for (JsonNode expected : oracle("welch")) {
      // When
      IntervalEstimate difference =
          moments(expected.get("first"))
              .minus(moments(expected.get("second")), ConfidenceLevel.USUAL);
      // Then: beyond a thousand degrees of freedom the quantile is an expansion
      IntervalOracle.assertEstimate(difference, expected, 1e-8);
    }
  }

  @Test
  void shouldRefuseWhenNothingSaysHowSureAnEstimateIs() {
    SampleMoments constant = new SampleMoments(50, 25, 12.5);
    assertThat(constant.spread()).isFalse();
    assertThatThrownBy(() -> constant.minus(new SampleMoments(50, 20, 10), ConfidenceLevel.USUAL))
        .hasMessage("a sample does not vary");
    assertThatThrownBy(() -> new AreaUnderCurve(new long[] {0, 0}, new long[] {1, 2}))
        .hasMessage("an area needs positives and negatives");
    assertThatThrownBy(
            () ->
                CalibrationError.of(
                    new long[2], new long[2], new double[2], ConfidenceLevel.USUAL, 1))
        .hasMessage("nobody to be calibrated for");
  }

  private static JsonNode oracle(String name) throws IOException {
    JsonNode node =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/fairness.json").toFile())
            .get(name);
    assertThat(node).isNotEmpty();
    return node;
  }

  private static SampleMoments moments(JsonNode node) {
    return new SampleMoments(node.get(0).asLong(), node.get(1).asDouble(), node.get(2).asDouble());
  }

  private static double[] doubles(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
