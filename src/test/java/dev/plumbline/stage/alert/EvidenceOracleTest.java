package dev.plumbline.stage.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.policy.Rate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against scipy and statsmodels: {@code src/test/oracles/alert.py}. */
class EvidenceOracleTest {

  @Test
  void shouldFindScipysMinimumWhenTheBetIsBeyondTolerance() throws IOException {
    for (JsonNode row : oracle("closest")) {
      // Given
      Contrast contrast =
          new Contrast(
              "c", Rate.SELECTION, row.get("u").asDouble(), 1, row.get("delta").asDouble(), true);
      double low = row.get("low").asDouble();
      double high = row.get("high").asDouble();
      long nLow = row.get("nLow").asLong();
      long nHigh = row.get("nHigh").asLong();
      // When
      double p = EValue.closest(contrast, low, high, nLow, nHigh);
      // Then
      double cost = nLow * divergence(low, p) + nHigh * divergence(high, EValue.high(contrast, p));
      // A minimum's place is only known to the root of its value's precision.
      assertThat(p).as("%s", row).isCloseTo(row.get("p").asDouble(), within(1e-5));
      assertThat(cost).isLessThanOrEqualTo(row.get("cost").asDouble() * (1 + 1e-12) + 1e-9);
    }
  }

  @Test
  void shouldRejectAsStatsmodelsDoesWhenHolmCorrects() throws IOException {
    for (JsonNode row : oracle("holm")) {
      // Given
      List<Double> pValues = new ArrayList<>();
      row.get("p").forEach(p -> pValues.add(p.asDouble()));
      // When
      boolean[] rejected = Holm.rejected(pValues, 0.025);
      // Then
      for (int i = 0; i < rejected.length; i++) {
        assertThat(rejected[i]).as("%s", row).isEqualTo(row.get("rejected").get(i).asBoolean());
      }
    }
  }

  private static double divergence(double q, double p) {
    return q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));
  }

  private static JsonNode oracle(String name) throws IOException {
    JsonNode node =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/alert.json").toFile())
            .get(name);
    assertThat(node).isNotEmpty();
    return node;
  }
}
