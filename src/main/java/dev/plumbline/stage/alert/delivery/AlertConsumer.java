package dev.plumbline.stage.alert.delivery;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.RecordListener;
import dev.plumbline.kafka.client.TopicFollower;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.topic.Topics;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * Follows {@code ethics-alerts} for one sink. An offset is committed only when the sink has settled
 * all before it, so a crash repeats and never loses. Delivery goes on while the broker is away.
 */
public final class AlertConsumer implements RecordListener<Alert> {

  private static final String GROUP_PREFIX = "plumbline-delivery-";

  private final SinkDeliveries deliveries;

  private AlertConsumer(SinkDeliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** A sink that repeats open alerts is given every alert's newest state at each start. */
  public static BackgroundTask start(
      FollowerContext context, AlertSink sink, SinkDeliveries deliveries) {
    return TopicFollower.inGroup(
        context,
        GROUP_PREFIX + sink.name(),
        Topics.ETHICS_ALERTS,
        sink.repeatEvery().isPresent(),
        new AlertConsumer(deliveries));
  }

  @Override
  public void offer(Alert alert, int partition, long offset) {
    deliveries.offer(alert, partition, offset);
  }

  @Override
  public boolean work(BooleanSupplier readToTheEnd) throws InterruptedException {
    return deliveries.attempt();
  }

  @Override
  public OptionalLong committable(int partition, long position) {
    return OptionalLong.of(deliveries.firstUnsettled(partition).orElse(position));
  }

  @Override
  public void forget(int partition) {
    deliveries.forget(partition);
  }
}
