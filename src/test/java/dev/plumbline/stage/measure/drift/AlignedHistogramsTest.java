package dev.plumbline.stage.measure.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.DriftSignal.Kind;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.HistogramFixtures;
import dev.plumbline.statistics.distance.PairedBin;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AlignedHistogramsTest {

  private static final DriftSignal AMOUNT = DriftSignal.ofFeature("amount");

  @Test
  void shouldJoinIntoTheReferencesDeciles() {
    // Given: twenty values, each five times in the reference, and one more below and above
    Map<Double, Long> now = new TreeMap<>();
    Map<Double, Long> reference = new TreeMap<>();
    for (double value = 1; value <= 20; value++) {
      now.put(value, 1L);
      reference.put(value, 5L);
    }
    now.put(-7.5, 1L);
    now.put(1e6, 1L);
    // When
    AlignedHistograms bins =
        AlignedHistograms.of(
            AMOUNT, HistogramFixtures.real(now), HistogramFixtures.real(reference));
    // Then
    assertThat(bins.fine()).hasSize(22).isSortedAccordingTo(AlignedHistogramsTest::byValue);
    assertThat(bins.coarse()).hasSize(12);
    assertThat(bins.coarse().subList(1, 11))
        .allMatch(bin -> bin.now() == 2 && bin.reference() == 10);
    assertThat(bins.names())
        .containsExactly(
            "-7.5",
            "1 to 2",
            "3 to 4",
            "5 to 6",
            "7 to 8",
            "9 to 10",
            "11 to 12",
            "13 to 14",
            "15 to 16",
            "17 to 18",
            "19 to 20",
            "1000000");
    assertThat(bins.parts()).startsWith(0, 1, 1, 2, 2).endsWith(10, 10, 11);
  }

  /** Cells are halves of one another, so the finer side loses nothing that the coarser one has. */
  @Test
  void shouldCompareOnTheCoarserLevel() {
    // Given
    Histogram few = HistogramFixtures.of(ValueScale.REAL, DoubleStream.of(1.26, 1.3, 2.9));
    Histogram many =
        HistogramFixtures.of(ValueScale.REAL, DoubleStream.iterate(1, v -> v + 1e-4).limit(20_000));
    // When
    AlignedHistograms bins = AlignedHistograms.of(AMOUNT, few, many);
    // Then
    assertThat(bins.fine()).hasSize(many.numbers().size());
    assertThat(bins.fine().stream().filter(bin -> bin.now() > 0)).hasSize(3);
    assertThat(bins.names()).hasSize(10);
    assertThat(bins.names().get(2)).matches("1\\.(39|40|4)\\d* to 1\\.(59|60|6)\\d*");
  }

  @Test
  void shouldKeepWhatIsNoProbabilityApart() {
    // Given
    Histogram now = HistogramFixtures.unit(Map.of(-0.5, 1L, 0.0, 2L, 0.3, 3L, 1.0, 4L, 7.0, 5L));
    Histogram reference = HistogramFixtures.unit(Map.of(0.3, 10L));
    // When
    AlignedHistograms bins = AlignedHistograms.of(DriftSignal.of(Kind.SCORE), now, reference);
    // Then
    assertThat(bins.fine()).extracting(PairedBin::now).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(bins.fine().get(0).value()).isNegative();
    assertThat(bins.fine().get(4).value()).isGreaterThan(1);
    assertThat(bins.coarse()).extracting(PairedBin::now).containsExactly(3L, 3L, 9L);
  }

  @Test
  void shouldJoinAllNumbersIntoOneBinWhenTheReferenceHasNone() {
    // Given
    Histogram none = Histogram.ofCategories(Map.of("none", 2L));
    Histogram now = HistogramFixtures.real(Map.of(1.0, 3L, 7.0, 4L)).merge(none);
    Histogram reference = Histogram.ofCategories(Map.of("none", 9L));
    // When
    AlignedHistograms bins = AlignedHistograms.of(AMOUNT, now, reference);
    // Then
    assertThat(bins.fine()).hasSize(3);
    assertThat(bins.coarse()).extracting(PairedBin::now).containsExactly(7L, 2L);
    assertThat(bins.coarse()).extracting(PairedBin::reference).containsExactly(0L, 9L);
    assertThat(bins.names()).containsExactly("1 to 7", "none");
  }

  @Test
  void shouldHaveCategoriesOnlyWhenThereAreNoNumbers() {
    // Given
    Histogram now = Histogram.ofCategories(Map.of("no", 3L));
    Histogram reference = Histogram.ofCategories(Map.of("yes", 4L));
    // When
    AlignedHistograms bins = AlignedHistograms.of(AMOUNT, now, reference);
    // Then
    assertThat(bins.coarse()).containsExactly(new PairedBin(0, 3, 0), new PairedBin(1, 0, 4));
    assertThat(bins.fine()).isEqualTo(bins.coarse());
    assertThat(bins.names()).containsExactly("no", "yes");
    assertThat(bins.parts()).containsExactly(0, 1);
  }

  private static int byValue(PairedBin a, PairedBin b) {
    return Double.compare(a.value(), b.value());
  }
}
