package dev.plumbline.kafka.ring;

import dev.plumbline.event.RecordOrigin;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record that waits in a {@link DurableRing}, with all that is needed to forward it later as if
 * it had just arrived.
 *
 * @param sequence place in the order of arrival; -1 outside a ring
 * @param value empty for a tombstone
 * @param timestamp the Kafka record's timestamp
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RingSlot(
    long sequence,
    String topic,
    int partition,
    long offset,
    long timestamp,
    @Nullable String key,
    byte[] value,
    Headers headers) {

  private static final long NOWHERE = -1;

  /** The record that a processor was just given. */
  public static RingSlot of(Record<String, byte[]> record, RecordMetadata origin) {
    return new RingSlot(
        NOWHERE,
        origin.topic(),
        origin.partition(),
        origin.offset(),
        record.timestamp(),
        record.key(),
        record.value() == null ? new byte[0] : record.value(),
        record.headers());
  }

  /** Where the record lies in its topic. */
  public RecordOrigin origin() {
    return new RecordOrigin(topic, partition, offset, Instant.ofEpochMilli(timestamp));
  }

  /** Of key and value, about. */
  long bytes() {
    return value.length + (key == null ? 0L : key.length());
  }

  RingSlot at(long newSequence) {
    return new RingSlot(newSequence, topic, partition, offset, timestamp, key, value, headers);
  }
}
