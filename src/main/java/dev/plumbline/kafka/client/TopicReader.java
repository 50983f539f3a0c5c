package dev.plumbline.kafka.client;

import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic's committed records from its beginning to where it ends at the call. */
public final class TopicReader {

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
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
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

  /** How many committed records the topic holds. */
  public long count(String topic) {
    return forEach(topic, (key, value) -> {});
  }
}
