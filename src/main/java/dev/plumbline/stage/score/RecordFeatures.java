package dev.plumbline.stage.score;

import dev.plumbline.stage.score.record.IndicatorFacts;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Reads the features that a policy names. A producer's slip must not stop the stage: a value of the
 * wrong kind counts as missing, and {@code plumbline.features.bad} tells of it.
 */
final class RecordFeatures {

  private final MeterRegistry registry;

  RecordFeatures(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Whether a boolean feature is there and true. */
  boolean says(IndicatorFacts facts, String feature) {
    Object value = facts.features().get(feature);
    if (value instanceof Boolean said) {
      return said;
    }
    if (value != null) {
      countBad(facts, feature);
    }
    return false;
  }

  /** A numeric feature's value, if it is there and within the bounds. */
  double number(IndicatorFacts facts, String feature, double low, double high, double otherwise) {
    Object value = facts.features().get(feature);
    if (value instanceof Number number
        && number.doubleValue() >= low
        && number.doubleValue() <= high) {
      return number.doubleValue();
    }
    if (value != null) {
      countBad(facts, feature);
    }
    return otherwise;
  }

  /** The feature's name is the policy's, so tags stay few. */
  private void countBad(IndicatorFacts facts, String feature) {
    registry
        .counter("plumbline.features.bad", "model", facts.model(), "feature", feature)
        .increment();
  }
}
