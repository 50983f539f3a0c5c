package dev.plumbline.cli;

import dev.plumbline.kafka.Background;
import dev.plumbline.kafka.StreamsSettings;
import dev.plumbline.policy.Policies;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * What runs beside a stage, in the same processes and outside of the flow, because it waits for
 * others.
 */
interface Companion {

  /** The stage that it belongs to. */
  String stage();

  List<Background> open(Policies policies, StreamsSettings streams, MeterRegistry registry);
}
