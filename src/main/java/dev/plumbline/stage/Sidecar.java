package dev.plumbline.stage;

import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.policy.Policies;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * What runs beside a stage, in the same processes and outside of the flow, because it waits for
 * others.
 */
public interface Sidecar {

  /** Starts it; called once the stages of the process run. */
  List<BackgroundTask> open(Policies policies, StreamsSettings streams, MeterRegistry registry);
}
