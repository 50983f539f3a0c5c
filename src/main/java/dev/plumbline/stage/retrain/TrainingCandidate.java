package dev.plumbline.stage.retrain;

import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.TrueLabel;
import dev.plumbline.stage.retrain.demand.LabelledRecord;
import dev.plumbline.stage.retrain.demand.LabelledRecord.Trial;
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
 * @param trial what both models had said of it; null when no candidate was on trial
 */
record TrainingCandidate(
    String model,
    Instant timestamp,
    @Nullable String text,
    String predicted,
    Map<String, String> attributes,
    @Nullable TrueLabel label,
    @Nullable Trial trial) {

  static TrainingCandidate of(Inference inference) {
    Prediction said = Objects.requireNonNull(inference.prediction(), "prediction");
    Prediction challenger = inference.challenger();
    return new TrainingCandidate(
        inference.model(),
        inference.timestamp(),
        inference.text(),
        said.label(),
        inference.attributes(),
        null,
        challenger == null ? null : new Trial(said, challenger));
  }

  boolean hasLabel() {
    return label != null || text == null;
  }

  TrainingCandidate with(TrueLabel next) {
    return new TrainingCandidate(model, timestamp, text, predicted, attributes, next, trial);
  }

  /**
   * This record as one whose label has come.
   *
   * @param before as it was kept
   * @return null when its label is what it was
   */
  @Nullable LabelledRecord labelled(String requestId, TrainingCandidate before) {
    TrueLabel truth = Objects.requireNonNull(label, "label");
    String corrects = before.label == null ? null : before.label.label();
    return truth.label().equals(corrects)
        ? null
        : new LabelledRecord(
            requestId,
            Instant.ofEpochMilli(truth.time()),
            truth.label(),
            corrects,
            attributes,
            predicted,
            trial);
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
