package dev.plumbline.statistics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against scipy: {@code src/test/oracles/drift.py}. */
class DriftOracleTest {

  private static final Offset<Double> EXACT = within(1e-9);

  @Test
  void shouldGiveTheSymmetricDivergenceWhenSharesDiffer() throws IOException {
    assertAgree("psi", PopulationStability::index);
  }

  @Test
  void shouldGiveScipysDistanceInBitsWhenSharesDiffer() throws IOException {
    assertAgree("jensenShannon", JensenShannon::distance);
  }

  @Test
  void shouldGiveScipysStatisticAndTheLimitsPValueWhenValuesMove() throws IOException {
    assertAgree("kolmogorovSmirnov", KolmogorovSmirnov::distance);
    assertAgree("ksPValue", KolmogorovSmirnov::pValue);
  }

  @Test
  void shouldGiveScipysDistanceWhenValuesMove() throws IOException {
    assertAgree("wasserstein", WassersteinDistance::distance);
    assertAgree("standardised", bins -> WassersteinDistance.standardised(bins).orElseThrow());
  }

  @Test
  void shouldGiveScipysPValueOfThePooledTableWhenSharesDiffer() throws IOException {
    assertAgree("cramersV", ChiSquare::cramersV);
    assertAgree("chiPValue", ChiSquare::pValue);
  }

  /** The numbers in docs/metrics-drift.md, computed with scipy. */
  @Test
  void shouldGiveTheDocumentsExample() {
    // Given
    List<PairedBin> bins =
        List.of(
            new PairedBin(10, 100, 700), new PairedBin(20, 60, 200), new PairedBin(40, 40, 100));
    // Then
    assertThat(PopulationStability.index(bins)).isCloseTo(0.17832, within(1e-5));
    assertThat(JensenShannon.distance(bins)).isCloseTo(0.17775, within(1e-5));
    assertThat(ChiSquare.cramersV(bins)).isCloseTo(0.20817, within(1e-5));
    assertThat(ChiSquare.pValue(bins)).isCloseTo(1.13779e-7, within(1e-11));
    assertThat(KolmogorovSmirnov.distance(bins)).isCloseTo(0.2, EXACT);
    assertThat(KolmogorovSmirnov.pValue(bins)).isCloseTo(3.23919e-6, within(1e-10));
    assertThat(WassersteinDistance.distance(bins)).isCloseTo(4, EXACT);
    assertThat(WassersteinDistance.standardised(bins).orElseThrow())
        .isCloseTo(0.43386, within(1e-5));
  }

  @Test
  void shouldHaveNoUnitWhenTheReferenceHasOneValue() {
    assertThat(
            WassersteinDistance.standardised(
                List.of(new PairedBin(0.1, 3, 70), new PairedBin(2, 5, 0))))
        .isEmpty();
  }

  @Test
  void shouldNotBeSurprisedWhenOneRecordHasANewValue() {
    // Given
    List<PairedBin> bins = List.of(new PairedBin(0, 99, 1_000_000), new PairedBin(1, 1, 0));
    // Then
    assertThat(ChiSquare.pValue(bins)).isEqualTo(1);
  }

  @Test
  void shouldKeepCramersVWhenTheReferenceGrows() {
    // Given
    List<PairedBin> alike = List.of(new PairedBin(0, 60, 50), new PairedBin(1, 40, 50));
    List<PairedBin> larger = List.of(new PairedBin(0, 60, 500_000), new PairedBin(1, 40, 500_000));
    // Then
    assertThat(ChiSquare.cramersV(larger)).isCloseTo(ChiSquare.cramersV(alike), EXACT);
  }

  @Test
  void shouldRefuseWhenASideIsEmpty() {
    // Given
    List<PairedBin> bins = List.of(new PairedBin(0, 0, 5));
    // Then
    List<ToDoubleFunction<List<PairedBin>>> all =
        List.of(
            PopulationStability::index,
            JensenShannon::distance,
            KolmogorovSmirnov::distance,
            WassersteinDistance::distance,
            ChiSquare::pValue);
    for (ToDoubleFunction<List<PairedBin>> statistic : all) {
      assertThatThrownBy(() -> statistic.applyAsDouble(bins)).hasMessage("a sample is empty");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 57, 400})
  void shouldHoldATenthOfTheReferenceInEachBinWhenValuesAreMany(int values) {
    // Given
    List<PairedBin> bins = new ArrayList<>(List.of(new PairedBin(-1, 4, 0)));
    for (int value = 0; value < values; value++) {
      bins.add(new PairedBin(value, 1, 10));
    }
    bins.add(new PairedBin(values, 6, 0));
    // When
    List<PairedBin> joined = ReferenceDeciles.of(bins);
    // Then
    assertThat(joined).hasSize(2 + Math.min(10, values));
    assertThat(joined.get(0)).isEqualTo(new PairedBin(-1, 4, 0));
    assertThat(joined.get(joined.size() - 1)).isEqualTo(new PairedBin(values, 6, 0));
    assertThat(joined.stream().mapToLong(PairedBin::reference).sum()).isEqualTo(10L * values);
    assertThat(joined.stream().mapToLong(PairedBin::now).sum()).isEqualTo(values + 10L);
    assertThat(joined.subList(1, joined.size() - 1))
        .allSatisfy(
            bin -> assertThat(bin.reference()).isBetween(values - 9L, Math.max(10, values + 9L)));
  }

  private static void assertAgree(String name, ToDoubleFunction<List<PairedBin>> statistic)
      throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/drift.json").toFile())
            .get("cases");
    int compared = 0;
    for (JsonNode expected : cases) {
      if (expected.hasNonNull(name)) {
        assertThat(statistic.applyAsDouble(bins(expected)))
            .as("%s", expected)
            .isCloseTo(expected.get(name).asDouble(), EXACT);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(50);
  }

  private static List<PairedBin> bins(JsonNode row) {
    List<PairedBin> bins = new ArrayList<>();
    for (int i = 0; i < row.get("values").size(); i++) {
      PairedBin bin =
          new PairedBin(
              row.get("values").get(i).asDouble(),
              row.get("now").get(i).asLong(),
              row.get("reference").get(i).asLong());
      bins.add(bin);
    }
    return bins;
  }
}
