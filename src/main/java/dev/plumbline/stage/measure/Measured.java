package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.policy.Policy;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What measuring keeps of a prediction until its label comes: no text, no features.
 *
 * @param time event time, epoch milliseconds
 * @param groups attribute (or intersection) to group; everyone is {@code *} to {@code *}
 * @param indicators the record's ethics indicators in [0, 1]; left out once counted
 * @param trueLabel null until it is known
 */
record Measured(
    String model,
    long time,
    Map<String, String> groups,
    boolean favourable,
    String label,
    double score,
    String modelVersion,
    Map<String, Double> indicators,
    @Nullable String trueLabel) {

  /**
   * @throws IllegalArgumentException without a prediction; the reader has refused such records
   */
  static Measured of(Inference inference, Policy policy) {
    Prediction prediction = inference.prediction();
    if (prediction == null) {
      throw new IllegalArgumentException("there is no prediction");
    }
    Map<String, String> groups = new TreeMap<>(policy.groups().of(inference.attributes()));
    groups.put(GroupCounts.ALL, GroupCounts.ALL);
    String version = prediction.modelVersion();
    return new Measured(
        inference.model(),
        inference.timestamp().toEpochMilli(),
        groups,
        policy.outcome().favours(prediction.label()),
        prediction.label(),
        prediction.score(),
        version == null ? "unknown" : version,
        inference.ethics(),
        null);
  }

  Measured withTrueLabel(String truth) {
    return new Measured(
        model, time, groups, favourable, label, score, modelVersion, Map.of(), truth);
  }
}
