package dev.plumbline.stage.measure;

import java.util.List;
import java.util.Map;

/**
 * What one scored record adds to its pane: no text, no features.
 *
 * @param time event time, epoch milliseconds
 * @param groups keys {@code attribute=group} of the record's groups, intersections and everyone
 * @param label predicted
 * @param probability of a favourable outcome, billionths
 * @param risk weight of the record, billionths
 * @param indicators ethics indicators in [0, 1], billionths
 * @param signals what drift watches: signal to bin
 * @param facts further numbers by the names in {@link Facts}
 */
record Measured(
    String model,
    long time,
    List<String> groups,
    boolean favourable,
    String label,
    long probability,
    String modelVersion,
    long risk,
    Map<String, Long> indicators,
    Map<String, String> signals,
    Map<String, Long> facts) {

  Measured {
    groups = List.copyOf(groups);
    indicators = Map.copyOf(indicators);
    signals = Map.copyOf(signals);
    facts = Map.copyOf(facts);
  }

  /** What is kept of it until its label comes. */
  Kept kept() {
    return new Kept(model, time, groups, favourable, label, probability, Feedback.NONE);
  }
}
