package dev.plumbline.stage.redact.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Reads when an event happened: ISO-8601 with an offset, or milliseconds since 1970; the Kafka
 * record's time when the request does not say. The past has no bound but 1970, so history replays.
 */
public record EventTime(Clock clock) {

  /**
   * @param recordTime the Kafka record's timestamp, epoch milliseconds
   * @throws RequestRejection for a time that cannot be read, or is too far ahead
   */
  public Instant read(@Nullable JsonNode timestamp, long recordTime, Duration maxFuture) {
    Instant time = timestamp == null ? Instant.ofEpochMilli(recordTime) : parse(timestamp);
    if (time.isBefore(Instant.EPOCH)) {
      throw RequestRejection.of("bad_timestamp", "timestamp is before 1970");
    }
    if (time.isAfter(clock.instant().plus(maxFuture))) {
      throw RequestRejection.of(
          "timestamp_in_future", "timestamp is ahead by more than " + maxFuture);
    }
    return time;
  }

  private static Instant parse(JsonNode timestamp) {
    if (timestamp.isIntegralNumber() && timestamp.canConvertToLong()) {
      return Instant.ofEpochMilli(timestamp.longValue());
    }
    if (!timestamp.isTextual()) {
      throw RequestRejection.wrongType(
          "timestamp", "an ISO-8601 string or milliseconds since 1970");
    }
    try {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(timestamp.textValue(), Instant::from);
    } catch (DateTimeException e) {
      // Its message quotes the text.
      throw RequestRejection.of("bad_timestamp", "timestamp is not ISO-8601 with an offset");
    }
  }
}
