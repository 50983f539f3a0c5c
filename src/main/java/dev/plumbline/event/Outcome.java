package dev.plumbline.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request, minutes to weeks later.
 *
 * @param label the true label, for {@code kind} label and override
 * @param value a rating, for {@code kind} rating
 */
public record Outcome(
    String requestId,
    String model,
    Instant timestamp,
    Kind kind,
    @Nullable String label,
    @Nullable Double value) {

  /** What the outcome says. */
  public enum Kind {
    LABEL,
    APPEAL,
    RATING,
    OVERRIDE
  }

  public Outcome {
    Checks.notBlank(requestId, "requestId");
    Checks.notBlank(model, "model");
    Checks.notNull(timestamp, "timestamp");
    Checks.notNull(kind, "kind");
    if (kind == Kind.LABEL) {
      Checks.notBlank(label, "label");
    }
  }
}
