package dev.plumbline.stage.measure.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.measure.DriftShift;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.DriftSignal.Kind;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.HistogramFixtures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DriftShiftsTest {

  private static final Offset<Double> CLOSE = within(1e-5);
  private static final DriftSignal AMOUNT = DriftSignal.ofFeature("amount");
  private static final DriftSignal LABEL = DriftSignal.of(Kind.LABEL);

  /**
   * The example of {@code docs/metrics-drift.md}. Shares .5, .3, .2 against .7, .2, .1. numpy
   * 2.4.6: {@code (p-q)*np.log(p/q)} with one half added to each count, {@code (p-q)**2/(p+q)}, and
   * scipy's {@code rel_entr} for Jensen-Shannon; each divided by its sum.
   */
  @ParameterizedTest
  @CsvSource({
    "PSI, 10, 0.380588, 40, 0.392024, 20, 0.227389",
    "CHI_SQUARE, 10, 0.384615, 40, 0.384615, 20, 0.230769",
    "JENSEN_SHANNON, 10, 0.382278, 40, 0.387876, 20, 0.229845",
    "KOLMOGOROV_SMIRNOV, 10, 1, 40, 0, 20, 0",
    "WASSERSTEIN, 10, 0.5, 40, 0, 20, 0.5"
  })
  void shouldShareTheStatisticAmongBins(
      Statistic statistic, String a, double x, String b, double y, String c, double z) {
    // Given
    Map<String, Double> expected = new TreeMap<>(Map.of(a, x, b, y, c, z));
    expected.values().removeIf(share -> share == 0);
    AlignedHistograms bins =
        AlignedHistograms.of(
            AMOUNT,
            HistogramFixtures.real(Map.of(10.0, 100L, 20.0, 60L, 40.0, 40L)),
            HistogramFixtures.real(Map.of(10.0, 700L, 20.0, 200L, 40.0, 100L)));
    // When
    List<DriftShift> shifts = DriftShifts.of(statistic, bins);
    // Then
    assertThat(shifts).hasSize(expected.size());
    for (DriftShift shift : shifts) {
      assertThat(shift.contribution()).as(shift.bin()).isCloseTo(expected.get(shift.bin()), CLOSE);
    }
    assertThat(shifts.stream().mapToDouble(DriftShift::contribution).sum()).isCloseTo(1, CLOSE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Statistic.class,
      names = {"PSI", "JENSEN_SHANNON", "CHI_SQUARE"})
  void shouldNameTheFiveThatMovedMost(Statistic statistic) {
    // Given: 30 labels of which one rises from 4 % to 19 %
    Map<String, Long> now = new TreeMap<>();
    Map<String, Long> reference = new TreeMap<>();
    for (int i = 0; i < 24; i++) {
      now.put("label" + i, 27L);
      reference.put("label" + i, 32L);
    }
    now.put("lost_card", 152L);
    reference.put("lost_card", 32L);
    // When
    List<DriftShift> shifts =
        DriftShifts.of(
            statistic,
            AlignedHistograms.of(
                LABEL, Histogram.ofCategories(now), Histogram.ofCategories(reference)));
    // Then
    assertThat(shifts).hasSize(5);
    assertThat(shifts.get(0).bin()).isEqualTo("lost_card");
    assertThat(shifts.get(0).share()).isEqualTo(0.19);
    assertThat(shifts.get(0).referenceShare()).isEqualTo(0.04);
    assertThat(shifts.get(0).contribution()).isGreaterThan(0.7);
    assertThat(DriftShifts.words(LABEL, shifts.subList(0, 1), false))
        .isEqualTo("; label lost_card went from 4 % to 19 %");
  }

  @Test
  void shouldSayTenthsOfAPercentWhenSharesAreSmallOrClose() {
    assertThat(
            DriftShifts.words(AMOUNT, List.of(new DriftShift("1 to 2", 0.031, 0.004, 0.5)), true))
        .isEqualTo("; values 1 to 2 went from 0.4 % to 3.1 %");
  }
}
