package dev.plumbline.stage.retrain;

import dev.plumbline.event.Outcome;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.TrueLabel;
import dev.plumbline.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * What a label does to the record it is about. The example is written at the first label, and again
 * at every one that counts before the others by the rule of {@link TrueLabel}; so the last example
 * of a request is the same in whatever order its labels come.
 *
 * @param candidate as it is kept from now on
 * @param example to be written; null when nothing changes
 * @param result how the label is counted
 */
record ExampleJoin(TrainingCandidate candidate, @Nullable TrainingExample example, String result) {

  static ExampleJoin of(Policy policy, TrainingCandidate candidate, Outcome outcome) {
    TrueLabel next = TrueLabel.of(outcome);
    if (next == null) {
      return nothing(candidate, "not_a_label");
    }
    long request = candidate.timestamp().toEpochMilli();
    if (!TrueLabel.isWithin(policy.windows().labelHorizon(), request, next.time())) {
      return nothing(candidate, "late");
    }
    if (!policy.outcome().admits(next.label())) {
      return nothing(candidate, "unknown_label");
    }
    return candidate.text() == null
        ? nothing(candidate, "text_gone")
        : label(candidate, outcome.requestId(), next);
  }

  private static ExampleJoin label(TrainingCandidate candidate, String requestId, TrueLabel next) {
    TrueLabel last = candidate.label();
    if (last == null) {
      return written(candidate.with(next), requestId, "learned");
    }
    if (next.compareTo(last) > 0) {
      boolean same = next.label().equals(last.label());
      return written(candidate.with(next), requestId, same ? "confirmed" : "corrected");
    }
    return nothing(candidate, next.equals(last) ? "duplicate" : "superseded");
  }

  private static ExampleJoin written(TrainingCandidate next, String requestId, String result) {
    return new ExampleJoin(next, next.example(requestId), result);
  }

  private static ExampleJoin nothing(TrainingCandidate candidate, String result) {
    return new ExampleJoin(candidate, null, result);
  }
}
