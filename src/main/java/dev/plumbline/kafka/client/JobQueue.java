package dev.plumbline.kafka.client;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs of {@code retraining-jobs} one at a time. The topic is read from its beginning as a
 * table of newest states, so a job that a crash cut short is run again and one that has ended never
 * is; no offsets are kept. Members of the group share the models among them.
 */
public final class JobQueue implements BackgroundTask {

  /** Carries one job out and says every new state; the last one has ended. */
  public interface Work {
    void run(RetrainingJob job, Consumer<RetrainingJob> states) throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final long CLOSE_SECONDS = 20;
  private static final Topic<RetrainingJob> TOPIC = Topics.RETRAINING_JOBS;

  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final Work work;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "retraining-job"));
  private final Thread thread = new Thread(this::follow, "job-queue");

  /**
   * Newest state by job, of the partitions that are this member's; only the queue's thread touches
   * it.
   */
  private final Map<String, Placed> jobs = new LinkedHashMap<>();

  private record Placed(TopicPartition partition, RetrainingJob job) {}

  public JobQueue(StreamsSettings settings, Work work) {
    this.consumer = KafkaClients.consumer(settings, "plumbline-launcher");
    this.producer = KafkaClients.producer(settings);
    this.work = work;
    thread.start();
  }

  private void follow() {
    try (consumer;
        producer) {
      consumer.subscribe(List.of(TOPIC.name()), new Table());
      Future<RetrainingJob> running = null;
      while (!closed.get()) {
        running = step(running);
      }
    } catch (WakeupException e) {
      LOG.debug("job queue closed"); // close() woke the poll
    }
  }

  private @Nullable Future<RetrainingJob> step(@Nullable Future<RetrainingJob> running) {
    try {
      consumer.poll(POLL).forEach(this::remember);
      if (running != null && !running.isDone()) {
        return running;
      }
      if (running != null) {
        report(running);
      }
      return next().map(this::start).orElse(null);
    } catch (RetriableException e) {
      LOG.warn("the job queue waits for the broker", e);
      return running;
    }
  }

  private void remember(ConsumerRecord<String, byte[]> message) {
    if (message.value() == null) {
      return;
    }
    try {
      RetrainingJob job =
          TOPIC.valueSerde().deserializer().deserialize(TOPIC.name(), message.value());
      remember(new Placed(new TopicPartition(message.topic(), message.partition()), job));
    } catch (SerializationException e) {
      LOG.warn(
          "a job cannot be read, partition={}, offset={}", message.partition(), message.offset());
    }
  }

  /**
   * An end is final: what the worker said is known here before the topic repeats what led to it.
   */
  private void remember(Placed placed) {
    jobs.merge(placed.job().jobId(), placed, (old, now) -> old.job().state().ended() ? old : now);
  }

  /** The oldest job that has not ended, once the whole topic has been read. */
  private Optional<RetrainingJob> next() {
    Optional<RetrainingJob> open =
        jobs.values().stream().map(Placed::job).filter(job -> !job.state().ended()).findFirst();
    return open.filter(job -> readToTheEnd());
  }

  private boolean readToTheEnd() {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** The future holds the job's last state. */
  private Future<RetrainingJob> start(RetrainingJob job) {
    return worker.submit(
        () -> {
          AtomicReference<RetrainingJob> last = new AtomicReference<>(job);
          work.run(
              job,
              state -> {
                write(state);
                last.set(state);
              });
          return last.get();
        });
  }

  /** Waits for the broker's word: a state that is not written would run the job again. */
  private void write(RetrainingJob job) {
    byte[] value = TOPIC.valueSerde().serializer().serialize(TOPIC.name(), job);
    try {
      producer.send(new ProducerRecord<>(TOPIC.name(), job.model(), value)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing job " + job.jobId(), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot write job " + job.jobId(), e);
    }
  }

  private void report(Future<RetrainingJob> done) {
    try {
      RetrainingJob last = done.get();
      jobs.computeIfPresent(last.jobId(), (id, placed) -> new Placed(placed.partition(), last));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (closed.get()) {
        LOG.info("a retraining job was cut short and will be run again");
      } else {
        LOG.error("a retraining job was cut short and will be run again", e.getCause());
      }
    }
  }

  @Override
  public boolean failed() {
    return !thread.isAlive() && !closed.get();
  }

  @Override
  public void close() {
    closed.set(true);
    worker.shutdownNow(); // a job that is cut short is run again
    try {
      if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a retraining job did not stop in time");
      }
      consumer.wakeup();
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Partitions come with all of their history and go with it. */
  private final class Table implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.seekToBeginning(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      jobs.values().removeIf(placed -> partitions.contains(placed.partition()));
    }
  }
}
