package dev.plumbline.stage.measure;

import java.util.List;

/**
 * What is kept of a prediction until nothing can come for it any more.
 *
 * @param time event time, epoch milliseconds
 * @param groups keys {@code attribute=group}
 * @param label predicted
 * @param probability of a favourable outcome, billionths
 * @param feedback what has come for it
 */
record Kept(
    String model,
    long time,
    List<String> groups,
    boolean favourable,
    String label,
    long probability,
    Feedback feedback) {

  Kept {
    groups = List.copyOf(groups);
  }

  Kept with(Feedback next) {
    return new Kept(model, time, groups, favourable, label, probability, next);
  }
}
