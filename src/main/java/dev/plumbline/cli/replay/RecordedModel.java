package dev.plumbline.cli.replay;

import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.event.measure.WindowMeasures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a replay measured of one model. */
record RecordedModel(List<PaneCounts> panes, List<WindowMeasures> windows) {

  private static final double DAY = Duration.ofDays(1).toMillis();

  RecordedModel {
    panes = List.copyOf(panes);
    windows = List.copyOf(windows);
  }

  /** From the first pane's start to the last one's end. */
  double days() {
    Instant start = panes.stream().map(p -> p.pane().start()).min(Instant::compareTo).orElse(null);
    Instant end = panes.stream().map(p -> p.pane().end()).max(Instant::compareTo).orElse(null);
    return start == null || end == null ? 0 : Duration.between(start, end).toMillis() / DAY;
  }
}
