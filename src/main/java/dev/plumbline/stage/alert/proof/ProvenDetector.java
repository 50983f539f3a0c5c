package dev.plumbline.stage.alert.proof;

import dev.plumbline.stage.alert.evidence.DecayedRates;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.PaneRates;
import dev.plumbline.stage.alert.evidence.RateContrast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A detector over the panes of a proof alone.
 *
 * @param of which one
 * @param warmUp panes that are only learned from, before the first bet
 */
record ProvenDetector(PageDetector of, int warmUp, EDetector detector) {

  /** Every detector of the proof, in its order. */
  static List<ProvenDetector> all(ProofPlan plan, List<ProofPane> panes) {
    List<ProvenDetector> all = new ArrayList<>();
    for (int i = 0; i < plan.detectors().size(); i++) {
      all.add(after(plan, i, panes));
    }
    return all;
  }

  /**
   * From a pane that says where the past begins, or late enough after one that what came before has
   * been forgotten.
   *
   * @param place of the detector in the plan
   * @param panes from the first that the proof shows to the page's
   */
  private static ProvenDetector after(ProofPlan plan, int place, List<ProofPane> panes) {
    PageDetector of = plan.detectors().get(place);
    long first = plan.page().pane() + 1 - panes.size();
    long learned = first > of.firstPast() ? first + PageProof.WARM_UP : first;
    int warmUp = (int) (Math.max(of.firstBet(), learned) - first);
    RateContrast contrast = of.contrast();
    EDetector detector = of.detector().restarted();
    DecayedRates[] past = new DecayedRates[contrast.terms().size()];
    Arrays.fill(past, DecayedRates.NONE);
    for (int i = 0; i < panes.size(); i++) {
      PaneRates[] samples = panes.get(i).samples().get(place).toArray(PaneRates[]::new);
      if (samples.length > 0) {
        if (i >= warmUp) {
          detector = detector.after(contrast, past, samples, panes.get(i).start());
        }
        for (int term = 0; term < past.length; term++) {
          past[term] = past[term].after(samples[term]);
        }
      }
    }
    return new ProvenDetector(of, Math.min(warmUp, panes.size()), detector);
  }
}
