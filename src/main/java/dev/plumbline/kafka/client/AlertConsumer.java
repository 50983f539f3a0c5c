package dev.plumbline.kafka.client;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code ethics-alerts} for one receiver. An offset is committed only when the receiver has
 * settled all before it, so a crash repeats and never loses.
 */
public final class AlertConsumer implements BackgroundTask {

  /** Takes alerts and settles them in its own time; called by one thread only. */
  public interface Receiver {

    void offer(Alert alert, int partition, long offset);

    /**
     * Tries one thing that is due.
     *
     * @return whether something was tried
     */
    boolean attempt() throws InterruptedException;

    /** Lowest offset of the partition that is not settled; empty when all are. */
    OptionalLong firstUnsettled(int partition);

    void forget(int partition);
  }

  private static final Logger LOG = LoggerFactory.getLogger(AlertConsumer.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Topic<Alert> TOPIC = Topics.ETHICS_ALERTS;

  private final String group;
  private final boolean fromBeginning;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Receiver receiver;
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread;

  /**
   * @param fromBeginning reads every alert's newest state at each start, for receivers that repeat
   *     open ones
   */
  public AlertConsumer(
      StreamsSettings settings, String sink, boolean fromBeginning, Receiver receiver) {
    this.group = "plumbline-delivery-" + sink;
    this.fromBeginning = fromBeginning;
    this.receiver = receiver;
    this.consumer = KafkaClients.consumer(settings, group);
    this.thread = new Thread(this::follow, group);
    thread.start();
  }

  private void follow() {
    try (consumer) {
      consumer.subscribe(List.of(TOPIC.name()), new Handover());
      boolean busy = false;
      while (!closed.get()) {
        busy = step(busy ? Duration.ZERO : POLL);
      }
      commit(consumer.assignment());
    } catch (WakeupException e) {
      LOG.debug("delivery closed, group={}", group); // close() woke the poll
    } catch (InterruptedException e) {
      LOG.debug("delivery interrupted, group={}", group); // close() cut an attempt short
    }
  }

  private boolean step(Duration poll) throws InterruptedException {
    try {
      consumer.poll(poll).forEach(this::offer);
      boolean tried = receiver.attempt();
      commit(consumer.assignment());
      return tried;
    } catch (RetriableException e) {
      LOG.warn("delivery waits for the broker, group={}", group, e);
      return false;
    }
  }

  private void offer(ConsumerRecord<String, byte[]> message) {
    if (message.value() == null) {
      return;
    }
    try {
      Alert alert = TOPIC.valueSerde().deserializer().deserialize(TOPIC.name(), message.value());
      receiver.offer(alert, message.partition(), message.offset());
    } catch (SerializationException e) {
      LOG.warn(
          "an alert cannot be read, partition={}, offset={}",
          message.partition(),
          message.offset());
    }
  }

  private void commit(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long next =
          receiver.firstUnsettled(partition.partition()).orElse(consumer.position(partition));
      settled.put(partition, new OffsetAndMetadata(next));
    }
    settled.entrySet().removeAll(committed.entrySet());
    if (!settled.isEmpty()) {
      consumer.commitSync(settled);
      committed.putAll(settled);
    }
  }

  @Override
  public boolean failed() {
    return !thread.isAlive() && !closed.get();
  }

  @Override
  public void close() {
    closed.set(true);
    consumer.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
      if (thread.isAlive()) {
        thread.interrupt(); // a receiver that answers slowly; what it took is delivered again
        thread.join(TimeUnit.SECONDS.toMillis(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Handover implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commit(partitions);
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
      committed.keySet().removeAll(partitions);
      partitions.forEach(partition -> receiver.forget(partition.partition()));
    }
  }
}
