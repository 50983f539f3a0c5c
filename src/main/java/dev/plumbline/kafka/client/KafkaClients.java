package dev.plumbline.kafka.client;

import dev.plumbline.kafka.streams.StreamsSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plain clients beside the streams, with the same overrides (security, above all). */
public final class KafkaClients {

  /** Of a call to the broker by a follower, whose listener waits for it. */
  private static final int FOLLOWER_TIMEOUT_MS = 10_000;

  /** Largest record: a text of a million characters, escaped. */
  private static final int MAX_REQUEST_BYTES = 16 << 20;

  private KafkaClients() {}

  /**
   * Read committed, no automatic commits; a restart with the same instance id takes its partitions
   * back.
   */
  static KafkaConsumer<String, byte[]> consumer(StreamsSettings settings, String group) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instanceId() + "-" + group);
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, FOLLOWER_TIMEOUT_MS);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.putAll(settings.overrides());
    return new KafkaConsumer<>(properties);
  }

  /** Follows without a group, from the earliest record where its place is gone. */
  static KafkaConsumer<String, byte[]> consumer(StreamsSettings settings) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(FOLLOWER_TIMEOUT_MS));
    overrides.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    overrides.putAll(settings.overrides());
    return new KafkaConsumer<>(reader(settings.bootstrapServers(), overrides));
  }

  /** Of a consumer in no group, read committed. */
  static Map<String, Object> reader(String bootstrapServers, Map<String, String> overrides) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "reader-" + UUID.randomUUID());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 32 << 20);
    properties.putAll(overrides);
    return properties;
  }

  /**
   * For many records, to a cluster without security, such as the embedded broker: waits a little
   * for more of them and sends them compressed.
   */
  public static KafkaProducer<String, byte[]> bulkProducer(String bootstrapServers) {
    return producer(
        bootstrapServers,
        Map.of(
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            String.valueOf(MAX_REQUEST_BYTES),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            "20"));
  }

  /** For someone who waits: it fails within half a minute. */
  static KafkaProducer<String, byte[]> impatientProducer(StreamsSettings settings) {
    Map<String, String> properties = new HashMap<>(settings.overrides());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000");
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    return producer(settings.bootstrapServers(), properties);
  }

  /**
   * For many records whose senders wait: each hears within half a minute what became of his. What
   * waits to be sent is bounded; who comes when it is full hears so within a second.
   */
  static KafkaProducer<String, byte[]> acknowledgedProducer(StreamsSettings settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "1000");
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "25000");
    properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, "86400000");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(MAX_REQUEST_BYTES));
    properties.putAll(settings.overrides());
    return producer(settings.bootstrapServers(), properties);
  }

  /** For a record now and then that must not get lost. */
  static KafkaProducer<String, byte[]> producer(StreamsSettings settings) {
    return producer(settings.bootstrapServers(), settings.overrides());
  }

  /** What all have in common: a batch that is sent again is not doubled. */
  private static KafkaProducer<String, byte[]> producer(
      String bootstrapServers, Map<String, String> further) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.putAll(further);
    return new KafkaProducer<>(properties);
  }
}
