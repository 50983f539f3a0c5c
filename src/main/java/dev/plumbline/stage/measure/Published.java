package dev.plumbline.stage.measure;

import dev.plumbline.event.PaneCounts;
import dev.plumbline.event.WindowMeasures;

/** What the merge step forwards. */
sealed interface Published {

  /** A closed evidence pane. */
  record Pane(PaneCounts counts) implements Published {}

  /** A window's measures. */
  record Window(WindowMeasures measures) implements Published {}
}
