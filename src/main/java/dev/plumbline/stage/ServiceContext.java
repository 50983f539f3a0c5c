package dev.plumbline.stage;

import dev.plumbline.kafka.client.CommonPartitions;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.policy.Policies;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * What all stages of a process share.
 *
 * @param clock for what is not event time: it says what lies in the future, and when an input is
 *     silent
 */
public record ServiceContext(
    Policies policies, StreamsSettings streams, MeterRegistry registry, Clock clock) {

  /** With the time of the machine. */
  public static ServiceContext now(
      Policies policies, StreamsSettings streams, MeterRegistry registry) {
    return new ServiceContext(policies, streams, registry, Clock.systemUTC());
  }

  /**
   * The number of partitions that topics have on the broker whose records meet by key.
   *
   * @throws dev.plumbline.kafka.client.PartitionsException when they differ or a topic is missing
   */
  public int partitions(Topic<?>... topics) {
    try {
      return CommonPartitions.count(streams, topics);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker was asked", e);
    }
  }

  /** What the stages of this process have counted. */
  public StageCounts counts() {
    return new StageCounts(registry);
  }
}
