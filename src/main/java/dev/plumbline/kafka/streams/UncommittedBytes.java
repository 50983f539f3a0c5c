package dev.plumbline.kafka.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How many bytes of records a stream thread has been given and has not committed. Kafka Streams
 * bounds what it buffers by the number of records, a thousand of each partition: a gigabyte where a
 * record is a megabyte. Used by one stream thread.
 */
final class UncommittedBytes {

  /** What one poll gave of a partition. */
  private record Given(long lastOffset, long bytes) {}

  private static final long LEAST = 4L << 20;
  private static final long MOST = 64L << 20;

  /** Threads, of all stages of a process, that the heap is shared among. */
  private static final int SHARES = 32;

  /**
   * After which a poll is due all the same: a task may wait for a record of another partition, and
   * the members of a group hear of each other in polls.
   */
  private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final long most;
  private final Map<TopicPartition, Deque<Given>> given = new HashMap<>();
  private long bytes;
  private long polledAt = System.nanoTime();

  UncommittedBytes() {
    this(Math.max(LEAST, Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARES)));
  }

  UncommittedBytes(long most) {
    this.most = most;
  }

  /** Whether what was given should be worked off before more is asked for. */
  boolean enough(long nowNanos) {
    return bytes > most && nowNanos - polledAt < LONGEST_PAUSE_NANOS;
  }

  /**
   * What a poll gave.
   *
   * @param assigned the thread's partitions; what others gave is no longer its own
   */
  void gave(ConsumerRecords<byte[], byte[]> records, Set<TopicPartition> assigned, long nowNanos) {
    polledAt = nowNanos;
    given.keySet().stream().filter(each -> !assigned.contains(each)).toList().forEach(this::drop);
    for (TopicPartition partition : records.partitions()) {
      long size = 0;
      long first = Long.MAX_VALUE;
      long last = Long.MIN_VALUE;
      for (ConsumerRecord<byte[], byte[]> each : records.records(partition)) {
        size += Math.max(0, each.serializedKeySize()) + Math.max(0, each.serializedValueSize());
        first = Math.min(first, each.offset());
        last = Math.max(last, each.offset());
      }
      Deque<Given> before = given.get(partition);
      if (before != null && !before.isEmpty() && first <= before.getLast().lastOffset()) {
        drop(partition); // it is read again from an earlier place
      }
      given.computeIfAbsent(partition, name -> new ArrayDeque<>()).addLast(new Given(last, size));
      bytes += size;
    }
  }

  void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach(
        (partition, next) -> {
          Deque<Given> of = given.get(partition);
          while (of != null && !of.isEmpty() && of.getFirst().lastOffset() < next.offset()) {
            bytes -= of.removeFirst().bytes();
          }
        });
  }

  private void drop(TopicPartition partition) {
    Deque<Given> of = given.remove(partition);
    if (of != null) {
      of.forEach(each -> bytes -= each.bytes());
    }
  }
}
