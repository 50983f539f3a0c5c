package dev.plumbline.stage;

import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.kafka.streams.StreamsSettings;
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

  /** What the stages of this process have counted. */
  public StageCounts counts() {
    return new StageCounts(registry);
  }
}
