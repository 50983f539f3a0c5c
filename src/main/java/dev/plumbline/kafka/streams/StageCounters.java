package dev.plumbline.kafka.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one stage did with its records: {@code plumbline.records} by stage, model and result. Per
 * stage {@code in = out + dead_lettered + withheld}, plus what is still in a batch. After a crash
 * the counters restart and may count a replayed record again; the exact figures are in the topics.
 */
public final class StageCounters {

  static final String RECORDS = "plumbline.records";
  static final String IN = "in";
  static final String OUT = "out";
  static final String DEAD_LETTERED = "dead_lettered";
  static final String WITHHELD = "withheld";

  private final MeterRegistry registry;
  private final String stage;
  private final Result in = new Result(IN);
  private final Result out = new Result(OUT);
  private final Result deadLettered = new Result(DEAD_LETTERED);
  private final Result withheld = new Result(WITHHELD);

  public StageCounters(MeterRegistry registry, String stage) {
    this.registry = registry;
    this.stage = stage;
  }

  public void in(String model) {
    in.count(model);
  }

  public void out(String model) {
    out.count(model);
  }

  public void deadLettered(String model) {
    deadLettered.count(model);
  }

  public void withheld(String model) {
    withheld.count(model);
  }

  /** Remembers its counters: to look one up by its tags costs as much as to read a record. */
  private final class Result {
    private final String name;
    private final Map<String, Counter> byModel = new ConcurrentHashMap<>();

    Result(String name) {
      this.name = name;
    }

    void count(String model) {
      byModel.computeIfAbsent(model, this::counter).increment();
    }

    private Counter counter(String model) {
      return registry.counter(RECORDS, "stage", stage, "model", model, "result", name);
    }
  }
}
