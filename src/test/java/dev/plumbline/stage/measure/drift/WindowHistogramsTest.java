package dev.plumbline.stage.measure.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.HistogramBin;
import dev.plumbline.event.measure.SignalHistogram;
import dev.plumbline.policy.drift.DriftPolicy.By;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.DriftSignal.Kind;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.HistogramFixtures;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowHistogramsTest {

  private static final DriftCalculator CALCULATOR =
      new DriftCalculator(
          MeasureFixtures.policy(
              rule(DriftSignal.of(Kind.SCORE)), rule(DriftSignal.of(Kind.GROUP_SHARE))));

  @Test
  void shouldCarryScoresInTheReferencesDecilesAndLabelsByName() {
    // Given
    MeasureCounts now = counts(Map.of("yes", 3L, "no", 1L), Map.of(.2, 1L, .7, 3L));
    MeasureCounts first = counts(Map.of("yes", 5L), Map.of(.2, 2L, .7, 2L, .9, 1L));
    // When
    List<SignalHistogram> histograms = CALCULATOR.histograms(now, first);
    // Then
    assertThat(histograms).extracting(SignalHistogram::signal).containsExactly("label", "score");
    assertThat(histograms.get(0).bins())
        .containsExactly(new HistogramBin("no", 1, null), new HistogramBin("yes", 3, null));
    assertThat(histograms.get(1).bins())
        .containsExactly(
            new HistogramBin("0.2", 1, 2L),
            new HistogramBin("0.7", 3, 2L),
            new HistogramBin("0.9", 0, 1L));
  }

  @Test
  void shouldBeTheWindowsOwnWhenThereIsNoReference() {
    // Given
    MeasureCounts now = counts(Map.of("yes", 3L), Map.of(.2, 1L, .7, 3L));
    // When
    List<HistogramBin> bins = CALCULATOR.histograms(now, null).get(1).bins();
    // Then
    assertThat(bins)
        .containsExactly(new HistogramBin("0.2", 1, null), new HistogramBin("0.7", 3, null));
  }

  @Test
  void shouldJoinTheRestWhenThereAreManyLabels() {
    // Given
    Map<String, Long> labels = new TreeMap<>();
    for (long i = 1; i <= 30; i++) {
      labels.put("label%02d".formatted(i), i);
    }
    // When
    List<HistogramBin> bins = CALCULATOR.histograms(counts(labels, Map.of()), null).get(0).bins();
    // Then: the nineteen most frequent, and 1 + ... + 11
    assertThat(bins).hasSize(20);
    assertThat(bins.get(0)).isEqualTo(new HistogramBin("label12", 12, null));
    assertThat(bins.get(19)).isEqualTo(new HistogramBin("*rest", 66, null));
  }

  private static SignalRule rule(DriftSignal signal) {
    return new SignalRule(signal, Statistic.PSI, 0.2, By.ALL);
  }

  private static MeasureCounts counts(Map<String, Long> labels, Map<Double, Long> scores) {
    Histogram score = HistogramFixtures.unit(scores);
    return new MeasureCounts(
        Map.of(),
        Map.of(),
        Map.of(MeasureCounts.signalKey("score", MeasureCounts.EVERYONE), score),
        labels,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of());
  }
}
