package dev.plumbline.event.incident;

import dev.plumbline.event.MessageChecks;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person did about an incident, the value of {@code incident-notes}. The newest of each kind
 * counts, so two people who write different kinds at once do not undo each other.
 *
 * @param key {@code model/id/kind}
 * @param incident the incident's key, {@code model/id}
 * @param who the person, as they call themselves
 * @param at wall-clock time of the server that took it
 * @param why null when nothing was said, which a silence does not allow
 * @param until wall-clock end of a silence; null of other kinds
 * @param assignee who is to see to it; null of other kinds
 */
public record IncidentNote(
    String key,
    String incident,
    Kind kind,
    String who,
    Instant at,
    @Nullable String why,
    @Nullable Instant until,
    @Nullable String assignee) {

  /** Characters of a name. */
  public static final int MOST_NAME = 100;

  /** Characters of a reason. */
  public static final int MOST_WHY = 500;

  /** What was done. */
  public enum Kind {
    /** Somebody has seen it. */
    ACKNOWLEDGED,
    /** Sinks are told nothing of it until a time, except that it cleared. */
    SILENCED,
    /** Somebody is to see to it. */
    ASSIGNED
  }

  public IncidentNote {
    MessageChecks.notBlank(incident, "incident");
    MessageChecks.notNull(kind, "kind");
    notLong(MessageChecks.notBlank(who, "who"), MOST_NAME, "who");
    MessageChecks.notNull(at, "at");
    if (kind == Kind.SILENCED) {
      MessageChecks.notBlank(why, "why");
      MessageChecks.notNull(until, "until");
    }
    if (kind == Kind.ASSIGNED) {
      MessageChecks.notBlank(assignee, "assignee");
    }
    notLong(why, MOST_WHY, "why");
    notLong(assignee, MOST_NAME, "assignee");
    key = key(incident, kind);
  }

  /** Takes only what its kind has. */
  public static IncidentNote of(
      String incident,
      Kind kind,
      String who,
      Instant at,
      @Nullable String why,
      @Nullable Instant until,
      @Nullable String assignee) {
    return new IncidentNote(
        key(incident, kind),
        incident,
        kind,
        who,
        at,
        why == null || why.isBlank() ? null : why,
        kind == Kind.SILENCED ? until : null,
        kind == Kind.ASSIGNED ? assignee : null);
  }

  private static String key(String incident, Kind kind) {
    return incident + "/" + kind.name().toLowerCase(Locale.ROOT);
  }

  private static void notLong(@Nullable String value, int most, String name) {
    if (value != null && value.length() > most) {
      throw new IllegalArgumentException(name + " has more than " + most + " characters");
    }
  }

  /** Whether it keeps sinks from being told at that time. */
  public boolean silencesAt(Instant now) {
    return until != null && now.isBefore(until);
  }
}
