package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceLevelTest {

  @Test
  void shouldGiveTheNormalQuantileWhenItIsTwoSided() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("levels")) {
      assertThat(IntervalOracle.level(expected).z())
          .isCloseTo(expected.get("z").asDouble(), within(1e-9));
    }
  }

  @Test
  void shouldBeSurerOfEachWhenSeveralIntervalsMustHoldAtOnce() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("shared")) {
      // When
      ConfidenceLevel each =
          IntervalOracle.level(expected).sharedBy(expected.get("intervals").asInt());
      // Then
      assertThat(each.level()).isCloseTo(expected.get("each").asDouble(), within(1e-12));
      assertThat(each.z()).isCloseTo(expected.get("z").asDouble(), within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void shouldStayAsItIsWhenNothingIsShared(int intervals) {
    assertThat(ConfidenceLevel.USUAL.sharedBy(intervals)).isSameAs(ConfidenceLevel.USUAL);
  }

  /** The expansion that serves from a thousand degrees on leaves out terms of this size there. */
  @Test
  void shouldGiveStudentsQuantileWhenDegreesAreFewAndMany() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("student")) {
      assertThat(IntervalOracle.level(expected).t(expected.get("degrees").asDouble()))
          .as("%s", expected)
          .isCloseTo(expected.get("t").asDouble(), within(1e-8));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 0, 1, 1.5, Double.NaN})
  void shouldRefuseWhenTheLevelIsNoProbabilityInside(double level) {
    assertThatThrownBy(() -> new ConfidenceLevel(level, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a confidence level must lie between 0 and 1");
  }
}
