package dev.plumbline.stage.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Event time of a pane or a window: its end. A window is taken a millisecond later, so that the
 * panes that end with it come first and the order says nothing of the broker's.
 */
final class EvidenceTime {

  private EvidenceTime() {}

  /**
   * Epoch milliseconds; {@code otherwise} when the value cannot be read, which is told elsewhere.
   */
  static long of(byte[] value, long otherwise) {
    try {
      JsonNode json = Json.MAPPER.readTree(value);
      boolean pane = json.hasNonNull("pane");
      JsonNode span = json.path(pane ? "pane" : "window");
      return Instant.parse(span.path("end").asText()).toEpochMilli() + (pane ? 0 : 1);
    } catch (IOException | DateTimeException e) {
      return otherwise;
    }
  }
}
