package dev.plumbline.stage.retrain;

import dev.plumbline.event.Inference;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.TrainingExample;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scored record that waits for its label, or had it: then the text is gone and only the mark
 * stays, so that a label that comes twice makes one example.
 *
 * @param text redacted; null once labelled
 */
record Awaiting(
    String model,
    Instant timestamp,
    @Nullable String text,
    String predicted,
    Map<String, String> attributes) {

  static Awaiting of(Inference inference) {
    return new Awaiting(
        inference.model(),
        inference.timestamp(),
        inference.text(),
        Objects.requireNonNull(inference.prediction(), "prediction").label(),
        inference.attributes());
  }

  boolean labelled() {
    return text == null;
  }

  Awaiting withoutText() {
    return new Awaiting(model, timestamp, null, predicted, Map.of());
  }

  TrainingExample example(Outcome outcome) {
    return new TrainingExample(
        outcome.requestId(),
        model,
        timestamp,
        outcome.timestamp(),
        Objects.requireNonNull(text, "text"),
        Objects.requireNonNull(outcome.label(), "label"),
        predicted,
        attributes);
  }
}
