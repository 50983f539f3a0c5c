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
record UnlabelledRecord(
    String model,
    Instant timestamp,
    @Nullable String text,
    String predicted,
    Map<String, String> attributes) {

  static UnlabelledRecord of(Inference inference) {
    return new UnlabelledRecord(
        inference.model(),
        inference.timestamp(),
        inference.text(),
        Objects.requireNonNull(inference.prediction(), "prediction").label(),
        inference.attributes());
  }

  boolean labelled() {
    return text == null;
  }

  UnlabelledRecord withoutText() {
    return new UnlabelledRecord(model, timestamp, null, predicted, Map.of());
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
