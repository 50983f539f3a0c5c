package dev.plumbline.stage.measure.merge;

import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;

/** What the merge step forwards. */
public sealed interface MergeOutput {

  /** A closed evidence pane. */
  record Pane(PaneCounts counts) implements MergeOutput {}

  /** A window's measures. */
  record Window(WindowMeasures measures) implements MergeOutput {}
}
