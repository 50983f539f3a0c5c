package dev.plumbline.http;

import dev.plumbline.event.incident.IncidentNote;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps what people do about incidents. */
public interface IncidentNoteInbox {

  /**
   * Returns once the cluster has the note.
   *
   * @param incident {@code model/id} of one that is open
   * @return the note as it was stored
   * @throws IllegalArgumentException when something is missing or too long; its message says what
   * @throws IllegalStateException when the note is not certain to be stored
   */
  IncidentNote write(
      String incident,
      IncidentNote.Kind kind,
      String who,
      @Nullable String why,
      @Nullable Instant until,
      @Nullable String assignee)
      throws InterruptedException;
}
