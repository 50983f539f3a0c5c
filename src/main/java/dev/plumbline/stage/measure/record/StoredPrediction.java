package dev.plumbline.stage.measure.record;

import java.util.List;

/**
 * What is kept of a prediction until nothing can come for it any more.
 *
 * @param time event time, epoch milliseconds
 * @param groups keys {@code attribute=group}
 * @param label predicted
 * @param probability of a favourable outcome, billionths; below zero when it is not known
 * @param feedback what has come for it
 */
public record StoredPrediction(
    String model,
    long time,
    List<String> groups,
    boolean favourable,
    String label,
    long probability,
    PredictionFeedback feedback) {

  public StoredPrediction {
    groups = List.copyOf(groups);
  }

  public StoredPrediction with(PredictionFeedback next) {
    return new StoredPrediction(model, time, groups, favourable, label, probability, next);
  }
}
