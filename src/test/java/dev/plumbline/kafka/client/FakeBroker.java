package dev.plumbline.kafka.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** One topic with one partition, whose consumers all fail while it is told to. */
final class FakeBroker {

  private final TopicPartition partition;
  private final List<byte[]> values = new CopyOnWriteArrayList<>();
  private final List<FakeConsumer> consumers = new CopyOnWriteArrayList<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new ConcurrentHashMap<>();
  private volatile boolean there = true;
  private volatile @Nullable KafkaException failure;

  FakeBroker(String topic) {
    this.partition = new TopicPartition(topic, 0);
  }

  void write(long value) {
    write(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  void write(byte[] value) {
    values.add(value);
  }

  void topicIsThere(boolean is) {
    there = is;
  }

  void failing(KafkaException with) {
    failure = with;
  }

  void working() {
    failure = null;
  }

  /** How many there have been. */
  int consumers() {
    return consumers.size();
  }

  long open() {
    return consumers.stream().filter(consumer -> !consumer.closed()).count();
  }

  /** -1 without one. */
  long committed() {
    OffsetAndMetadata offset = committed.get(partition);
    return offset == null ? -1 : offset.offset();
  }

  /** Takes part in a group once it subscribes, and is given the partition. */
  Consumer<String, byte[]> consumer() {
    FakeConsumer consumer = new FakeConsumer();
    consumers.add(consumer);
    return consumer;
  }

  private void answer() {
    KafkaException now = failure;
    if (now != null) {
      throw now;
    }
  }

  private final class FakeConsumer extends MockConsumer<String, byte[]> {

    private int fetched;

    FakeConsumer() {
      super("earliest");
      updateBeginningOffsets(Map.of(partition, 0L));
    }

    @Override
    public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
      answer();
      if (!subscription().isEmpty() && assignment().isEmpty()) {
        super.commitSync(new HashMap<>(committed));
        rebalance(List.of(partition));
      }
      for (; fetched < values.size(); fetched++) {
        addRecord(new ConsumerRecord<>(partition.topic(), 0, fetched, "", values.get(fetched)));
      }
      try {
        wait(5);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
      return super.poll(timeout);
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic) {
      answer();
      Node[] nodes = {};
      return there ? List.of(new PartitionInfo(topic, 0, Node.noNode(), nodes, nodes)) : List.of();
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> of) {
      answer();
      return Map.of(partition, (long) values.size());
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      answer();
      committed.putAll(offsets);
    }
  }
}
