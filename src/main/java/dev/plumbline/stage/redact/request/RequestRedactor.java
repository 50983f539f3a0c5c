package dev.plumbline.stage.redact.request;

import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.redact.keys.KeysetException;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import dev.plumbline.stage.redact.ner.EntityTagger;
import dev.plumbline.stage.redact.ner.EntityTaggers;
import dev.plumbline.stage.redact.request.RedactionResult.Passed;
import dev.plumbline.stage.redact.request.RedactionResult.Stopped;
import dev.plumbline.stage.redact.text.TaggedTexts;
import dev.plumbline.stage.redact.text.TextRedactor;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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

  /** Texts that a model must see. */
  public record Wanted(EntityTagger tagger, Set<String> texts) {}

  private final Map<String, ModelRedactor> byModel = new HashMap<>();
  private final EventTime eventTime;
  private final boolean tags;

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
    this.tags = taggers.any();
  }

  private static TextRedactor redactor(Policy policy, RedactSettings settings, RedactionKeys keys) {
    try {
      return TextRedactor.of(policy.privacy(), settings.phoneRegions(), keys);
    } catch (KeysetException e) {
      throw new KeysetException("the policy of model '" + policy.model() + "': " + e.getMessage());
    }
  }

  /**
   * What a model must be shown before the record can be redacted; null for a record that needs
   * none, or that is stopped anyhow.
   */
  public @Nullable Wanted wanted(byte @Nullable [] value) {
    if (!tags) {
      return null;
    }
    try {
      RawRequest raw = RawRequest.parse(value);
      ModelRedactor redactor = redactor(raw.model());
      EntityTagger tagger = redactor.tagger();
      if (tagger == null || isWithheld(raw, redactor.policy())) {
        return null;
      }
      Set<String> texts = redactor.texts(raw);
      return texts.isEmpty() ? null : new Wanted(tagger, texts);
    } catch (RuntimeException | StackOverflowError e) {
      return null; // redact comes to the same failure and tells it
    }
  }

  /** A record whose texts a model could not be shown: it stops. */
  public Stopped untagged(byte @Nullable [] value, Throwable failure) {
    String model = null;
    try {
      model = redactor(RawRequest.parse(value).model()).policy().model();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.debug("a record without a model", e);
    }
    return failed(model, failure.getClass().getSimpleName());
  }

  /**
   * @param recordTime the Kafka record's timestamp, for requests without one
   * @param tagged what the model found in the texts that were {@link #wanted}
   */
  public RedactionResult redact(byte @Nullable [] value, long recordTime, TaggedTexts tagged) {
    String model = null;
    try {
      RawRequest raw = RawRequest.parse(value);
      ModelRedactor redactor = redactor(raw.model());
      model = redactor.policy().model();
      return isWithheld(raw, redactor.policy())
          ? withheld(model)
          : new Passed(redactor.redact(raw, time(raw, redactor.policy(), recordTime), tagged));
    } catch (RequestRejection e) {
      return new Stopped(DeadLetterCause.rejected(model, e.errorClass(), e.reason()), e.sealable());
    } catch (RuntimeException | StackOverflowError e) {
      return failed(model, e.getClass().getSimpleName());
    }
  }

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

  private Instant time(RawRequest raw, Policy policy, long recordTime) {
    return eventTime.read(raw.child("timestamp"), recordTime, policy.windows().maxFuture());
  }

  private static boolean isWithheld(RawRequest raw, Policy policy) {
    return policy.privacy().consent().withholds(raw::consent);
  }

  private static Stopped withheld(String model) {
    return new Stopped(
        DeadLetterCause.withheld(model, "consent_withheld", "no consent for the policy's purpose"),
        false);
  }

  /** The class alone: the message of an exception may quote the record. */
  private static Stopped failed(@Nullable String model, String exception) {
    LOG.warn("a record could not be redacted and was dead-lettered: {}", exception);
    return new Stopped(
        DeadLetterCause.rejected(model, "redaction_failed", "redaction failed with " + exception),
        true);
  }
}
