package dev.plumbline.stage.measure.fold;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.unit.UnitCandidates;

/** What folding one record, or one tick, can forward. */
public sealed interface FoldOutput {

  /** Counts on their way to the merge step. */
  record Counted(CountsDelta delta) implements FoldOutput {}

  /** Candidates for units of evidence, on the same way before the counts. */
  record Candidates(UnitCandidates units) implements FoldOutput {}

  /** A record that could not be measured. */
  record Rejected(DeadLetter letter) implements FoldOutput {}
}
