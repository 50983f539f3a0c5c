package dev.plumbline.stage.retrain;

import dev.plumbline.kafka.streams.StageCounters;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What became of scored records and labels in the collecting step.
 *
 * <ul>
 *   <li>Scored records, {@code plumbline.records}: in = out (those with an example) + withheld +
 *       {@code plumbline.training.unlabelled} (forgotten without a label) + those that wait. {@code
 *       plumbline.training.withheld} says why: {@code unreadable}, {@code not_retrained}, {@code
 *       no_text}, {@code no_consent}, {@code duplicate}.
 *   <li>Outcomes, {@code plumbline.training.outcomes}: each once, when it comes.
 *   <li>Those that had to wait for their record, {@code plumbline.training.waited}: each once more,
 *       when it is known what becomes of it: outcomes that are {@code waiting} = waited + those
 *       that still wait.
 * </ul>
 */
final class CollectCounters {

  private final MeterRegistry registry;
  private final StageCounters records;

  CollectCounters(MeterRegistry registry) {
    this.registry = registry;
    this.records = new StageCounters(registry, RetrainTopology.STAGE);
  }

  void in(String model) {
    records.in(model);
  }

  void out(String model) {
    records.out(model);
  }

  void withheld(String model, String reason) {
    records.withheld(model);
    registry.counter("plumbline.training.withheld", "model", model, "reason", reason).increment();
  }

  void unlabelled(String model) {
    registry.counter("plumbline.training.unlabelled", "model", model).increment();
  }

  void outcome(String model, String result) {
    registry.counter("plumbline.training.outcomes", "model", model, "result", result).increment();
  }

  void waited(String model, String result) {
    registry.counter("plumbline.training.waited", "model", model, "result", result).increment();
  }
}
