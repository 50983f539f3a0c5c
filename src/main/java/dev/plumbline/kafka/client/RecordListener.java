package dev.plumbline.kafka.client;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * What is done with a followed topic's records. Called by the follower's thread only. What it
 * throws ends the follower, unless it is a Kafka client's error.
 */
public interface RecordListener<V> {

  /** Takes a record that has a value; those that cannot be read do not come here. */
  void offer(V value, int partition, long offset);

  /**
   * Does a piece of what is to be done, also while the broker is away.
   *
   * @param readToTheEnd asks the broker whether all that lies in this process's partitions has been
   *     offered; false while the broker is away
   * @return whether there may be more to do at once
   */
  default boolean work(BooleanSupplier readToTheEnd) throws InterruptedException {
    return false;
  }

  /**
   * The offset to start at after a crash; empty commits nothing.
   *
   * @param position the offset after the last record of the partition that was read
   */
  default OptionalLong committable(int partition, long position) {
    return OptionalLong.empty();
  }

  /** The partition is another process's now, or its records are about to be offered again. */
  default void forget(int partition) {}
}
