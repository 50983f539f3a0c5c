package dev.plumbline.kafka.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A share of the partitions, as a member of a group. An offset is committed only when the listener
 * has settled all before it, so a crash repeats and never loses. The listener keeps what it knows
 * of its partitions while no consumer can be had, and forgets it when the next one reads them
 * again.
 */
final class GroupClaim implements PartitionClaim {

  private final String topic;
  private final boolean fromBeginning;
  private final RecordListener<?> listener;
  private final Set<TopicPartition> known = new HashSet<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private @Nullable Handover handover;

  /**
   * @param fromBeginning whether partitions are read from their beginning whenever they come, in
   *     place of the committed offset
   */
  GroupClaim(String topic, boolean fromBeginning, RecordListener<?> listener) {
    this.topic = topic;
    this.fromBeginning = fromBeginning;
    this.listener = listener;
  }

  @Override
  public void claim(Consumer<?, ?> consumer, Collection<TopicPartition> all) {
    if (handover == null) {
      handover = new Handover(consumer);
      consumer.subscribe(List.of(topic), handover);
    }
  }

  @Override
  public boolean granted() {
    return handover != null && handover.joined;
  }

  @Override
  public void settle(Consumer<?, ?> consumer, ConsumerRecords<?, ?> records) {
    commit(consumer, consumer.assignment());
  }

  @Override
  public void abandon() {
    if (handover != null) {
      handover.abandoned = true;
      handover = null;
    }
  }

  private void commit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();
    for (TopicPartition partition : partitions) {
      listener
          .committable(partition.partition(), consumer.position(partition))
          .ifPresent(next -> settled.put(partition, new OffsetAndMetadata(next)));
    }
    settled.entrySet().removeAll(committed.entrySet());
    if (!settled.isEmpty()) {
      consumer.commitSync(settled);
      committed.putAll(settled);
    }
  }

  private void forget(Collection<TopicPartition> partitions) {
    committed.keySet().removeAll(partitions);
    partitions.forEach(partition -> listener.forget(partition.partition()));
    known.removeAll(partitions);
  }

  /** Partitions that come to one consumer and go from it. */
  private final class Handover implements ConsumerRebalanceListener {

    private final Consumer<?, ?> consumer;
    private boolean joined;
    private boolean abandoned;

    Handover(Consumer<?, ?> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!joined) {
        forget(Set.copyOf(known)); // of the consumer before
        joined = true;
      }
      known.addAll(partitions);
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!abandoned) {
        commit(consumer, partitions);
        forget(partitions);
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      if (!abandoned) {
        forget(partitions);
      }
    }
  }
}
