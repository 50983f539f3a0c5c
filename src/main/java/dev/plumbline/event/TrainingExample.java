package dev.plumbline.event;

import java.time.Instant;
import java.util.Map;

/**
 * A redacted, consented, labelled record to learn from.
 *
 * @param timestamp event time of the request
 * @param labelledAt event time of the outcome
 * @param label the true label
 * @param predicted what the model had said
 */
public record TrainingExample(
    String requestId,
    String model,
    Instant timestamp,
    Instant labelledAt,
    String text,
    String label,
    String predicted,
    Map<String, String> attributes) {
  public TrainingExample {
    Checks.notBlank(requestId, "requestId");
    Checks.notBlank(model, "model");
    Checks.notNull(timestamp, "timestamp");
    Checks.notNull(labelledAt, "labelledAt");
    Checks.notNull(text, "text");
    Checks.notBlank(label, "label");
    attributes = Checks.map(attributes);
  }
}
