package dev.plumbline.cli.service;

import dev.plumbline.event.incident.IncidentNote;
import dev.plumbline.http.IncidentNoteInbox;
import dev.plumbline.kafka.client.TopicAppender;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.redact.text.FreeTextRedactor;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes what people do about incidents to {@code incident-notes}, their reasons redacted. Opens
 * the topic for every note: there are a few a day, and a process without the right to write serves
 * all else.
 */
final class IncidentNoteDesk implements IncidentNoteInbox {

  private final StreamsSettings streams;
  private final InstantSource clock;
  private final FreeTextRedactor redactor = new FreeTextRedactor();

  IncidentNoteDesk(StreamsSettings streams, InstantSource clock) {
    this.streams = streams;
    this.clock = clock;
  }

  @Override
  public IncidentNote write(
      String incident,
      IncidentNote.Kind kind,
      String who,
      @Nullable String why,
      @Nullable Instant until,
      @Nullable String assignee)
      throws InterruptedException {
    IncidentNote note =
        IncidentNote.of(
            incident,
            kind,
            who,
            clock.instant(),
            why == null ? null : redactor.redact(why),
            until,
            assignee);
    try (TopicAppender<IncidentNote> notes = TopicAppender.open(Topics.INCIDENT_NOTES, streams)) {
      notes.append(note.key(), note);
    }
    return note;
  }
}
