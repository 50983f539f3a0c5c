package dev.plumbline.stage.retrain;

import dev.plumbline.event.Inference;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.TrueLabel;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scored record that waits for its label, or has one that another may correct. It is kept, text
 * included, until no label can come for it any more, and no longer.
 *
 * @param text redacted; null when a version that kept no text of labelled records has labelled it
 * @param label that the example was written with; null before the first
 */
record TrainingCandidate(
    String model,
    Instant timestamp,
    @Nullable String text,
    String predicted,
    Map<String, String> attributes,
    @Nullable TrueLabel label) {

  static TrainingCandidate of(Inference inference) {
    return new TrainingCandidate(
        inference.model(),
        inference.timestamp(),
        inference.text(),
        Objects.requireNonNull(inference.prediction(), "prediction").label(),
        inference.attributes(),
        null);
  }

  boolean hasLabel() {
    return label != null || text == null;
  }

  TrainingCandidate with(TrueLabel next) {
    return new TrainingCandidate(model, timestamp, text, predicted, attributes, next);
  }

  /**
   * @throws NullPointerException when there is no label or no text
   */
  TrainingExample example(String requestId) {
    TrueLabel truth = Objects.requireNonNull(label, "label");
    return new TrainingExample(
        requestId,
        model,
        timestamp,
        Instant.ofEpochMilli(truth.time()),
        Objects.requireNonNull(text, "text"),
        truth.label(),
        predicted,
        attributes);
  }
}
