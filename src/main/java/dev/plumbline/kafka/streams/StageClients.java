package dev.plumbline.kafka.streams;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Makes a stage's clients, as Kafka Streams does by itself; bounds the memory of what a thread has
 * been given, and lets processors ask the consumer of their own thread how far it has come.
 */
final class StageClients implements KafkaClientSupplier, InputOffsets {

  /** Key of the {@link InputOffsets} among a stage's properties. */
  static final String OFFSETS = "plumbline.input.offsets";

  // Behind the name of its thread, the names of a thread's clients.
  private static final String CONSUMER = "-consumer";
  private static final String PRODUCER = "-producer";

  /** As long as a thread that has nothing to do waits for records. */
  private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

  /** The tasks of one thread ask one after the other; the broker is asked once for all of them. */
  private static final long FRESH_NANOS = Duration.ofMillis(100).toNanos();

  /** A broker that takes longer is asked again at the next tick. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** After which the last fetch is believed instead. */
  private static final long LONG_NANOS = Duration.ofSeconds(30).toNanos();

  private static final Extent ALL = new Extent(Long.MAX_VALUE, Long.MAX_VALUE);

  /** Used by one stream thread. */
  private static final class OfThread {
    private final UncommittedBytes uncommitted = new UncommittedBytes();
    private WeakReference<Consumer<byte[], byte[]>> made = new WeakReference<>(null);
    private Map<TopicPartition, Long> ends = Map.of();
    private long askedAt = System.nanoTime() - 2 * FRESH_NANOS;
    private long answeredAt = System.nanoTime();

    Optional<Extent> extent(TopicPartition partition) {
      Consumer<byte[], byte[]> consumer = made.get();
      if (consumer == null || !consumer.assignment().contains(partition)) {
        return Optional.empty();
      }
      long now = System.nanoTime();
      try {
        if (now - askedAt > FRESH_NANOS) {
          askedAt = now;
          ends = Map.of();
          ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
          answeredAt = now;
        }
        Long end = ends.get(partition);
        return end == null
            ? fetched(consumer, partition, now)
            : Optional.of(new Extent(consumer.position(partition, Duration.ZERO), end));
      } catch (RetriableException e) {
        return fetched(consumer, partition, now);
      }
    }

    /**
     * What the last fetch said, when the broker of some partition has not answered for long: others
     * must not wait for it for ever.
     */
    private Optional<Extent> fetched(
        Consumer<byte[], byte[]> consumer, TopicPartition partition, long now) {
      OptionalLong lag = consumer.currentLag(partition);
      boolean believed = now - answeredAt > LONG_NANOS && lag.isPresent() && lag.getAsLong() == 0;
      return believed ? Optional.of(ALL) : Optional.empty();
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
    OfThread of = ofThread(config, CONSUMER);
    Consumer<byte[], byte[]> consumer = new BoundedConsumer(config, of.uncommitted);
    of.made = new WeakReference<>(consumer);
    return consumer;
  }

  /** Asks for no more records while those that it gave fill the memory that is meant for them. */
  private static final class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {
    private final UncommittedBytes uncommitted;

    BoundedConsumer(Map<String, Object> config, UncommittedBytes uncommitted) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.uncommitted = uncommitted;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      if (uncommitted.enough(System.nanoTime())) {
        LockSupport.parkNanos(Math.min(timeout.toNanos(), PAUSE_NANOS));
        return ConsumerRecords.empty();
      }
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      uncommitted.gave(records, assignment(), System.nanoTime());
      return records;
    }
  }

  /** Says which of the records that the thread was given it need not hold any longer. */
  private static final class TellingProducer extends KafkaProducer<byte[], byte[]> {
    private final UncommittedBytes uncommitted;

    TellingProducer(Map<String, Object> config, UncommittedBytes uncommitted) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
      this.uncommitted = uncommitted;
    }

    @Override
    public void sendOffsetsToTransaction(
        Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
      super.sendOffsetsToTransaction(offsets, group);
      uncommitted.committed(offsets);
    }
  }

  private OfThread ofThread(Map<String, Object> config, String suffix) {
    String client = String.valueOf(config.get(CommonClientConfigs.CLIENT_ID_CONFIG));
    String thread = client.substring(0, Math.max(0, client.length() - suffix.length()));
    return threads.computeIfAbsent(thread, name -> new OfThread());
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
    return new TellingProducer(config, ofThread(config, PRODUCER).uncommitted);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
