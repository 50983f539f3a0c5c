package dev.plumbline.stage.alert.evidence;

/** A detector of two rates and the past it bets on. */
final class DetectorRun {

  private final RateContrast contrast;
  private EDetector detector = EDetector.fresh(1);
  private DecayedRates past = DecayedRates.NONE;
  private long panes = 1;

  DetectorRun(RateContrast contrast) {
    this.contrast = contrast;
  }

  void pane(long successes, long trials, long referenceSuccesses, long referenceTrials) {
    PaneRates sample = new PaneRates(successes, trials, referenceSuccesses, referenceTrials);
    detector =
        detector.after(
            contrast, new DecayedRates[] {past, past}, new PaneRates[] {sample, sample}, panes++);
    past = past.after(sample);
  }

  EDetector detector() {
    return detector;
  }

  void restart() {
    detector = detector.restarted();
  }
}
