package dev.plumbline.kafka.client;

import dev.plumbline.kafka.topic.Topic;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer of a follower from its first call to its last. A consumer that polls does not say
 * that its broker is gone, so it is asked for the topic's end now and then, which needs an answer
 * of every partition's leader.
 */
final class TopicSession<V> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicSession.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration ASK_EVERY = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Topic<V> topic;
  private final Consumer<String, byte[]> consumer;
  private final PartitionClaim claim;
  private final RecordListener<V> listener;
  private final Counter unreadable;
  private boolean busy;
  private boolean claimed;

  /** The last step came to its end. */
  private boolean sound;

  private long asked;

  TopicSession(
      Topic<V> topic,
      Consumer<String, byte[]> consumer,
      PartitionClaim claim,
      RecordListener<V> listener,
      Counter unreadable) {
    this.topic = topic;
    this.consumer = consumer;
    this.claim = claim;
    this.listener = listener;
    this.unreadable = unreadable;
  }

  /**
   * Reads, works and settles once.
   *
   * @return whether the topic is followed: the broker has answered and the partitions are given
   * @throws org.apache.kafka.common.KafkaException when the broker did not do its part; after a
   *     retriable one the next step goes on where this one stopped
   */
  boolean step() throws InterruptedException {
    try {
      if (!claimed) {
        askBroker();
        claimed = true;
      }
      ConsumerRecords<String, byte[]> records = consumer.poll(busy ? Duration.ZERO : POLL);
      records.forEach(this::offer);
      busy = listener.work(this::readToTheEnd);
      claim.settle(consumer, records);
      if (!sound || System.nanoTime() - asked > ASK_EVERY.toNanos()) {
        askBroker();
      }
      sound = true;
      return claim.granted();
    } catch (WakeupException e) {
      throw e; // close() is no fault
    } catch (RuntimeException e) {
      sound = false;
      throw e;
    }
  }

  private void askBroker() {
    List<TopicPartition> all =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (all.isEmpty()) {
      throw new UnknownTopicOrPartitionException("topic " + topic.name() + " is not there");
    }
    claim.claim(consumer, all);
    consumer.endOffsets(all);
    asked = System.nanoTime();
  }

  private void offer(ConsumerRecord<String, byte[]> message) {
    if (message.value() == null) {
      return;
    }
    V value;
    try {
      value = topic.valueSerde().deserializer().deserialize(topic.name(), message.value());
    } catch (SerializationException e) {
      unreadable.increment();
      LOG.warn(
          "a record cannot be read and is passed over, topic={}, partition={}, offset={}",
          message.topic(),
          message.partition(),
          message.offset());
      return;
    }
    listener.offer(value, message.partition(), message.offset());
  }

  private boolean readToTheEnd() {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** Ends a call to the broker; the only method for another thread. */
  void wakeup() {
    consumer.wakeup();
  }

  /**
   * Commits what is settled where the broker is there, and does not wait for it where it is not.
   */
  @Override
  public void close() {
    if (!sound) {
      claim.abandon();
    }
    consumer.close(CloseOptions.timeout(sound ? CLOSE : Duration.ZERO));
  }
}
