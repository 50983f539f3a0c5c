package dev.plumbline.stage.alert.delivery;

import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.RetryBackoff;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one sink still has to be told: the newest state of each incident and of each alert outside
 * of one, so an outage however long costs one state an alert, sent within the sink's rate. A state
 * that a newer one overtakes is counted as superseded. Every state offered ends as delivered,
 * refused or superseded, or waits; what is said again counts as delivered again. The followers of
 * two topics share it: one message is on its way at a time.
 */
public final class SinkDeliveries {

  private static final Logger LOG = LoggerFactory.getLogger(SinkDeliveries.class);

  private final AlertSink sink;
  private final RateLimit rate;
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final RetryBackoff backoff;
  private final AlertBacklog backlog = new AlertBacklog();
  private final AlertRepeats repeats;
  private final AtomicInteger waiting = new AtomicInteger();

  public SinkDeliveries(
      AlertSink sink,
      RateLimit rate,
      MeterRegistry registry,
      InstantSource clock,
      RandomGenerator random) {
    this.sink = sink;
    this.rate = rate;
    this.registry = registry;
    this.clock = clock;
    this.backoff = new RetryBackoff(random);
    this.repeats = new AlertRepeats(sink.repeatEvery());
    for (String result : List.of("delivered", "retried", "refused", "superseded")) {
      count(result, 0);
    }
    Gauge.builder("plumbline.alert.waiting", waiting, AtomicInteger::get)
        .description("Alerts whose newest state the sink has not been told yet")
        .tag("sink", sink.name())
        .register(registry);
  }

  /** Takes a state that was read at this place of the topic. */
  synchronized void offer(SinkMessage message, TopicPlace place, long offset) {
    repeats.overtaken(message);
    if (backlog.add(message, place, offset)) {
      count("superseded", 1);
    }
    waiting.set(backlog.size());
  }

  /**
   * Offset below which everything of the partition is settled; empty when all that was offered is.
   */
  synchronized OptionalLong firstUnsettled(TopicPlace place) {
    return backlog.firstUnsettled(place);
  }

  /** The partition is another's now; so is what waits of it. */
  synchronized void forget(TopicPlace place) {
    backlog.forget(place);
    repeats.forget(place);
    waiting.set(backlog.size());
  }

  /**
   * Sends one message, if one is due and the rate allows it.
   *
   * @return whether something was tried
   */
  synchronized boolean attempt() throws InterruptedException {
    Instant now = clock.instant();
    if (!backoff.over(now) || !rate.allows(now)) {
      return false;
    }
    List<AlertBacklog.Waiting> next = backlog.next(sink.atOnce());
    if (!next.isEmpty()) {
      tell(next, now);
      waiting.set(backlog.size());
      return true;
    }
    return repeat(now);
  }

  private void tell(List<AlertBacklog.Waiting> next, Instant now) throws InterruptedException {
    DeliveryAttempt attempt = send(next.stream().map(AlertBacklog.Waiting::message).toList(), now);
    if (attempt instanceof DeliveryAttempt.Retry) {
      backlog.failed(next);
    } else if (attempt instanceof DeliveryAttempt.Refused && next.size() > 1) {
      backlog.separate(next); // one of them spoils the message; the others shall not be lost
    } else {
      backlog.settle(next);
      next.forEach(each -> repeats.told(each.message(), each.place(), now));
      count(attempt instanceof DeliveryAttempt.Refused ? "refused" : "delivered", next.size());
    }
  }

  private boolean repeat(Instant now) throws InterruptedException {
    List<AlertRepeats.Open> due = repeats.due(now, sink.atOnce());
    if (due.isEmpty()) {
      return false;
    }
    DeliveryAttempt attempt = send(due.stream().map(AlertRepeats.Open::message).toList(), now);
    if (!(attempt instanceof DeliveryAttempt.Retry)) {
      due.forEach(each -> repeats.told(each.message(), each.place(), now));
      count(attempt instanceof DeliveryAttempt.Refused ? "refused" : "delivered", due.size());
    }
    return true;
  }

  private DeliveryAttempt send(List<SinkMessage> messages, Instant now)
      throws InterruptedException {
    rate.count(now);
    DeliveryAttempt attempt = sink.deliver(messages);
    String first = messages.get(0).key();
    if (attempt instanceof DeliveryAttempt.Retry retry) {
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
    if (attempt instanceof DeliveryAttempt.Refused refused) {
      LOG.error(
          "message refused, sink={}, alerts={}, first={}, reason={}",
          sink.name(),
          messages.size(),
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
