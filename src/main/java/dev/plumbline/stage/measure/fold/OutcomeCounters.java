package dev.plumbline.stage.measure.fold;

import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What became of outcomes, by model and result: {@code plumbline.outcomes} counts each once, when
 * it comes; {@code plumbline.outcomes.waited} those that had to wait for their request once more,
 * when it is known what becomes of them. So {@code waiting} in the first is what the second has and
 * what still waits. {@code plumbline.outcomes.unseen} counts labels that nobody has predicted.
 */
final class OutcomeCounters {

  static final String WAITING = "waiting";
  static final String UNMATCHED = "unmatched";
  static final String UNSEEN = "unseen_label";

  private static final String ALL = "plumbline.outcomes";
  private static final String WAITED = "plumbline.outcomes.waited";

  private final MeterRegistry registry;

  /** What the alert rules compare is there from the start, as 0. */
  OutcomeCounters(MeterRegistry registry, Policies policies) {
    this.registry = registry;
    for (Policy policy : policies.all()) {
      registry.counter(ALL, "model", policy.model(), "result", WAITING);
      registry.counter(ALL, "model", policy.model(), "result", "matched");
      registry.counter(WAITED, "model", policy.model(), "result", "matched");
      registry.counter(WAITED, "model", policy.model(), "result", UNMATCHED);
      registry.counter("plumbline.outcomes.unseen", "model", policy.model());
    }
  }

  void came(String model, String result) {
    registry.counter(ALL, "model", model, "result", result).increment();
  }

  void waited(String model, String result) {
    registry.counter(WAITED, "model", model, "result", result).increment();
  }

  void unseen(String model) {
    registry.counter("plumbline.outcomes.unseen", "model", model).increment();
  }
}
