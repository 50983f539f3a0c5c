package dev.plumbline.stage.redact.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.time.EventTimestamp;
import dev.plumbline.event.time.TimestampException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads when an event happened, as {@link EventTimestamp} reads it; the Kafka record's time when
 * the request does not say. The past has no bound but 1990, so history replays.
 */
public record EventTime(Clock clock) {

  /**
   * @param recordTime the Kafka record's timestamp, epoch milliseconds
   * @throws RequestRejection for a time that cannot be read, or is too far ahead
   */
  public Instant read(@Nullable JsonNode timestamp, long recordTime, Duration maxFuture) {
    Instant time = time(timestamp, recordTime);
    if (time.isAfter(clock.instant().plus(maxFuture))) {
      throw RequestRejection.of(
          "timestamp_in_future", "timestamp is ahead by more than " + maxFuture);
    }
    return time;
  }

  private static Instant time(@Nullable JsonNode timestamp, long recordTime) {
    if (timestamp != null && !timestamp.isTextual() && !timestamp.isNumber()) {
      throw RequestRejection.wrongType("timestamp", "a text or a number");
    }
    try {
      return timestamp == null
          ? EventTimestamp.checked(Instant.ofEpochMilli(recordTime))
          : EventTimestamp.parse(timestamp.asText());
    } catch (TimestampException e) {
      throw RequestRejection.of("bad_timestamp", "timestamp " + e.reason());
    }
  }
}
