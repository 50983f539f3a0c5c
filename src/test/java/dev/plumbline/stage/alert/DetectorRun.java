package dev.plumbline.stage.alert;

/** A detector of two rates and the past it bets on. */
final class DetectorRun {

  private final Contrast contrast;
  private EDetector detector = EDetector.fresh(1);
  private Past past = Past.NONE;

  DetectorRun(Contrast contrast) {
    this.contrast = contrast;
  }

  void pane(long successes, long trials, long referenceSuccesses, long referenceTrials) {
    Sample sample = new Sample(successes, trials, referenceSuccesses, referenceTrials);
    detector = detector.after(contrast, new Past[] {past, past}, new Sample[] {sample, sample});
    past = past.after(sample);
  }

  EDetector detector() {
    return detector;
  }

  void restart() {
    detector = detector.restarted();
  }
}
