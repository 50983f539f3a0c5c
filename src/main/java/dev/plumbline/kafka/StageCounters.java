package dev.plumbline.kafka;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * What one stage did with its records: {@code plumbline.records} by stage, model and result. Per
 * stage {@code in = out + dead_lettered + withheld}, plus what is still in a batch. After a crash
 * the counters restart and may count a replayed record again; the exact figures are in the topics.
 */
public final class StageCounters {

  private static final String RECORDS = "plumbline.records";

  private final MeterRegistry registry;
  private final String stage;

  public StageCounters(MeterRegistry registry, String stage) {
    this.registry = registry;
    this.stage = stage;
  }

  public void in(String model) {
    count(model, "in");
  }

  public void out(String model) {
    count(model, "out");
  }

  public void deadLettered(String model) {
    count(model, "dead_lettered");
  }

  public void withheld(String model) {
    count(model, "withheld");
  }

  private void count(String model, String result) {
    registry.counter(RECORDS, "stage", stage, "model", model, "result", result).increment();
  }
}
