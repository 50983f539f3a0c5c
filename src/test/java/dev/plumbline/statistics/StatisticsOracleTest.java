package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against statsmodels and scipy: {@code src/test/oracles/measure.py}. */
class StatisticsOracleTest {

  private static final Offset<Double> EXACT = within(1e-9);

  @Test
  void shouldGiveNewcombesIntervalWhenProportionsAreSubtracted() throws IOException {
    for (JsonNode expected : oracle("differences")) {
      // When
      IntervalEstimate difference = first(expected).minus(second(expected));
      // Then
      assertEstimate(difference, expected);
    }
  }

  @Test
  void shouldGiveTheLogMethodsIntervalWhenProportionsAreDivided() throws IOException {
    for (JsonNode expected : oracle("ratios")) {
      // When
      IntervalEstimate ratio = first(expected).over(second(expected));
      // Then
      assertEstimate(ratio, expected);
    }
  }

  @Test
  void shouldStayFiniteWhenNobodySucceeds() {
    // When
    IntervalEstimate ratio = new BinomialProportion(0, 40).over(new BinomialProportion(10, 40));
    // Then
    assertThat(ratio.value()).isZero();
    assertThat(ratio.low()).isZero();
    assertThat(ratio.high()).isBetween(0.0, 1.0);
  }

  @Test
  void shouldRefuseWhenTheReferenceHasNoSuccesses() {
    assertThatThrownBy(() -> new BinomialProportion(1, 4).over(new BinomialProportion(0, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no successes");
  }

  private static JsonNode oracle(String name) throws IOException {
    JsonNode node =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/measure.json").toFile())
            .get(name);
    assertThat(node).isNotEmpty();
    return node;
  }

  private static BinomialProportion first(JsonNode row) {
    return new BinomialProportion(row.get("k1").asLong(), row.get("n1").asLong());
  }

  private static BinomialProportion second(JsonNode row) {
    return new BinomialProportion(row.get("k2").asLong(), row.get("n2").asLong());
  }

  private static void assertEstimate(IntervalEstimate actual, JsonNode expected) {
    assertThat(actual.value())
        .as("%s", expected)
        .isCloseTo(expected.get("value").asDouble(), EXACT);
    assertThat(actual.low()).as("%s", expected).isCloseTo(expected.get("low").asDouble(), EXACT);
    assertThat(actual.high()).as("%s", expected).isCloseTo(expected.get("high").asDouble(), EXACT);
  }
}
