package dev.plumbline.stage.measure;

import dev.plumbline.event.DeadLetter;

/** What folding one record, or one tick, can forward. */
sealed interface Folded {

  /** Counts on their way to the merge step. */
  record Counted(Delta delta) implements Folded {}

  /** A record that could not be measured. */
  record Rejected(DeadLetter letter) implements Folded {}
}
