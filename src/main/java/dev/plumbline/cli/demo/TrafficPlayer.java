package dev.plumbline.cli.demo;

import dev.plumbline.kafka.client.KafkaClients;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends a plan faster than life: its event time ends when its real time does. */
public final class TrafficPlayer {

  private static final int IN_FLIGHT = 10_000;

  private final List<PlannedRecord> plan;
  private final Duration length;
  private final Clock clock;

  /**
   * @param plan in order of time
   * @param length of the plan in event time
   */
  public TrafficPlayer(List<PlannedRecord> plan, Duration length, Clock clock) {
    this.plan = plan;
    this.length = length;
    this.clock = clock;
  }

  /**
   * Plays for {@code realTime}, so that the last record's event time is about now; returns early
   * once {@code stop} is counted down.
   *
   * @return how many records were sent and acknowledged
   */
  public long play(String bootstrapServers, Duration realTime, CountDownLatch stop)
      throws InterruptedException {
    Instant begin = clock.instant();
    Instant first = begin.plus(realTime).minus(length);
    double speed = (double) length.toMillis() / Math.max(1, realTime.toMillis());
    long sent = 0;
    Deque<Future<RecordMetadata>> sending = new ArrayDeque<>();
    try (KafkaProducer<String, byte[]> producer = KafkaClients.bulkProducer(bootstrapServers)) {
      for (PlannedRecord record : plan) {
        Instant due = begin.plusMillis((long) (record.at().toMillis() / speed));
        long wait = Duration.between(clock.instant(), due).toMillis();
        if (stop.await(Math.max(0, wait), TimeUnit.MILLISECONDS)) {
          break;
        }
        sending.add(producer.send(message(record, first.plus(record.at()))));
        sent += settle(sending, IN_FLIGHT);
      }
      sent += settle(sending, 0);
    }
    return sent;
  }

  /**
   * Waits for the oldest until at most {@code most} are unacknowledged; returns how many were
   * acknowledged.
   */
  private static long settle(Deque<Future<RecordMetadata>> sending, int most)
      throws InterruptedException {
    long settled = 0;
    while (sending.size() > most) {
      try {
        sending.removeFirst().get();
        settled++;
      } catch (ExecutionException e) {
        throw new IllegalStateException("the broker refused a demo record", e.getCause());
      }
    }
    return settled;
  }

  private static ProducerRecord<String, byte[]> message(PlannedRecord record, Instant eventTime) {
    try {
      byte[] json =
          Json.MAPPER.writeValueAsBytes(
              record.json().deepCopy().put("timestamp", eventTime.toString()));
      return new ProducerRecord<>(record.topic().name(), record.requestId(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
