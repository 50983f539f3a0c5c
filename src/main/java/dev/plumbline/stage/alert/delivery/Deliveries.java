package dev.plumbline.stage.alert.delivery;

import dev.plumbline.event.Alert;
import dev.plumbline.event.Alert.State;
import dev.plumbline.kafka.AlertConsumer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one sink still has to be told: the newest state of each alert, so an outage however long
 * costs one message an alert. A state that a newer one overtakes is counted as superseded. After a
 * failure everything waits, from a second doubling to a minute, give or take a quarter so that
 * restarted receivers are not hit by all senders at once. Not for several threads.
 */
public final class Deliveries implements AlertConsumer.Receiver {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /**
   * @param firstOffset of the oldest state of this alert that is not settled
   */
  private record Waiting(Alert alert, int partition, long firstOffset) {}

  private record Repeated(Alert alert, Instant due) {}

  private final Sink sink;
  private final Predicate<Alert> concerns;
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Map<String, Repeated> open = new LinkedHashMap<>();
  private Instant notBefore = Instant.MIN;
  private Duration wait = FIRST_WAIT;

  /**
   * @param concerns whether an alert is for this sink
   */
  public Deliveries(
      Sink sink,
      Predicate<Alert> concerns,
      MeterRegistry registry,
      InstantSource clock,
      RandomGenerator random) {
    this.sink = sink;
    this.concerns = concerns;
    this.registry = registry;
    this.clock = clock;
    this.random = random;
    for (String result : new String[] {"delivered", "retried", "refused", "superseded"}) {
      count(result, 0);
    }
  }

  /** Takes a state that was read at this place of the topic. */
  @Override
  public void offer(Alert alert, int partition, long offset) {
    if (!concerns.test(alert)) {
      return;
    }
    open.remove(alert.key());
    Waiting before = waiting.remove(alert.key());
    if (before != null) {
      count("superseded", 1);
    }
    waiting.put(
        alert.key(), new Waiting(alert, partition, before == null ? offset : before.firstOffset()));
  }

  /**
   * Offset below which everything of the partition is settled; empty when all that was offered is.
   */
  @Override
  public OptionalLong firstUnsettled(int partition) {
    return waiting.values().stream()
        .filter(each -> each.partition() == partition)
        .mapToLong(Waiting::firstOffset)
        .min();
  }

  /** The partition is another's now; so is what waits of it. */
  @Override
  public void forget(int partition) {
    waiting.values().removeIf(each -> each.partition() == partition);
  }

  /**
   * Delivers the alert that has waited longest, if it is time.
   *
   * @return whether something was tried
   */
  @Override
  public boolean attempt() throws InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(notBefore)) {
      return false;
    }
    Optional<Waiting> next = waiting.values().stream().findFirst();
    if (next.isPresent()) {
      Alert alert = next.get().alert();
      boolean settled = settle(alert, sink.deliver(alert), now);
      waiting.remove(alert.key());
      if (settled) {
        repeatLater(alert, now);
      } else {
        waiting.put(
            alert.key(), next.get()); // behind the others: one bad alert must not hold them up
      }
      return true;
    }
    return repeat(now);
  }

  private boolean repeat(Instant now) throws InterruptedException {
    Optional<Repeated> due =
        open.values().stream()
            .min(Comparator.comparing(Repeated::due))
            .filter(each -> !each.due().isAfter(now));
    if (due.isEmpty()) {
      return false;
    }
    Alert alert = due.get().alert();
    if (settle(alert, sink.deliver(alert), now)) {
      repeatLater(alert, now);
    }
    return true;
  }

  private void repeatLater(Alert alert, Instant now) {
    open.remove(alert.key());
    if (alert.state() != State.CLEARED) {
      sink.repeatEvery()
          .ifPresent(every -> open.put(alert.key(), new Repeated(alert, now.plus(every))));
    }
  }

  /** Whether the alert needs no other attempt. */
  private boolean settle(Alert alert, Attempt attempt, Instant now) {
    if (attempt instanceof Attempt.Retry retry) {
      count("retried", 1);
      Duration longer =
          wait.plus(wait).compareTo(LONGEST_WAIT) < 0 ? wait.plus(wait) : LONGEST_WAIT;
      notBefore = now.plus(waitFor(retry));
      wait = longer;
      LOG.warn(
          "alert not delivered yet, sink={}, key={}, reason={}, waiting={}",
          sink.name(),
          alert.key(),
          retry.reason(),
          waiting.size());
      return false;
    }
    wait = FIRST_WAIT;
    if (attempt instanceof Attempt.Refused refused) {
      count("refused", 1);
      LOG.error(
          "alert refused, sink={}, key={}, reason={}", sink.name(), alert.key(), refused.reason());
    } else {
      count("delivered", 1);
    }
    return true;
  }

  private Duration waitFor(Attempt.Retry retry) {
    Duration mine = Duration.ofMillis((long) (wait.toMillis() * random.nextDouble(0.75, 1.25)));
    Duration asked = retry.after() == null ? Duration.ZERO : retry.after();
    Duration longer = asked.compareTo(mine) > 0 ? asked : mine;
    return longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
  }

  private void count(String result, int by) {
    registry
        .counter("plumbline.alert.deliveries", "sink", sink.name(), "result", result)
        .increment(by);
  }
}
