package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.MessageChecks;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of one model.
 *
 * @param incidents that are open, or cleared so lately that they may open again; the oldest first
 * @param standing open alerts that are in no incident, by rule
 * @param drifting signals that the newest windows call drifted, by rule
 * @param newestWindow end of the newest window
 */
public record ModelIncidents(
    List<TrackedIncident> incidents,
    Map<String, TrackedRule> standing,
    Map<String, DriftNote> drifting,
    Instant newestWindow) {

  public static final ModelIncidents START =
      new ModelIncidents(List.of(), Map.of(), Map.of(), Instant.EPOCH);

  /**
   * A signal that moved.
   *
   * @param rule that it is about
   * @param since end of the first window that called it drifted
   * @param sentence that window's, with what moved
   */
  public record DriftNote(AlertRule rule, Instant since, String sentence) {}

  public ModelIncidents {
    incidents = List.copyOf(incidents);
    standing = MessageChecks.map(standing); // sorted: what joins when depends on no machine
    drifting = MessageChecks.map(drifting);
  }
}
