package dev.plumbline.stage.alert.delivery;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.RecordListener;
import dev.plumbline.kafka.client.TopicFollower;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Follows a topic for one sink. An offset is committed only when the sink has settled all before
 * it, so a crash repeats and never loses. Delivery goes on while the broker is away.
 */
public final class SinkConsumer<V> implements RecordListener<V> {

  /** Of what delivers to a sink; the sink's name follows. */
  static final String GROUP_PREFIX = "plumbline-delivery-";

  /** No sink's name has a dot before it. */
  private static final String WARNINGS = ".warnings";

  private final String topic;
  private final Predicate<V> concerns;
  private final Function<V, SinkMessage> message;
  private final SinkDeliveries deliveries;

  private SinkConsumer(
      String topic,
      Predicate<V> concerns,
      Function<V, SinkMessage> message,
      SinkDeliveries deliveries) {
    this.topic = topic;
    this.concerns = concerns;
    this.message = message;
    this.deliveries = deliveries;
  }

  /**
   * Tells of incidents.
   *
   * @param concerns whether a state is for this sink
   */
  public static BackgroundTask ofIncidents(
      FollowerContext context,
      AlertSink sink,
      Predicate<Incident> concerns,
      SinkDeliveries deliveries) {
    return start(
        context,
        sink,
        GROUP_PREFIX + sink.name(),
        Topics.INCIDENTS,
        new SinkConsumer<>(Topics.INCIDENTS.name(), concerns, IncidentMessage::new, deliveries));
  }

  /**
   * Tells of alerts outside of incidents.
   *
   * @param concerns whether a state is for this sink
   */
  public static BackgroundTask ofWarnings(
      FollowerContext context,
      AlertSink sink,
      Predicate<Alert> concerns,
      SinkDeliveries deliveries) {
    return start(
        context,
        sink,
        GROUP_PREFIX + sink.name() + WARNINGS,
        Topics.ETHICS_ALERTS,
        new SinkConsumer<>(Topics.ETHICS_ALERTS.name(), concerns, AlertMessage::new, deliveries));
  }

  /** A sink that repeats what is open is given every newest state at each start. */
  private static <V> BackgroundTask start(
      FollowerContext context,
      AlertSink sink,
      String group,
      Topic<V> topic,
      RecordListener<V> listener) {
    return TopicFollower.inGroup(context, group, topic, sink.repeatEvery().isPresent(), listener);
  }

  @Override
  public void offer(V value, int partition, long offset) {
    if (concerns.test(value)) {
      deliveries.offer(message.apply(value), place(partition), offset);
    }
  }

  @Override
  public boolean work(BooleanSupplier readToTheEnd) throws InterruptedException {
    return deliveries.attempt();
  }

  @Override
  public OptionalLong committable(int partition, long position) {
    return OptionalLong.of(deliveries.firstUnsettled(place(partition)).orElse(position));
  }

  @Override
  public void forget(int partition) {
    deliveries.forget(place(partition));
  }

  private TopicPlace place(int partition) {
    return new TopicPlace(topic, partition);
  }
}
