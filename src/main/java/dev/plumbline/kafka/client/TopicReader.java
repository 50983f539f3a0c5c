package dev.plumbline.kafka.client;

import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.RecordReader;
import dev.plumbline.kafka.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a topic's committed records from its beginning to where it ends at the call. */
public final class TopicReader {

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> properties;

  /** A reader of a cluster without security, such as the embedded broker. */
  public TopicReader(String bootstrapServers) {
    this.properties = KafkaClients.reader(bootstrapServers, Map.of());
  }

  public TopicReader(StreamsSettings settings) {
    this.properties = KafkaClients.reader(settings.bootstrapServers(), settings.overrides());
  }

  /**
   * Hands over key and value of every committed record, per partition in order; returns how many
   * there were.
   */
  public long forEach(String topic, BiConsumer<String, byte[]> to) {
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(properties)) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long read = 0;
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
          to.accept(message.key(), message.value());
          read++;
        }
      }
      return read;
    }
  }

  /**
   * Hands over every committed value.
   *
   * @throws org.apache.kafka.common.errors.SerializationException at a value that is no {@code V}
   */
  public <V> void each(Topic<V> topic, Consumer<V> to) {
    forEach(
        topic.name(),
        (key, value) ->
            to.accept(topic.valueSerde().deserializer().deserialize(topic.name(), value)));
  }

  /**
   * Hands over key and value of every committed record of a topic that people may write to; what
   * cannot be read is passed over, and the stage that reads the topic dead-letters it. Returns how
   * many records there were.
   */
  public <V> long readable(Topic<V> topic, Class<V> type, BiConsumer<String, @Nullable V> to) {
    return forEach(
        topic.name(),
        (key, value) -> {
          try {
            to.accept(key, value == null ? null : RecordReader.read(value, type));
          } catch (RecordReader.Refusal e) {
            LOG.debug(
                "passed over, topic={}, reason={}", topic.name(), e.getClass().getSimpleName());
          }
        });
  }

  /**
   * How many offsets the topic spans: its records, where nobody wrote transactions and nothing was
   * compacted away. Reads no record.
   */
  public long offsets(String topic) {
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(properties)) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      long ends = sum(consumer.endOffsets(partitions));
      return ends - sum(consumer.beginningOffsets(partitions));
    }
  }

  /** How many offsets of the topics a consumer group has committed, from where they begin. */
  public long committed(String group, List<String> names) {
    Map<String, Object> member = new HashMap<>(properties);
    member.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(member)) {
      List<TopicPartition> partitions =
          names.stream().flatMap(name -> partitions(consumer, name).stream()).toList();
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      long committed = 0;
      for (var each : consumer.committed(Set.copyOf(partitions)).entrySet()) {
        if (each.getValue() != null) {
          committed += each.getValue().offset() - begins.getOrDefault(each.getKey(), 0L);
        }
      }
      return committed;
    }
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  /** How many committed records the topic holds. */
  public long count(String topic) {
    return forEach(topic, (key, value) -> {});
  }
}
