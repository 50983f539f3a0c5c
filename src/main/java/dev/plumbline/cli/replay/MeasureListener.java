package dev.plumbline.cli.replay;

import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;

/** Takes what was measured of one model, in order of event time. */
interface MeasureListener {

  void onPane(PaneCounts pane);

  /** After the panes that end with it or earlier. */
  void onWindow(WindowMeasures window);
}
