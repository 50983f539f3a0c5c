package dev.plumbline.stage.alert.proof;

import dev.plumbline.stage.alert.evidence.EDetector;
import java.util.ArrayList;
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
    DetectorRun run = new DetectorRun(of.contrast(), of.detector().restarted());
    for (int i = 0; i < panes.size(); i++) {
      PaneSample sample = panes.get(i).samples().get(place);
      if (sample != null) {
        run.take(sample, panes.get(i).start(), i >= warmUp);
      }
    }
    return new ProvenDetector(of, Math.min(warmUp, panes.size()), run.detector());
  }
}
