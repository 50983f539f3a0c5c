package dev.plumbline.kafka.client;

import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** How a follower comes to its partitions. Serves one consumer after the other. */
interface PartitionClaim {

  /**
   * Asks for partitions, or only for those that are new.
   *
   * @param all partitions of the topic
   */
  void claim(Consumer<?, ?> consumer, Collection<TopicPartition> all);

  /** Whether the consumer has been given its partitions, which may be none. */
  boolean granted();

  /** Keeps in mind how far the records have been dealt with. */
  void settle(Consumer<?, ?> consumer, ConsumerRecords<?, ?> records);

  /** The consumer is given up. Nothing is committed for it any more. */
  void abandon();
}
