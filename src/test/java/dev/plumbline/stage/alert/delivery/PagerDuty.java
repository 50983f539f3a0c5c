package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.alert.delivery.Endpoint.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers as the Events API v2 is documented to, and keeps incidents as its users see them: a
 * trigger opens one or joins the open one of its key, a resolve closes that or does nothing.
 */
public final class PagerDuty implements AutoCloseable {

  public static final String KEY = "0123456789abcdef0123456789abcdef";

  /** One incident; the newest event's severity and summary are its own. */
  public record Incident(String key, boolean open, int triggers, String severity, String summary) {}

  /** An event that was taken. */
  record Event(Instant at, JsonNode body) {}

  private static final int MOST_A_MINUTE = 120;

  private final JsonSchema contract = Endpoint.contract("pagerduty-events-v2.json");
  private final InstantSource clock;
  private final Endpoint endpoint = new Endpoint(this::answer);
  private final List<Incident> incidents = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private boolean down;
  private int requests;

  public PagerDuty(InstantSource clock) {
    this.clock = clock;
  }

  public URI url() {
    return endpoint.url("/v2/enqueue");
  }

  public synchronized void down(boolean now) {
    down = now;
  }

  public synchronized List<Incident> incidents() {
    return List.copyOf(incidents);
  }

  public synchronized int requests() {
    return requests;
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  private synchronized Answer answer(String path, String body) {
    requests++;
    if (down) {
      return new Answer(503, "{\"status\":\"down\",\"message\":\"maintenance\"}");
    }
    Instant minuteAgo = clock.instant().minus(Duration.ofMinutes(1));
    if (events.stream().filter(event -> event.at().isAfter(minuteAgo)).count() >= MOST_A_MINUTE) {
      return new Answer(429, "");
    }
    try {
      return path.equals("/v2/enqueue") ? take(Json.MAPPER.readTree(body)) : new Answer(404, "");
    } catch (IOException e) {
      return invalid("JSON parse error");
    }
  }

  private Answer take(JsonNode event) {
    List<String> errors =
        contract.validate(event).stream().map(each -> "'" + each.getMessage() + "'").toList();
    if (!errors.isEmpty()) {
      return invalid(errors.get(0));
    }
    if (!event.get("routing_key").asText().equals(KEY)) {
      return invalid("Invalid routing key");
    }
    events.add(new Event(clock.instant(), event));
    String key = event.get("dedup_key").asText();
    switch (event.get("event_action").asText()) {
      case "trigger" -> trigger(key, event.get("payload"));
      case "resolve" -> incidents.replaceAll(each -> each.key().equals(key) ? closed(each) : each);
      default -> throw new IllegalStateException("never acknowledges");
    }
    return new Answer(
        202,
        Json.MAPPER
            .createObjectNode()
            .put("status", "success")
            .put("message", "Event processed")
            .put("dedup_key", key)
            .toString());
  }

  private void trigger(String key, JsonNode payload) {
    String severity = payload.get("severity").asText();
    String summary = payload.get("summary").asText();
    for (int i = 0; i < incidents.size(); i++) {
      Incident each = incidents.get(i);
      if (each.key().equals(key) && each.open()) {
        incidents.set(i, new Incident(key, true, each.triggers() + 1, severity, summary));
        return;
      }
    }
    incidents.add(new Incident(key, true, 1, severity, summary));
  }

  private static Incident closed(Incident each) {
    return new Incident(each.key(), false, each.triggers(), each.severity(), each.summary());
  }

  private static Answer invalid(String error) {
    var body =
        Json.MAPPER
            .createObjectNode()
            .put("status", "invalid event")
            .put("message", "Event object is invalid");
    body.putArray("errors").add(error);
    return new Answer(400, body.toString());
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
