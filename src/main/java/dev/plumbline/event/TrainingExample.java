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
    MessageChecks.notBlank(requestId, "requestId");
    MessageChecks.notBlank(model, "model");
    MessageChecks.notNull(timestamp, "timestamp");
    MessageChecks.notNull(labelledAt, "labelledAt");
    MessageChecks.notNull(text, "text");
    MessageChecks.notBlank(label, "label");
    attributes = MessageChecks.map(attributes);
  }

  public RequestIdentity identity() {
    return new RequestIdentity(model, requestId);
  }
}
