package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.pane.PaneCounts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one pane or window changes.
 *
 * @param model to be remembered
 * @param changed whether that differs from before
 * @param pane to be kept; null for a window
 * @param forgetBefore panes that start earlier are needed no more
 * @param incidents to be told, in order
 * @param alerts the event's, with the incident that tells of them
 */
public record IncidentStep(
    ModelIncidents model,
    boolean changed,
    @Nullable PaneCounts pane,
    Instant forgetBefore,
    List<Incident> incidents,
    List<Alert> alerts) {

  public IncidentStep {
    incidents = List.copyOf(incidents);
    alerts = List.copyOf(alerts);
  }
}
