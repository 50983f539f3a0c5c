package dev.plumbline.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentNote;
import dev.plumbline.kafka.topic.Json;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a note on an incident. What people write is neither logged nor repeated in an error. */
final class NoteRoute {

  private static final Logger LOG = LoggerFactory.getLogger(NoteRoute.class);

  private final Predicate<String> open;
  private volatile @Nullable IncidentNoteInbox inbox;

  /**
   * @param open whether an incident of this key is open
   */
  NoteRoute(Predicate<String> open) {
    this.open = open;
  }

  void use(IncidentNoteInbox given) {
    inbox = given;
  }

  /** A type that no other page's form can send spares us from those of other sites. */
  void answer(Context context) throws InterruptedException {
    IncidentNoteInbox used = inbox;
    String incident = Incident.key(context.pathParam("model"), context.pathParam("id"));
    String type = context.contentType();
    if (type == null || !type.startsWith("application/json")) {
      refuse(context, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "send application/json");
    } else if (used == null) {
      refuse(context, HttpStatus.SERVICE_UNAVAILABLE, "the stages are starting; try again");
    } else if (!open.test(incident)) {
      refuse(context, HttpStatus.NOT_FOUND, "no such incident is open");
    } else {
      write(context, used, incident);
    }
  }

  private static void write(Context context, IncidentNoteInbox inbox, String incident)
      throws InterruptedException {
    try {
      JsonNode body = Json.MAPPER.readTree(context.body());
      IncidentNote note =
          inbox.write(
              incident,
              kind(text(body, "kind")),
              text(body, "who"),
              text(body, "why"),
              instant(text(body, "until")),
              text(body, "assignee"));
      context.status(HttpStatus.CREATED);
      HttpServer.json(context, note);
    } catch (JsonProcessingException e) {
      refuse(context, HttpStatus.BAD_REQUEST, "the body is not JSON");
    } catch (IllegalArgumentException e) {
      refuse(context, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      LOG.warn("a note on an incident could not be stored, error={}", e.getMessage());
      refuse(
          context,
          HttpStatus.SERVICE_UNAVAILABLE,
          "the note may not be stored: the topic incident-notes cannot be written");
    }
  }

  private static String text(JsonNode body, String field) {
    return body.path(field).asText("");
  }

  private static IncidentNote.Kind kind(String name) {
    return Stream.of(IncidentNote.Kind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("kind must be acknowledged, silenced or assigned"));
  }

  private static @Nullable Instant instant(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("until must be a time such as 2026-01-01T12:00:00Z", e);
    }
  }

  private static void refuse(Context context, HttpStatus status, String why) {
    context.status(status);
    HttpServer.json(context, Map.of("error", why));
  }
}
