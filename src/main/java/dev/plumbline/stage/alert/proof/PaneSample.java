package dev.plumbline.stage.alert.proof;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.evidence.MeanContrast;
import dev.plumbline.stage.alert.evidence.PaneMeans;
import dev.plumbline.stage.alert.evidence.PaneRates;
import dev.plumbline.stage.alert.evidence.RateContrast;
import java.util.List;
import java.util.Map;

/**
 * What one pane says to a detector.
 *
 * @param rates one for each of the contrast's terms, none of a contrast of means
 * @param means nobody's of a contrast of rates
 */
record PaneSample(List<PaneRates> rates, PaneMeans means) {
  PaneSample {
    rates = List.copyOf(rates);
  }

  static PaneSample of(
      GapContrast contrast,
      GroupCounts group,
      GroupCounts reference,
      Map<ScoreMean, PaneMeans> means) {
    return contrast instanceof MeanContrast ofMeans
        ? new PaneSample(List.of(), means.getOrDefault(ofMeans.mean(), PaneMeans.NOBODY))
        : new PaneSample(
            ((RateContrast) contrast)
                .rates().stream().map(rate -> PaneRates.of(rate, group, reference)).toList(),
            PaneMeans.NOBODY);
  }
}
