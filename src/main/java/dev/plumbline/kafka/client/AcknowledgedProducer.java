package dev.plumbline.kafka.client;

import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.streams.TaskOutage;
import dev.plumbline.kafka.topic.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores records of others, who wait for the broker's word and keep theirs until then. A broker
 * that is away is told as a notice and not as an outage: whoever is sent away as not ready could
 * not be asked to come again later.
 */
public final class AcknowledgedProducer implements RecordSink, BackgroundTask {

  private static final Logger LOG = LoggerFactory.getLogger(AcknowledgedProducer.class);

  /** What waits is sent or given up within this time, and its senders are told. */
  private static final Duration CLOSE = Duration.ofSeconds(35);

  private final String name;
  private final KafkaProducer<String, byte[]> producer;
  private final InstantSource clock;
  private final AtomicReference<@Nullable TaskOutage> trouble = new AtomicReference<>();

  /**
   * @param name in notices and log lines
   */
  public AcknowledgedProducer(String name, StreamsSettings settings, InstantSource clock) {
    this.name = name;
    this.producer = KafkaClients.acknowledgedProducer(settings);
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Receipt> send(Topic<byte[]> topic, List<KeyedValue> records) {
    Batch batch = new Batch(records.size());
    for (KeyedValue each : records) {
      if (batch.refused()) {
        batch.done(null); // the sender comes again with all of them
      } else {
        send(topic, each, batch);
      }
    }
    return batch.receipt;
  }

  private void send(Topic<byte[]> topic, KeyedValue record, Batch batch) {
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic.name(), record.key(), record.value()),
              (metadata, error) -> batch.done(error));
    } catch (KafkaException | IllegalStateException e) { // the latter once it is closed
      batch.done(e);
    }
  }

  @Override
  public boolean failed() {
    return false;
  }

  @Override
  public List<String> notices() {
    TaskOutage now = trouble.get();
    return now == null
        ? List.of()
        : List.of(
            "%s could not store records since %s: %s"
                .formatted(now.task(), now.since(), now.reason()));
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }

  private void note(@Nullable Exception error) {
    if (error == null) {
      trouble.set(null);
    } else if (!(error instanceof BufferExhaustedException)) {
      TaskOutage outage = new TaskOutage(name, clock.instant(), ErrorReason.text(error));
      if (trouble.compareAndSet(null, outage)) {
        LOG.warn("records could not be stored, task={}, error={}", name, outage.reason());
      }
    }
  }

  /** The records of one sender, of which each is answered once. */
  private final class Batch {
    private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    private final AtomicInteger left;
    private final AtomicReference<Receipt> result = new AtomicReference<>(Receipt.STORED);

    Batch(int records) {
      left = new AtomicInteger(records);
      if (records == 0) {
        receipt.complete(Receipt.STORED);
      }
    }

    boolean refused() {
      return result.get() != Receipt.STORED;
    }

    void done(@Nullable Exception error) {
      if (error != null) {
        result.compareAndSet( // the first error is why; others may follow from it
            Receipt.STORED,
            error instanceof BufferExhaustedException ? Receipt.FULL : Receipt.UNAVAILABLE);
      }
      if (error != null || !refused()) {
        note(error);
      }
      if (left.decrementAndGet() == 0) {
        receipt.complete(result.get());
      }
    }
  }
}
