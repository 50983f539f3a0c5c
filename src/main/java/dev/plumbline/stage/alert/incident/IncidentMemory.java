package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.pane.PaneCounts;
import java.time.Instant;
import java.util.List;

/**
 * What is remembered of one model's incidents between events; read only, an {@link IncidentStep}
 * changes it.
 */
public interface IncidentMemory {

  ModelIncidents model();

  /** The panes that are kept and start at this time or later, in order. */
  List<PaneCounts> panesFrom(Instant start);
}
