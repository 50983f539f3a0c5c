package dev.plumbline.stage.alert.proof;

import dev.plumbline.stage.alert.evidence.DecayedRates;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.PaneRates;
import dev.plumbline.stage.alert.evidence.RateContrast;
import java.util.Arrays;
import java.util.List;

/**
 * The detector over the panes of a proof alone.
 *
 * @param first number of the first pane that the proof shows
 * @param warmUp panes that are only learned from, before the first bet
 */
record ProvenDetector(long first, int warmUp, EDetector detector) {

  /**
   * From a pane that says where the past begins, or late enough after one that what came before has
   * been forgotten.
   *
   * @param panes from the first that the proof shows to the page's
   */
  static ProvenDetector of(PageMoment page, List<ProofPane> panes) {
    long first = page.pane() + 1 - panes.size();
    long learned = first > page.firstPast() ? first + PageProof.WARM_UP : first;
    int warmUp = (int) (Math.max(page.firstBet(), learned) - first);
    RateContrast contrast = page.contrast();
    EDetector detector = EDetector.fresh(page.detector().number());
    DecayedRates[] past = new DecayedRates[contrast.terms().size()];
    Arrays.fill(past, DecayedRates.NONE);
    for (int i = 0; i < panes.size(); i++) {
      if (!panes.get(i).samples().isEmpty()) {
        PaneRates[] samples = panes.get(i).samples().toArray(PaneRates[]::new);
        if (i >= warmUp) {
          detector = detector.after(contrast, past, samples, panes.get(i).start());
        }
        for (int term = 0; term < past.length; term++) {
          past[term] = past[term].after(samples[term]);
        }
      }
    }
    return new ProvenDetector(first, warmUp, detector);
  }
}
