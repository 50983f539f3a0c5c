package dev.plumbline.stage.measure.merge;

import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.UnitTally;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What became of decisions and labels as evidence, when their pane closed: {@code
 * plumbline.evidence.units} by model, what it was and result.
 */
final class UnitCounters {

  private static final String NAME = "plumbline.evidence.units";

  private final MeterRegistry registry;

  /** What tells of lost evidence is there from the start, as 0. */
  UnitCounters(MeterRegistry registry, Policies policies) {
    this.registry = registry;
    for (Policy policy : policies.all()) {
      count(policy.model(), "decision", UnitTally.NONE);
      count(policy.model(), "label", UnitTally.NONE);
    }
  }

  void count(String model, EvidenceUnits units) {
    count(model, "decision", units.decisions());
    count(model, "label", units.labels());
  }

  private void count(String model, String of, UnitTally tally) {
    count(model, of, "person", tally.people());
    count(model, of, "request", tally.requests());
    count(model, of, "repeated", tally.repeated());
    count(model, of, "copy", tally.copies());
    count(model, of, "beyond_limit", tally.beyondLimit());
  }

  private void count(String model, String of, String result, long amount) {
    registry.counter(NAME, "model", model, "of", of, "result", result).increment((double) amount);
  }
}
