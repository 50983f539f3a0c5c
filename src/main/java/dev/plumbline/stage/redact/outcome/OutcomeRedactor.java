package dev.plumbline.stage.redact.outcome;

import dev.plumbline.event.Outcome;
import dev.plumbline.stage.redact.request.EventTime;
import dev.plumbline.stage.redact.request.RedactionResult.Stopped;
import dev.plumbline.stage.redact.request.RequestRedactor;
import dev.plumbline.stage.redact.request.RequestRejection;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides on one raw outcome, by the rules of its model's requests. Never throws and never passes
 * what it could not check.
 */
public final class OutcomeRedactor {

  private final RequestRedactor requests;
  private final EventTime eventTime;

  public OutcomeRedactor(RequestRedactor requests, Clock clock) {
    this.requests = requests;
    this.eventTime = new EventTime(clock);
  }

  /**
   * @param recordTime the Kafka record's timestamp, for outcomes without one
   */
  OutcomeResult redact(byte @Nullable [] value, long recordTime) {
    String model = null;
    try {
      RawOutcome raw = RawOutcome.parse(value);
      RequestRedactor.ModelParts parts = requests.parts(raw.model());
      model = parts.policy().model();
      return new OutcomeResult.Passed(redact(raw, parts, recordTime));
    } catch (RuntimeException | StackOverflowError e) {
      return new OutcomeResult.Refused(Stopped.by(e, model));
    }
  }

  private Outcome redact(RawOutcome raw, RequestRedactor.ModelParts parts, long recordTime) {
    Outcome.Kind kind = raw.kind();
    Instant time =
        eventTime.read(raw.child("timestamp"), recordTime, parts.policy().windows().maxFuture());
    String label = label(raw.label(), parts);
    Double number = raw.value();
    if (kind == Outcome.Kind.LABEL && label == null) {
      throw RequestRejection.missing("label");
    }
    if (kind == Outcome.Kind.RATING && number == null) {
      throw RequestRejection.missing("value");
    }
    String id = parts.ids().redact(raw.requestId());
    return new Outcome(id, parts.policy().model(), time, kind, label, number, null);
  }

  private static @Nullable String label(@Nullable String label, RequestRedactor.ModelParts parts) {
    if (label == null) {
      return null;
    }
    String plain = parts.labels().plain(label);
    if (plain == null) {
      throw RequestRejection.of(
          "label_personal_data",
          "label looks like personal data; the policy's outcome.labels can declare it");
    }
    return plain;
  }
}
