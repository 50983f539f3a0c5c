package dev.plumbline.kafka.streams;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Makes a stage's clients, as Kafka Streams does by itself, and lets processors ask the consumer of
 * their own thread how far it has come.
 */
final class StageClients implements KafkaClientSupplier, InputOffsets {

  /** Key of the {@link InputOffsets} among a stage's properties. */
  static final String OFFSETS = "plumbline.input.offsets";

  /** Behind the name of its thread, the name of a thread's consumer. */
  private static final String CONSUMER = "-consumer";

  /** The tasks of one thread ask one after the other; the broker is asked once for all of them. */
  private static final long FRESH_NANOS = Duration.ofMillis(100).toNanos();

  /** A broker that takes longer is asked again at the next tick. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** Used by one stream thread. */
  private static final class OfThread {
    private final WeakReference<Consumer<byte[], byte[]>> made;
    private Map<TopicPartition, Long> ends = Map.of();
    private long askedAt = System.nanoTime() - 2 * FRESH_NANOS;

    OfThread(Consumer<byte[], byte[]> consumer) {
      this.made = new WeakReference<>(consumer);
    }

    Optional<Extent> extent(TopicPartition partition) {
      Consumer<byte[], byte[]> consumer = made.get();
      if (consumer == null || !consumer.assignment().contains(partition)) {
        return Optional.empty();
      }
      try {
        long now = System.nanoTime();
        if (now - askedAt > FRESH_NANOS) {
          askedAt = now;
          ends = Map.of();
          ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
        }
        Long end = ends.get(partition);
        return end == null
            ? Optional.empty()
            : Optional.of(new Extent(consumer.position(partition, Duration.ZERO), end));
      } catch (RetriableException e) {
        return Optional.empty(); // the broker, or a partition's place, is not known at present
      }
    }
  }

  /** By the name of the stream thread. A thread that died leaves a name behind and no consumer. */
  private final Map<String, OfThread> threads = new ConcurrentHashMap<>();

  @Override
  public Optional<Extent> extent(String topic, int partition) {
    OfThread of = threads.get(Thread.currentThread().getName());
    return of == null ? Optional.empty() : of.extent(new TopicPartition(topic, partition));
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    Consumer<byte[], byte[]> consumer = consumer(config);
    String client = String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG));
    threads.put(client.substring(0, client.length() - CONSUMER.length()), new OfThread(consumer));
    return consumer;
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
