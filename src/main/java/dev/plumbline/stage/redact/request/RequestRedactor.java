package dev.plumbline.stage.redact.request;

import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.redact.keys.KeysetException;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import dev.plumbline.stage.redact.ner.EntityTaggers;
import dev.plumbline.stage.redact.request.RedactionResult.Stopped;
import dev.plumbline.stage.redact.text.TextRedactor;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides on one raw record. Never throws and never passes what it could not redact: whatever goes
 * wrong stops the record. Consent is read before anything else of a known model, because a record
 * without it is not even kept under seal.
 */
public final class RequestRedactor {

  private static final Logger LOG = LoggerFactory.getLogger(RequestRedactor.class);

  private final Map<String, ModelRedactor> byModel = new HashMap<>();
  private final EventTime eventTime;

  public RequestRedactor(
      Policies policies,
      RedactSettings settings,
      RedactionKeys keys,
      EntityTaggers taggers,
      Clock clock) {
    for (Policy policy : policies.all()) {
      byModel.put(
          policy.model(),
          new ModelRedactor(
              policy, redactor(policy, settings, keys), taggers.find(policy), keys.hash()));
    }
    this.eventTime = new EventTime(clock);
  }

  private static TextRedactor redactor(Policy policy, RedactSettings settings, RedactionKeys keys) {
    try {
      return TextRedactor.of(policy.privacy(), settings.phoneRegions(), keys);
    } catch (KeysetException e) {
      throw new KeysetException("the policy of model '" + policy.model() + "': " + e.getMessage());
    }
  }

  /**
   * Parses a record and decides what can be decided without its texts.
   *
   * @param recordTime the Kafka record's timestamp, for requests without one
   */
  public OpenRequest open(byte @Nullable [] value, long recordTime) {
    String model = null;
    try {
      RawRequest raw = RawRequest.parse(value);
      ModelRedactor redactor = redactor(raw.model());
      model = redactor.policy().model();
      return isWithheld(raw, redactor.policy())
          ? new OpenRequest.Decided(Stopped.withheld(model))
          : new ReadableRequest(raw, redactor, eventTime, recordTime);
    } catch (RuntimeException | StackOverflowError e) {
      return new OpenRequest.Decided(Stopped.by(e, model));
    }
  }

  /**
   * What a record of this model needs besides: how its ids and its labels go on.
   *
   * @throws RequestRejection when the model has no policy
   */
  public ModelParts parts(String model) {
    ModelRedactor redactor = redactor(model);
    return new ModelParts(redactor.policy(), redactor.ids(), redactor.labels());
  }

  /** The same rules for whatever is about one model's requests. */
  public record ModelParts(Policy policy, RequestIds ids, PlainLabels labels) {}

  /**
   * The value of a header that is allowed to pass.
   *
   * @return null when it is no text, or holds what could not be redacted
   */
  public byte @Nullable [] header(String model, byte @Nullable [] value) {
    try {
      return redactor(model).header(value);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("a header could not be redacted and was dropped: {}", e.getClass().getSimpleName());
      return null;
    }
  }

  private ModelRedactor redactor(String model) {
    ModelRedactor redactor = byModel.get(model);
    if (redactor == null) {
      throw RequestRejection.of("unknown_model", "model has no policy");
    }
    return redactor;
  }

  private static boolean isWithheld(RawRequest raw, Policy policy) {
    return policy.privacy().consent().withholds(raw::consent);
  }
}
