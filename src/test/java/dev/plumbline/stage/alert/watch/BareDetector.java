package dev.plumbline.stage.alert.watch;

import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.DecayedRates;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.PageThresholds;
import dev.plumbline.stage.alert.evidence.PaneRates;
import dev.plumbline.stage.alert.evidence.RateContrast;

/** The first detector of a policy alone, without the life of an alert around it. */
final class BareDetector {

  private final RateContrast contrast;
  private final double threshold;
  private EDetector detector = EDetector.fresh(1);
  private DecayedRates past = DecayedRates.NONE;
  private int reached = -1;

  BareDetector(Policy policy) {
    contrast = RateContrast.of(policy.fairness().get(0)).get(0);
    threshold = PageThresholds.of(policy).thresholdFor(1);
  }

  /**
   * @param successes of the group and of its reference, among so many requests each
   */
  void pane(int minute, long[] successes, int requests) {
    PaneRates pane = new PaneRates(successes[0], requests, successes[1], requests);
    detector =
        detector.after(
            contrast,
            new DecayedRates[] {past, past},
            new PaneRates[] {pane, pane},
            60_000L * minute);
    past = past.after(pane);
    if (reached < 0 && detector.reaches(threshold)) {
      reached = minute;
    }
  }

  /** Minute in which it first reached its threshold; -1 before. */
  int reached() {
    return reached;
  }
}
