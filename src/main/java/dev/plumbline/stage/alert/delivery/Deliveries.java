package dev.plumbline.stage.alert.delivery;

import dev.plumbline.event.Alert;
import dev.plumbline.kafka.AlertConsumer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one sink still has to be told: the newest state of each alert, so an outage however long
 * costs one state an alert, sent within the sink's rate. A state that a newer one overtakes is
 * counted as superseded. Every state offered ends as delivered, refused or superseded, or waits;
 * what is said again counts as delivered again. Not for several threads.
 */
public final class Deliveries implements AlertConsumer.Receiver {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private final Sink sink;
  private final Predicate<Alert> concerns;
  private final RateLimit rate;
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Backoff backoff;
  private final Backlog backlog = new Backlog();
  private final Repeats repeats;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param concerns whether an alert is for this sink
   */
  public Deliveries(
      Sink sink,
      Predicate<Alert> concerns,
      RateLimit rate,
      MeterRegistry registry,
      InstantSource clock,
      RandomGenerator random) {
    this.sink = sink;
    this.concerns = concerns;
    this.rate = rate;
    this.registry = registry;
    this.clock = clock;
    this.backoff = new Backoff(random);
    this.repeats = new Repeats(sink.repeatEvery());
    for (String result : List.of("delivered", "retried", "refused", "superseded")) {
      count(result, 0);
    }
    Gauge.builder("plumbline.alert.waiting", waiting, AtomicInteger::get)
        .description("Alerts whose newest state the sink has not been told yet")
        .tag("sink", sink.name())
        .register(registry);
  }

  /** Takes a state that was read at this place of the topic. */
  @Override
  public void offer(Alert alert, int partition, long offset) {
    if (!concerns.test(alert)) {
      return;
    }
    repeats.overtaken(alert);
    if (backlog.add(alert, partition, offset)) {
      count("superseded", 1);
    }
    waiting.set(backlog.size());
  }

  /**
   * Offset below which everything of the partition is settled; empty when all that was offered is.
   */
  @Override
  public OptionalLong firstUnsettled(int partition) {
    return backlog.firstUnsettled(partition);
  }

  /** The partition is another's now; so is what waits of it. */
  @Override
  public void forget(int partition) {
    backlog.forget(partition);
    repeats.forget(partition);
    waiting.set(backlog.size());
  }

  /**
   * Sends one message, if one is due and the rate allows it.
   *
   * @return whether something was tried
   */
  @Override
  public boolean attempt() throws InterruptedException {
    Instant now = clock.instant();
    if (!backoff.over(now) || !rate.allows(now)) {
      return false;
    }
    List<Backlog.Waiting> next = backlog.next(sink.atOnce());
    if (!next.isEmpty()) {
      tell(next, now);
      waiting.set(backlog.size());
      return true;
    }
    return repeat(now);
  }

  private void tell(List<Backlog.Waiting> next, Instant now) throws InterruptedException {
    Attempt attempt = send(next.stream().map(Backlog.Waiting::alert).toList(), now);
    if (attempt instanceof Attempt.Retry) {
      backlog.failed(next);
    } else if (attempt instanceof Attempt.Refused && next.size() > 1) {
      backlog.separate(next); // one of them spoils the message; the others shall not be lost
    } else {
      backlog.settle(next);
      next.forEach(each -> repeats.told(each.alert(), each.partition(), now));
      count(attempt instanceof Attempt.Refused ? "refused" : "delivered", next.size());
    }
  }

  private boolean repeat(Instant now) throws InterruptedException {
    List<Repeats.Open> due = repeats.due(now, sink.atOnce());
    if (due.isEmpty()) {
      return false;
    }
    Attempt attempt = send(due.stream().map(Repeats.Open::alert).toList(), now);
    if (!(attempt instanceof Attempt.Retry)) {
      due.forEach(each -> repeats.told(each.alert(), each.partition(), now));
      count(attempt instanceof Attempt.Refused ? "refused" : "delivered", due.size());
    }
    return true;
  }

  private Attempt send(List<Alert> alerts, Instant now) throws InterruptedException {
    rate.count(now);
    Attempt attempt = sink.deliver(alerts);
    String first = alerts.get(0).key();
    if (attempt instanceof Attempt.Retry retry) {
      count("retried", 1);
      backoff.failed(clock.instant(), retry.after());
      LOG.warn(
          "alerts not delivered yet, sink={}, first={}, reason={}, waiting={}",
          sink.name(),
          first,
          retry.reason(),
          backlog.size());
    } else if (backoff.succeeded()) {
      backlog.forgive();
    }
    if (attempt instanceof Attempt.Refused refused) {
      LOG.error(
          "message refused, sink={}, alerts={}, first={}, reason={}",
          sink.name(),
          alerts.size(),
          first,
          refused.reason());
    }
    return attempt;
  }

  private void count(String result, int by) {
    registry
        .counter("plumbline.alert.deliveries", "sink", sink.name(), "result", result)
        .increment(by);
  }
}
