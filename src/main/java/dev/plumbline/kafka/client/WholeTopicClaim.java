package dev.plumbline.kafka.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * All partitions from their beginning, without a group, so that any number of processes may follow.
 * A later consumer goes on where the one before was.
 */
final class WholeTopicClaim implements PartitionClaim {

  private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();

  @Override
  public void claim(Consumer<?, ?> consumer, Collection<TopicPartition> all) {
    Set<TopicPartition> added = new HashSet<>(all);
    added.removeAll(consumer.assignment());
    if (!added.isEmpty()) {
      consumer.assign(all); // keeps the place in those that it has
      added.forEach(partition -> seek(consumer, partition));
    }
  }

  private void seek(Consumer<?, ?> consumer, TopicPartition partition) {
    OffsetAndMetadata place = next.get(partition);
    if (place == null) {
      consumer.seekToBeginning(List.of(partition));
    } else {
      consumer.seek(partition, place);
    }
  }

  @Override
  public boolean granted() {
    return true;
  }

  @Override
  public void settle(Consumer<?, ?> consumer, ConsumerRecords<?, ?> records) {
    next.putAll(records.nextOffsets());
  }

  @Override
  public void abandon() {}
}
