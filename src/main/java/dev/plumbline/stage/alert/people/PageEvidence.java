package dev.plumbline.stage.alert.people;

import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.alert.SequentialEvidence.Naming;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing.PolicyEvidence;

/** Evidence that pages, and whom it rests on. */
public record PageEvidence(ThresholdCrossing crossing, EvidenceBasis basis) {

  public SequentialEvidence toSequential() {
    PolicyEvidence of = crossing.policy();
    boolean people = basis.countsPeople();
    return new SequentialEvidence(
        crossing.evidence(),
        crossing.threshold(),
        crossing.onset(),
        of.share(),
        of.sum(),
        of.threshold(),
        of.names().each() ? Naming.EACH : Naming.TOGETHER,
        people ? basis.group().number() : null,
        people ? basis.reference().number() : null);
  }
}
