package dev.plumbline.http;

import dev.plumbline.event.incident.IncidentNote;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest note of each kind, of the incidents that were written about last. */
final class IncidentNotes {

  /** Incidents; beyond these the ones that nobody wrote about for longest are forgotten. */
  private static final int MOST = 10_000;

  private final Map<String, Map<IncidentNote.Kind, IncidentNote>> byIncident =
      new LinkedHashMap<>();

  void accept(IncidentNote note) {
    Map<IncidentNote.Kind, IncidentNote> notes = byIncident.remove(note.incident());
    Map<IncidentNote.Kind, IncidentNote> kept = notes == null ? new LinkedHashMap<>() : notes;
    kept.put(note.kind(), note);
    byIncident.put(note.incident(), kept);
    if (byIncident.size() > MOST) {
      byIncident.remove(byIncident.keySet().iterator().next());
    }
  }

  /** Oldest first. */
  List<IncidentNote> of(String incident) {
    return byIncident.getOrDefault(incident, Map.of()).values().stream()
        .sorted(Comparator.comparing(IncidentNote::at))
        .toList();
  }
}
