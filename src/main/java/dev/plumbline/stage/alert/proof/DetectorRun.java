package dev.plumbline.stage.alert.proof;

import dev.plumbline.stage.alert.evidence.DecayedMeans;
import dev.plumbline.stage.alert.evidence.DecayedRates;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.evidence.MeanContrast;
import dev.plumbline.stage.alert.evidence.PageThresholds;
import dev.plumbline.stage.alert.evidence.PaneRates;
import dev.plumbline.stage.alert.evidence.RateContrast;
import java.util.Arrays;
import java.util.Map;

/**
 * A detector and what it knows of earlier panes, from pane to pane. One of a search bets only when
 * the last panes' gap is near what is tolerated.
 */
final class DetectorRun {

  private final GapContrast contrast;
  private final DecayedRates[] past;
  private DecayedMeans pastMeans = DecayedMeans.NONE;
  private final boolean searched;
  private EDetector detector;

  /**
   * @param fresh before the first pane
   */
  DetectorRun(GapContrast contrast, EDetector fresh) {
    this.contrast = contrast;
    this.detector = fresh;
    this.searched = fresh.number() == PageThresholds.SEARCHED;
    this.past = new DecayedRates[contrast instanceof RateContrast of ? of.terms().size() : 0];
    Arrays.fill(past, DecayedRates.NONE);
  }

  /**
   * @param start of the pane, epoch milliseconds
   * @param betting whether it is bet on the pane; else it is only learned from
   */
  void take(PaneSample sample, long start, boolean betting) {
    if (contrast instanceof MeanContrast ofMeans) {
      if (betting) {
        detector = detector.after(ofMeans, pastMeans, sample.means(), start);
      }
      pastMeans = pastMeans.after(Map.of(ofMeans.mean(), sample.means()));
    } else if (contrast instanceof RateContrast ofRates) {
      PaneRates[] now = sample.rates().toArray(PaneRates[]::new);
      if (betting && (!searched || ofRates.isNear(past))) {
        detector = detector.after(ofRates, past, now, start);
      }
      for (int term = 0; term < past.length; term++) {
        past[term] = past[term].after(now[term]);
      }
    }
  }

  EDetector detector() {
    return detector;
  }
}
