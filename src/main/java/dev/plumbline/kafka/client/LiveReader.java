package dev.plumbline.kafka.client;

import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows topics from their beginning on a thread of its own; commits nothing, so any number may
 * follow.
 */
public final class LiveReader implements AutoCloseable {

  /** One topic and where its values go. */
  public record Follow<V>(Topic<V> topic, Consumer<V> to) {
    private void hand(byte[] value) {
      to.accept(topic.valueSerde().deserializer().deserialize(topic.name(), value));
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(LiveReader.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, Follow<?>> follows;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread = new Thread(this::run, "live-reader");

  public LiveReader(StreamsSettings settings, List<Follow<?>> follows) {
    this.follows =
        follows.stream().collect(Collectors.toUnmodifiableMap(f -> f.topic().name(), f -> f));
    this.consumer =
        new KafkaConsumer<>(KafkaClients.reader(settings.bootstrapServers(), settings.overrides()));
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (consumer) {
      List<TopicPartition> partitions =
          follows.keySet().stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closed.get()) {
        consumer.poll(POLL).forEach(this::hand);
      }
    } catch (WakeupException e) {
      LOG.debug("live reader closed"); // close() woke the poll
    }
  }

  private void hand(ConsumerRecord<String, byte[]> message) {
    Follow<?> follow = follows.get(message.topic());
    if (follow == null || message.value() == null) {
      return;
    }
    try {
      follow.hand(message.value());
    } catch (SerializationException e) {
      LOG.warn(
          "a record is not shown, topic={}, partition={}, offset={}",
          message.topic(),
          message.partition(),
          message.offset());
    }
  }

  @Override
  public void close() {
    closed.set(true);
    consumer.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
