package dev.plumbline.cli.service;

import dev.plumbline.event.incident.IncidentNote;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.RecordListener;
import dev.plumbline.kafka.client.TopicFollower;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.topic.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Incidents that people silenced, from {@code incident-notes}. Before the topic is read nothing is
 * silenced: a page too many is better than one too few.
 */
final class PeoplesSilences {

  private final Map<String, IncidentNote> newest = new ConcurrentHashMap<>();

  BackgroundTask follow(FollowerContext context) {
    RecordListener<IncidentNote> listener =
        (note, partition, offset) -> accept(note, context.clock().instant());
    return TopicFollower.ofWhole(context, "plumbline-silences", Topics.INCIDENT_NOTES, listener);
  }

  void accept(IncidentNote note, Instant now) {
    if (note.kind() == IncidentNote.Kind.SILENCED) {
      newest.put(note.incident(), note);
      newest.values().removeIf(each -> !each.silencesAt(now));
    }
  }

  boolean at(String incident, Instant now) {
    IncidentNote note = newest.get(incident);
    return note != null && note.silencesAt(now);
  }
}
