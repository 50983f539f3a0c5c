package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

/** Reads what {@code src/test/oracles/intervals.py} computed with scipy and statsmodels. */
public final class IntervalOracle {

  private IntervalOracle() {}

  public static JsonNode cases(String name) throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/intervals.json").toFile())
            .get(name);
    assertThat(cases).isNotEmpty();
    return cases;
  }

  static ConfidenceLevel level(JsonNode expected) {
    return new ConfidenceLevel(expected.get("level").asDouble());
  }

  static long[] longs(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  public static void assertEstimate(IntervalEstimate actual, JsonNode expected, double error) {
    assertThat(actual.value())
        .as("value of %s", expected)
        .isCloseTo(expected.get("value").asDouble(), within(error));
    assertThat(actual.low())
        .as("low of %s", expected)
        .isCloseTo(expected.get("low").asDouble(), within(error));
    assertThat(actual.high())
        .as("high of %s", expected)
        .isCloseTo(expected.get("high").asDouble(), within(error));
  }
}
