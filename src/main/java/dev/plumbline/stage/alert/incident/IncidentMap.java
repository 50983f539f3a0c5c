package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.pane.PaneCounts;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** The memory of one run, gone with it. */
public final class IncidentMap implements IncidentMemory {

  private final TreeMap<Instant, PaneCounts> panes = new TreeMap<>();
  private ModelIncidents model = ModelIncidents.START;

  @Override
  public ModelIncidents model() {
    return model;
  }

  @Override
  public List<PaneCounts> panesFrom(Instant start) {
    return List.copyOf(panes.tailMap(start, true).values());
  }

  /** Takes over what a step changed. */
  public void apply(IncidentStep step) {
    model = step.model();
    PaneCounts pane = step.pane();
    if (pane != null) {
      panes.put(pane.pane().start(), pane);
      panes.headMap(step.forgetBefore()).clear();
    }
  }
}
