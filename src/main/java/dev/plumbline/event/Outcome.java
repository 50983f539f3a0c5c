package dev.plumbline.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request, minutes to weeks later.
 *
 * @param timestamp event time; the request's own for {@code kind} counterfactual
 * @param label the true label, for {@code kind} label and override; the attribute whose words were
 *     swapped, for {@code kind} counterfactual
 * @param value a rating, for {@code kind} rating; the largest change of the favourable outcome's
 *     probability, for {@code kind} counterfactual
 * @param flipped whether a swap turned a favourable decision or brought one about, for {@code kind}
 *     counterfactual
 */
public record Outcome(
    String requestId,
    String model,
    Instant timestamp,
    Kind kind,
    @Nullable String label,
    @Nullable Double value,
    @Nullable Boolean flipped) {

  /** What the outcome says. */
  public enum Kind {
    LABEL,
    APPEAL,
    RATING,
    OVERRIDE,
    /** The request asked again with other group words. */
    COUNTERFACTUAL
  }

  public Outcome {
    MessageChecks.notBlank(requestId, "requestId");
    MessageChecks.notBlank(model, "model");
    MessageChecks.notNull(timestamp, "timestamp");
    MessageChecks.notNull(kind, "kind");
    if (kind == Kind.LABEL) {
      MessageChecks.notBlank(label, "label");
    }
    if (kind == Kind.COUNTERFACTUAL) {
      MessageChecks.notBlank(label, "label");
      MessageChecks.notNull(value, "value");
      MessageChecks.notNull(flipped, "flipped");
    }
  }

  public RequestIdentity identity() {
    return new RequestIdentity(model, requestId);
  }
}
