package dev.plumbline.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One inference on its way through the flow: redacted (the value of {@code redacted-requests}),
 * then scored (the value of {@code scored-requests}, where {@code prediction} is never null). The
 * raw request has a type of its own in the redact stage, so that unredacted text cannot be mistaken
 * for this.
 *
 * @param timestamp event time
 * @param features redacted strings, numbers and booleans by name
 * @param attributes protected attributes: name to group
 * @param subject keyed pseudonym of the person
 * @param redactions what was removed
 * @param policyVersion hash of the policy that redacted it
 * @param ethics indicators f_j in [0, 1] by name; empty before the score stage
 * @param flags what was wrong with single fields, as {@code FIELD:REASON}, without any value
 * @param challenger what a candidate on trial said of the same record beside the prediction that
 *     counts; null of a record that none scored
 */
public record Inference(
    String requestId,
    String model,
    Instant timestamp,
    @Nullable String text,
    @Nullable String response,
    Map<String, Object> features,
    Map<String, String> attributes,
    @Nullable Consent consent,
    @Nullable String subject,
    @Nullable Prediction prediction,
    List<Redaction> redactions,
    String policyVersion,
    Map<String, Double> ethics,
    List<String> flags,
    @Nullable Prediction challenger) {

  public Inference {
    MessageChecks.notBlank(requestId, "requestId");
    MessageChecks.notBlank(model, "model");
    MessageChecks.notNull(timestamp, "timestamp");
    MessageChecks.notBlank(policyVersion, "policyVersion");
    features = MessageChecks.map(features);
    attributes = MessageChecks.map(attributes);
    redactions = MessageChecks.list(redactions);
    ethics = MessageChecks.map(ethics);
    flags = MessageChecks.list(flags);
  }

  /** One with nothing wrong in it. */
  public Inference(
      String requestId,
      String model,
      Instant timestamp,
      @Nullable String text,
      @Nullable String response,
      Map<String, Object> features,
      Map<String, String> attributes,
      @Nullable Consent consent,
      @Nullable String subject,
      @Nullable Prediction prediction,
      List<Redaction> redactions,
      String policyVersion,
      Map<String, Double> ethics) {
    this(
        requestId,
        model,
        timestamp,
        text,
        response,
        features,
        attributes,
        consent,
        subject,
        prediction,
        redactions,
        policyVersion,
        ethics,
        List.of(),
        null);
  }

  /** This inference with the model's answer and the record's ethics indicators. */
  public Inference scored(Prediction answer, Map<String, Double> indicators) {
    return new Inference(
        requestId,
        model,
        timestamp,
        text,
        response,
        features,
        attributes,
        consent,
        subject,
        answer,
        redactions,
        policyVersion,
        indicators,
        flags,
        challenger);
  }

  /** This scored inference with what a candidate on trial said of it. */
  public Inference challengedBy(Prediction candidate) {
    return new Inference(
        requestId,
        model,
        timestamp,
        text,
        response,
        features,
        attributes,
        consent,
        subject,
        prediction,
        redactions,
        policyVersion,
        ethics,
        flags,
        candidate);
  }

  public RequestIdentity identity() {
    return new RequestIdentity(model, requestId);
  }
}
