package dev.plumbline.statistics.dyadic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Against numpy: {@code src/test/oracles/drift.py}. */
class ValueSummaryTest {

  @Test
  void shouldGiveNumpysQuantilesWhenValuesAreFew() throws IOException {
    for (JsonNode sample : samples()) {
      DyadicCounts counts = counted(sample, 1_024);
      for (int i = 0; i < sample.get("shares").size(); i++) {
        // When
        double quantile =
            ValueSummary.quantile(counts, sample.get("shares").get(i).asDouble(), ValueScale.REAL);
        // Then
        assertThat(quantile).isEqualTo(sample.get("expected").get(i).asDouble());
      }
    }
  }

  @Test
  void shouldGiveNumpysQuantilesWithinTheCellWhenValuesAreJoined() throws IOException {
    for (JsonNode sample : samples()) {
      DyadicCounts counts = counted(sample, 64);
      for (int i = 0; i < sample.get("shares").size(); i++) {
        // When
        double quantile =
            ValueSummary.quantile(counts, sample.get("shares").get(i).asDouble(), ValueScale.REAL);
        // Then
        double expected = sample.get("expected").get(i).asDouble();
        assertThat(ValueScale.REAL.coordinate(quantile) >> counts.level())
            .isEqualTo(ValueScale.REAL.coordinate(expected) >> counts.level());
      }
    }
  }

  @Test
  void shouldSayWhereValuesLie() {
    // Given
    DyadicAccumulator adding = new DyadicAccumulator(1_024);
    for (double value : new double[] {1, 2, 2, 3, 12}) {
      adding.add(ValueScale.REAL.coordinate(value));
    }
    // When
    ValueSummary summary = ValueSummary.of(adding.counts(), ValueScale.REAL);
    // Then: mean 4, quartiles 2 and 3
    assertThat(summary.mean()).isCloseTo(4, within(1e-12));
    assertThat(summary.median()).isEqualTo(2);
    assertThat(summary.spread()).isEqualTo(1);
  }

  @Test
  void shouldRefuseWithoutValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ValueSummary.quantile(DyadicCounts.NONE, .5, ValueScale.REAL));
  }

  private static JsonNode samples() throws IOException {
    JsonNode samples =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/drift.json").toFile())
            .get("quantiles");
    assertThat(samples).hasSize(4);
    return samples;
  }

  private static DyadicCounts counted(JsonNode sample, int most) {
    DyadicAccumulator adding = new DyadicAccumulator(most);
    sample.get("values").forEach(v -> adding.add(ValueScale.REAL.coordinate(v.asDouble())));
    return adding.counts();
  }
}
