package dev.plumbline.stage.measure.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.DriftSignal;
import dev.plumbline.policy.DriftSignal.Kind;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.statistics.distance.PairedBin;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlignedHistogramsTest {

  private static final DriftSignal AMOUNT = DriftSignal.ofFeature("amount");

  @Test
  void shouldKeepEveryBinWhenNumbersAreProbabilities() {
    // Given
    Histogram now = new Histogram(Map.of("#0", 3L, "#19", 4L));
    Histogram reference = new Histogram(Map.of("#0", 5L, "#10", 6L));
    // When
    AlignedHistograms bins = AlignedHistograms.of(DriftSignal.of(Kind.SCORE), now, reference);
    // Then: twenty equal bins of [0, 1], of which three are used
    assertThat(bins.fine())
        .containsExactly(
            new PairedBin(0.025, 3, 5), new PairedBin(0.525, 0, 6), new PairedBin(0.975, 4, 0));
    assertThat(bins.coarse()).isEqualTo(bins.fine());
  }

  @Test
  void shouldJoinIntoTheReferencesDecilesWhenNumbersAreUnbounded() {
    // Given: twenty values, each five times in the reference
    Map<String, Long> now = new TreeMap<>();
    Map<String, Long> reference = new TreeMap<>();
    for (int place = 1; place <= 20; place++) {
      now.put("#" + place, 1L);
      reference.put("#" + place, 5L);
    }
    // When
    AlignedHistograms bins =
        AlignedHistograms.of(AMOUNT, new Histogram(now), new Histogram(reference));
    // Then
    assertThat(bins.fine()).hasSize(20).isSortedAccordingTo(AlignedHistogramsTest::byValue);
    assertThat(bins.coarse()).hasSize(10).allMatch(bin -> bin.now() == 2 && bin.reference() == 10);
  }

  @Test
  void shouldJoinAllNumbersIntoOneBinWhenTheReferenceHasNone() {
    // Given
    Histogram now = new Histogram(Map.of("#1", 3L, "#7", 4L, "=none", 2L));
    Histogram reference = new Histogram(Map.of("=none", 9L));
    // When
    AlignedHistograms bins = AlignedHistograms.of(AMOUNT, now, reference);
    // Then
    assertThat(bins.fine()).hasSize(3);
    assertThat(bins.coarse()).containsExactly(new PairedBin(0, 7, 0), new PairedBin(0, 2, 9));
  }

  @Test
  void shouldHaveCategoriesOnlyWhenThereAreNoNumbers() {
    // Given
    Histogram now = new Histogram(Map.of("=no", 3L));
    Histogram reference = new Histogram(Map.of("=yes", 4L));
    // When
    AlignedHistograms bins = AlignedHistograms.of(AMOUNT, now, reference);
    // Then
    assertThat(bins.coarse()).containsExactly(new PairedBin(0, 3, 0), new PairedBin(1, 0, 4));
    assertThat(bins.fine()).isEqualTo(bins.coarse());
  }

  private static int byValue(PairedBin a, PairedBin b) {
    return Double.compare(a.value(), b.value());
  }
}
