package dev.plumbline.kafka.client;

import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.TaskOutage;
import dev.plumbline.kafka.topic.Topic;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Follows one topic on a thread of its own. After an error of the broker it tries again, after half
 * a second at first and ten at most, for ever: with the same consumer where Kafka calls the error
 * retriable (a time-out, a topic that is not there yet), else with a new one (a right that was
 * taken away). Only an error of the listener ends it.
 */
public final class TopicFollower<V> implements BackgroundTask {

  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration WORK_EVERY = Duration.ofMillis(250);

  private final RecordListener<V> listener;
  private final Supplier<TopicSession<V>> sessions;
  private final FollowerHealth health;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile TopicSession<V> session;
  private Duration wait = FIRST_WAIT;

  /** The first session is opened here, so that a wrong setting is thrown at whoever made it. */
  private TopicFollower(
      String name,
      RecordListener<V> listener,
      Supplier<TopicSession<V>> sessions,
      InstantSource clock) {
    this.listener = listener;
    this.sessions = sessions;
    this.health = new FollowerHealth(name, clock);
    this.session = sessions.get();
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /**
   * Shares the topic's partitions with the other members of the group, whose name the follower
   * takes.
   *
   * @param fromBeginning whether partitions are read from their beginning whenever they come, in
   *     place of the offset that the listener had committed
   */
  public static <V> TopicFollower<V> inGroup(
      FollowerContext context,
      String group,
      Topic<V> topic,
      boolean fromBeginning,
      RecordListener<V> listener) {
    return start(
        context,
        group,
        topic,
        listener,
        new GroupClaim(topic.name(), fromBeginning, listener),
        () -> KafkaClients.consumer(context.settings(), group));
  }

  /** Reads the whole topic from its beginning and commits nothing, so any number may follow. */
  public static <V> TopicFollower<V> ofWhole(
      FollowerContext context, String name, Topic<V> topic, RecordListener<V> listener) {
    return start(
        context,
        name,
        topic,
        listener,
        new WholeTopicClaim(),
        () -> KafkaClients.consumer(context.settings()));
  }

  static <V> TopicFollower<V> start(
      FollowerContext context,
      String name,
      Topic<V> topic,
      RecordListener<V> listener,
      PartitionClaim claim,
      Supplier<Consumer<String, byte[]>> consumers) {
    Counter unreadable =
        Counter.builder("plumbline.follower.unreadable")
            .description("Records that a follower of a topic passed over")
            .tag("follower", name)
            .register(context.registry());
    TopicFollower<V> follower =
        new TopicFollower<>(
            name,
            listener,
            () -> new TopicSession<>(topic, consumers.get(), claim, listener, unreadable),
            context.clock());
    follower.thread.start();
    return follower;
  }

  private void run() {
    try {
      do {
        follow(session);
      } while (reopened());
    } catch (InterruptedException e) {
      if (!isClosed()) { // close() cuts a listener short
        health.ended(e);
      }
    } catch (RuntimeException | Error e) {
      health.ended(e);
    }
  }

  private void follow(TopicSession<V> opened) throws InterruptedException {
    try (opened) {
      while (!isClosed()) {
        step(opened);
      }
    } catch (KafkaException e) {
      waitAfter(e);
    }
  }

  private void step(TopicSession<V> opened) throws InterruptedException {
    try {
      if (opened.step()) {
        health.following();
        wait = FIRST_WAIT;
      }
    } catch (RetriableException e) {
      waitAfter(e);
    }
  }

  private boolean reopened() throws InterruptedException {
    while (!isClosed()) {
      try {
        session = sessions.get();
        return true;
      } catch (KafkaException e) {
        waitAfter(e);
      }
    }
    return false;
  }

  /** The listener works on meanwhile: what it knows is not the broker's to stop. */
  private void waitAfter(KafkaException error) throws InterruptedException {
    if (isClosed()) {
      return; // close() woke the consumer
    }
    health.lost(error);
    long until = System.nanoTime() + wait.toNanos();
    while (System.nanoTime() < until
        && !closed.await(WORK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
      listener.work(() -> false);
    }
    Duration twice = wait.multipliedBy(2);
    wait = twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public boolean failed() {
    return !thread.isAlive() && !isClosed();
  }

  @Override
  public Optional<TaskOutage> outage() {
    return health.outage();
  }

  @Override
  public void close() {
    closed.countDown();
    session.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
      if (thread.isAlive()) {
        thread.interrupt(); // a listener that takes long; what it was offered is offered again
        thread.join(TimeUnit.SECONDS.toMillis(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
