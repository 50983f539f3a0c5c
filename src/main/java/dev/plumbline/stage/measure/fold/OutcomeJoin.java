package dev.plumbline.stage.measure.fold;

import dev.plumbline.event.Outcome;
import dev.plumbline.event.TrueLabel;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.record.EventContribution;
import dev.plumbline.stage.measure.record.StoredPrediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an outcome does to the prediction it is about. Of several labels the greatest by {@link
 * TrueLabel}'s order, the latest, counts in the measures, once; the smallest is the evidence,
 * because evidence that has left cannot be taken back; every one of them is reported in its own
 * pane, for the examples. None of this depends on the order of arrival.
 *
 * @param result how the outcome is counted
 */
public record OutcomeJoin(
    StoredPrediction kept, List<EventContribution> contributions, String result) {

  public static OutcomeJoin of(Policy policy, StoredPrediction kept, Outcome outcome) {
    long time = outcome.timestamp().toEpochMilli();
    if (!TrueLabel.isWithin(policy.windows().labelHorizon(), kept.time(), time)) {
      return nothing(kept, "late");
    }
    if (outcome.kind() == Outcome.Kind.COUNTERFACTUAL) {
      return counterfactual(kept, outcome);
    }
    if (outcome.kind() != Outcome.Kind.LABEL) {
      return feedback(policy, kept, outcome);
    }
    TrueLabel label = TrueLabel.of(outcome);
    if (label == null) {
      return nothing(kept, "no_label");
    }
    return policy.outcome().admits(label.label())
        ? label(outcome.requestId(), kept, label)
        : nothing(kept, "unknown_label");
  }

  private static OutcomeJoin nothing(StoredPrediction kept, String result) {
    return new OutcomeJoin(kept, List.of(), result);
  }

  private static OutcomeJoin label(String requestId, StoredPrediction kept, TrueLabel truth) {
    TrueLabel first = kept.feedback().first();
    TrueLabel last = kept.feedback().last();
    if (first == null || last == null) {
      return new OutcomeJoin(
          kept.with(kept.feedback().with(truth, truth)),
          List.of(
              new EventContribution.Labelled(kept, truth.label(), 1),
              new EventContribution.Evident(requestId, kept, truth)),
          "matched");
    }
    EventContribution reported = new EventContribution.Reported(requestId, kept, truth);
    if (truth.compareTo(last) > 0) {
      boolean same = truth.label().equals(last.label());
      return new OutcomeJoin(
          kept.with(kept.feedback().with(first, truth)),
          same
              ? List.of(reported)
              : List.of(
                  new EventContribution.Labelled(kept, last.label(), -1),
                  new EventContribution.Labelled(kept, truth.label(), 1),
                  reported),
          same ? "duplicate" : "corrected");
    }
    if (truth.compareTo(first) < 0) {
      return new OutcomeJoin(
          kept.with(kept.feedback().with(truth, last)),
          List.of(new EventContribution.Moved(kept, first, truth), reported),
          "superseded");
    }
    return new OutcomeJoin(
        kept,
        truth.equals(first) || truth.equals(last) ? List.of() : List.of(reported),
        truth.label().equals(last.label()) ? "duplicate" : "superseded");
  }

  /** Appeals, overrides and ratings count once each, the first that comes. */
  private static OutcomeJoin feedback(Policy policy, StoredPrediction kept, Outcome outcome) {
    String kind = outcome.kind().name().toLowerCase(Locale.ROOT);
    if (kept.feedback().seen().contains(kind)) {
      return nothing(kept, "duplicate");
    }
    List<EventContribution> noted = new ArrayList<>();
    switch (outcome.kind()) {
      case APPEAL -> noted.add(note(kept, CounterNames.APPEALS, 1));
      case OVERRIDE -> override(policy, kept, noted);
      case RATING -> rating(kept, outcome, noted);
      case LABEL, COUNTERFACTUAL -> throw new IllegalArgumentException(kind + " is no feedback");
    }
    StoredPrediction next = kept.with(kept.feedback().saw(kind));
    if (outcome.kind() == Outcome.Kind.OVERRIDE && reverses(kept, outcome)) {
      next = next.with(next.feedback().saw(CounterNames.REVERSALS));
      noted.add(note(kept, CounterNames.REVERSALS, 1));
    }
    if (!reversedAppeal(kept) && reversedAppeal(next)) {
      noted.add(note(kept, CounterNames.REVERSED_APPEALS, 1));
    }
    return new OutcomeJoin(next, noted, kind);
  }

  /** By group only where the policy bounds the groups. */
  private static void override(
      Policy policy, StoredPrediction kept, List<EventContribution> noted) {
    noted.add(note(kept, CounterNames.OVERRIDES, 1));
    for (String key : kept.groups()) {
      if (policy.groups().declares(key.substring(0, key.indexOf('=')))) {
        noted.add(note(kept, CounterNames.OVERRIDES_OF + key, 1));
      }
    }
  }

  /** Once for each attribute, the first that comes. */
  private static OutcomeJoin counterfactual(StoredPrediction kept, Outcome outcome) {
    String attribute = outcome.label();
    Double change = outcome.value();
    if (attribute == null || change == null) {
      return nothing(kept, "no_label");
    }
    String tried = CounterNames.COUNTERFACTUALS + attribute;
    if (kept.feedback().seen().contains(tried)) {
      return nothing(kept, "duplicate");
    }
    List<EventContribution> noted = new ArrayList<>();
    noted.add(note(kept, tried, 1));
    if (Boolean.TRUE.equals(outcome.flipped())) {
      noted.add(note(kept, CounterNames.FLIPS + attribute, 1));
    }
    noted.add(
        note(kept, CounterNames.CHANGES + attribute, Math.round(change * GroupScores.BILLION)));
    return new OutcomeJoin(kept.with(kept.feedback().saw(tried)), noted, "counterfactual");
  }

  private static void rating(
      StoredPrediction kept, Outcome outcome, List<EventContribution> noted) {
    Double value = outcome.value();
    if (value != null) {
      noted.add(note(kept, CounterNames.RATINGS, 1));
      noted.add(note(kept, CounterNames.RATING_SUM, Math.round(value * GroupScores.BILLION)));
    }
  }

  private static boolean reverses(StoredPrediction kept, Outcome outcome) {
    return outcome.label() != null && !outcome.label().equals(kept.label());
  }

  private static boolean reversedAppeal(StoredPrediction kept) {
    List<String> seen = kept.feedback().seen();
    return seen.contains("appeal") && seen.contains(CounterNames.REVERSALS);
  }

  private static EventContribution note(StoredPrediction kept, String fact, long amount) {
    return new EventContribution.Noted(kept.model(), kept.time(), fact, amount);
  }
}
