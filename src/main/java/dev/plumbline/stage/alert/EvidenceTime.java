package dev.plumbline.stage.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** Event time of a pane or a window: its end. */
final class EvidenceTime {

  private EvidenceTime() {}

  /**
   * Epoch milliseconds of the end; {@code otherwise} when the value cannot be read, which is told
   * elsewhere.
   */
  static long of(byte[] value, long otherwise) {
    try {
      JsonNode json = Json.MAPPER.readTree(value);
      JsonNode span = json.hasNonNull("pane") ? json.get("pane") : json.path("window");
      return Instant.parse(span.path("end").asText()).toEpochMilli();
    } catch (IOException | DateTimeException e) {
      return otherwise;
    }
  }
}
