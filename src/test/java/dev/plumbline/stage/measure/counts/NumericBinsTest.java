package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class NumericBinsTest {

  private static final NumericBins LOG = NumericBins.LOGARITHMIC;

  @Property
  void shouldStandWithinTwoPercentWhenLogarithmic(
      @ForAll @DoubleRange(min = -9, max = 15) double exponent, @ForAll boolean negative) {
    // Given
    double value = Math.pow(10, exponent) * (negative ? -1 : 1);
    // When
    double standsFor = LOG.value(LOG.place(value));
    // Then
    assertThat(standsFor).isCloseTo(value, within(Math.abs(value) * 0.02 * (1 + 1e-9) + 1e-9));
  }

  @Property
  void shouldKeepTheOrderWhenLogarithmic(@ForAll double a, @ForAll double b) {
    // Then
    assertThat(Integer.compare(LOG.place(a), LOG.place(b)) * Double.compare(a, b)).isNotNegative();
  }

  @Property
  void shouldReturnToItsPlaceWhenABinsValueIsBinned(
      @ForAll @DoubleRange(min = -1e15, max = 1e15) double value) {
    // Given
    int place = LOG.place(value);
    // Then
    assertThat(LOG.place(LOG.value(place))).isEqualTo(place);
  }

  @Property
  void shouldStandWithinHalfABinWhenInTheUnitInterval(
      @ForAll @DoubleRange(min = 0, max = 1) double value) {
    // Given
    int place = NumericBins.UNIT.place(value);
    // Then
    assertThat(place).isBetween(0, 19);
    assertThat(NumericBins.UNIT.value(place)).isCloseTo(value, within(0.025 + 1e-12));
  }

  @Test
  void shouldStayBoundedWhenNumbersAreExtreme() {
    assertThat(LOG.place(Double.MAX_VALUE)).isEqualTo(1382).isEqualTo(LOG.place(1e15));
    assertThat(LOG.place(Double.POSITIVE_INFINITY)).isEqualTo(1382);
    assertThat(LOG.place(-Double.MAX_VALUE)).isEqualTo(-1382);
    assertThat(LOG.place(0)).isZero();
    assertThat(LOG.place(-0.0)).isZero();
    assertThat(LOG.place(Double.MIN_VALUE)).isZero();
    assertThat(LOG.value(0)).isZero();
  }

  @Test
  void shouldGiveNumpysQuantilesWithinTheErrorWhenValuesAreBinned() throws IOException {
    JsonNode samples =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/drift.json").toFile())
            .get("quantiles");
    assertThat(samples).hasSize(4);
    for (JsonNode sample : samples) {
      // Given
      Histogram binned = Histogram.EMPTY;
      for (JsonNode value : sample.get("values")) {
        binned = binned.merge(Histogram.of(Histogram.number(LOG.place(value.asDouble()))));
      }
      for (int i = 0; i < sample.get("shares").size(); i++) {
        // When
        double quantile = binned.quantile(sample.get("shares").get(i).asDouble(), LOG);
        // Then
        double expected = sample.get("expected").get(i).asDouble();
        assertThat(quantile)
            .as("%s %s", sample.get("name"), sample.get("shares").get(i))
            .isCloseTo(expected, within(Math.abs(expected) * 0.02 * (1 + 1e-9) + 1e-9));
      }
    }
  }
}
