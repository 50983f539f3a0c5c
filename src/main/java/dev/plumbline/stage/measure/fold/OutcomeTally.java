package dev.plumbline.stage.measure.fold;

import dev.plumbline.event.Outcome;
import dev.plumbline.event.TrueLabel;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.record.EventContribution;
import dev.plumbline.stage.measure.record.StoredPrediction;
import java.util.function.Consumer;

/**
 * Says what became of each outcome, in the process's counters and in the measures: in the pane of
 * its request, and where that is not there in the pane of its own time. What the flow itself finds
 * out by asking again is in the counters alone.
 */
final class OutcomeTally {

  private static final String DUPLICATE = "duplicate";

  private final OutcomeCounters counters;
  private final PredictedLabels predicted;
  private final Consumer<EventContribution> measures;

  OutcomeTally(
      OutcomeCounters counters, PredictedLabels predicted, Consumer<EventContribution> measures) {
    this.counters = counters;
    this.predicted = predicted;
    this.measures = measures;
  }

  /** It came and found its request. */
  void joined(Policy policy, StoredPrediction kept, Outcome outcome, String result) {
    counters.came(policy.model(), result);
    found(policy, kept, outcome, result);
  }

  /** Its request came, for which it had waited. */
  void waited(Policy policy, StoredPrediction kept, Outcome outcome, String result) {
    counters.waited(policy.model(), result);
    note(outcome, OutcomeCounters.WAITING, -1);
    found(policy, kept, outcome, result);
  }

  /** Its request is not there. */
  void waits(Outcome outcome) {
    counters.came(outcome.model(), OutcomeCounters.WAITING);
    note(outcome, OutcomeCounters.WAITING, 1);
  }

  /** Its request is not there, and it waits already, or too many do. */
  void waitsAlready(Outcome outcome) {
    counters.came(outcome.model(), DUPLICATE);
    note(outcome, DUPLICATE, 1);
  }

  /** It has waited for as long as anything is kept. */
  void unmatched(Outcome outcome) {
    counters.waited(outcome.model(), OutcomeCounters.UNMATCHED);
    note(outcome, OutcomeCounters.WAITING, -1);
    note(outcome, OutcomeCounters.UNMATCHED, 1);
  }

  private void found(Policy policy, StoredPrediction kept, Outcome outcome, String result) {
    if (outcome.kind() == Outcome.Kind.COUNTERFACTUAL) {
      return;
    }
    note(kept.model(), kept.time(), result, 1);
    TrueLabel truth = TrueLabel.of(outcome);
    // Where the policy does not say which labels there are, those that nobody predicts are told.
    if (truth != null
        && !policy.outcome().declaresLabels()
        && !predicted.hasSeen(kept.model(), truth.label())) {
      counters.unseen(kept.model());
      note(kept.model(), kept.time(), OutcomeCounters.UNSEEN, 1);
    }
  }

  private void note(Outcome outcome, String result, long amount) {
    if (outcome.kind() != Outcome.Kind.COUNTERFACTUAL) {
      note(outcome.model(), outcome.timestamp().toEpochMilli(), result, amount);
    }
  }

  private void note(String model, long time, String result, long amount) {
    measures.accept(
        new EventContribution.Noted(model, time, CounterNames.OUTCOMES + result, amount));
  }
}
