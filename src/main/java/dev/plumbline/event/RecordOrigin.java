package dev.plumbline.event;

import java.time.Instant;

/**
 * Where a record lies.
 *
 * @param timestamp the Kafka record's timestamp
 */
public record RecordOrigin(String topic, int partition, long offset, Instant timestamp) {
  public RecordOrigin {
    MessageChecks.notBlank(topic, "topic");
  }
}
