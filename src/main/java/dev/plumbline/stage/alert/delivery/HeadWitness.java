package dev.plumbline.stage.alert.delivery;

import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.RecordListener;
import dev.plumbline.kafka.client.TopicFollower;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.RetryBackoff;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a second party every head of {@code chain-heads}, in the order of the topic. An offset is
 * committed when the heads before it have been taken, so a crash repeats and never loses.
 */
public final class HeadWitness implements RecordListener<ChainHead> {

  private static final Logger LOG = LoggerFactory.getLogger(HeadWitness.class);

  private record Waiting(ChainHead head, int partition, long offset) {}

  private final String name;
  private final WitnessPost post;
  private final RateLimit rate;
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final RetryBackoff backoff = new RetryBackoff(new Random());
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  public HeadWitness(
      String name, WitnessPost post, RateLimit rate, MeterRegistry registry, InstantSource clock) {
    this.name = name;
    this.post = post;
    this.rate = rate;
    this.registry = registry;
    this.clock = clock;
    List.of("delivered", "retried", "refused").forEach(result -> count(result, 0));
  }

  public static BackgroundTask start(FollowerContext context, HeadWitness witness) {
    return TopicFollower.inGroup(
        context, SinkConsumer.GROUP_PREFIX + witness.name, Topics.CHAIN_HEADS, false, witness);
  }

  @Override
  public void offer(ChainHead head, int partition, long offset) {
    waiting.add(new Waiting(head, partition, offset));
  }

  @Override
  public boolean work(BooleanSupplier readToTheEnd) throws InterruptedException {
    Instant now = clock.instant();
    Waiting next = waiting.peek();
    if (next == null || !backoff.over(now) || !rate.allows(now)) {
      return false;
    }
    rate.count(now);
    DeliveryAttempt attempt = post.send(next.head());
    if (attempt instanceof DeliveryAttempt.Retry retry) {
      count("retried", 1);
      backoff.failed(clock.instant(), retry.after());
      LOG.warn(
          "head not delivered yet, sink={}, model={}, reason={}, waiting={}",
          name,
          next.head().model(),
          retry.reason(),
          waiting.size());
      return true;
    }
    backoff.succeeded();
    waiting.remove();
    if (attempt instanceof DeliveryAttempt.Refused refused) {
      count("refused", 1);
      LOG.error(
          "head refused, sink={}, model={}, reason={}",
          name,
          next.head().model(),
          refused.reason());
    } else {
      count("delivered", 1);
    }
    return true;
  }

  @Override
  public OptionalLong committable(int partition, long position) {
    return OptionalLong.of(
        waiting.stream()
            .filter(each -> each.partition() == partition)
            .mapToLong(Waiting::offset)
            .min()
            .orElse(position));
  }

  @Override
  public void forget(int partition) {
    waiting.removeIf(each -> each.partition() == partition);
  }

  private void count(String result, int by) {
    registry.counter("plumbline.alert.deliveries", "sink", name, "result", result).increment(by);
  }
}
