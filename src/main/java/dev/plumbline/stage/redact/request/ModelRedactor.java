package dev.plumbline.stage.redact.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Consent;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PrivacyPolicy.ConsentRule;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.stage.redact.keys.KeyedHash;
import dev.plumbline.stage.redact.ner.EntityTagger;
import dev.plumbline.stage.redact.request.FieldFlags.Reason;
import dev.plumbline.stage.redact.text.TaggedTexts;
import dev.plumbline.stage.redact.text.TextRedactor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns one model's raw requests into redacted ones. */
final class ModelRedactor {

  /** Over all texts of a record together. */
  static final int LONGEST_TEXT = 1 << 20;

  private static final int PSEUDONYM_DIGITS = 32;

  private final Policy policy;
  private final TextRedactor redactor;
  private final @Nullable EntityTagger tagger;
  private final RequestIds ids;
  private final PlainLabels labels;
  private final RawPrediction predictions;
  private final GroupRedactor groups;
  private final KeyedHash hash;

  /** Names of features that the policy knows. */
  private final Set<String> known;

  private final FeatureNames names = new FeatureNames();

  /**
   * @param tagger null when the policy asks for nothing that it finds
   */
  ModelRedactor(
      Policy policy, TextRedactor redactor, @Nullable EntityTagger tagger, KeyedHash hash) {
    this.policy = policy;
    this.redactor = redactor;
    this.tagger = tagger;
    this.ids = new RequestIds(redactor, hash);
    this.labels = new PlainLabels(redactor, declared(policy.outcome()));
    this.predictions = new RawPrediction(labels);
    this.groups = new GroupRedactor(policy.groups());
    this.hash = hash;
    this.known = policy.features();
  }

  private static Set<String> declared(OutcomePolicy outcome) {
    return outcome.declaresLabels() ? outcome.labels() : outcome.favourable();
  }

  Policy policy() {
    return policy;
  }

  RequestIds ids() {
    return ids;
  }

  PlainLabels labels() {
    return labels;
  }

  @Nullable EntityTagger tagger() {
    return tagger;
  }

  /** What the model must be shown: the texts that people wrote, not ids, groups and labels. */
  Set<String> texts(RawRequest raw) {
    Map<String, Object> features = raw.features(known);
    checkLength(raw.text("text"), raw.text("response"), features);
    Stream<Object> all =
        Stream.concat(Stream.of("text", "response").map(raw::text), features.values().stream());
    return all.filter(value -> value instanceof String text && !text.isBlank())
        .map(String.class::cast)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @param tagged what the model found in {@link #texts}
   */
  Inference redact(RawRequest raw, Instant timestamp, TaggedTexts tagged) {
    String text = raw.text("text");
    String response = raw.text("response");
    Map<String, Object> features = raw.features(known);
    checkLength(text, response, features);
    MessageRedaction message = new MessageRedaction(redactor, tagged);
    announce(message, text, response, features);
    return new Inference(
        ids.redact(raw.requestId(), message),
        policy.model(),
        timestamp,
        text("text", text, message),
        text("response", response, message),
        features(features, message),
        groups.groups(raw, message),
        consent(raw),
        subject(raw.subject()),
        prediction(raw),
        message.redactions(),
        policy.version(),
        Map.of(),
        raw.flags().words(),
        null);
  }

  byte @Nullable [] header(byte @Nullable [] value) {
    return RawHeader.redacted(value, redactor);
  }

  /** Tokens are numbered past those that the producer wrote. */
  private static void announce(
      MessageRedaction message,
      @Nullable String text,
      @Nullable String response,
      Map<String, Object> features) {
    message.announce(text == null ? "" : text);
    message.announce(response == null ? "" : response);
    features.values().forEach(value -> message.announce(value.toString()));
  }

  private static void checkLength(
      @Nullable String text, @Nullable String response, Map<String, Object> features) {
    long length = length(text) + length(response);
    for (Map.Entry<String, Object> feature : features.entrySet()) {
      length += length(feature.getKey()) + length(feature.getValue().toString());
    }
    if (length > LONGEST_TEXT) {
      throw RequestRejection.of(
          "text_too_long",
          "text, response and features have more than " + LONGEST_TEXT + " characters");
    }
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private @Nullable String subject(@Nullable String subject) {
    return subject == null || subject.isBlank()
        ? null
        : hash.hex("subject", subject, PSEUDONYM_DIGITS);
  }

  private static @Nullable String text(
      String field, @Nullable String text, MessageRedaction message) {
    return text == null ? null : message.redact(field, text).text();
  }

  /** A feature whose name holds personal data is dropped: two redacted names could be one. */
  private Map<String, Object> features(Map<String, Object> raw, MessageRedaction message) {
    Map<String, Object> features = new TreeMap<>();
    raw.forEach(
        (name, value) -> {
          String words = names.words(name, message);
          if (words != null) {
            features.put(name, RawFeature.redacted(words, value, message));
          }
        });
    return features;
  }

  /** Where our own model scores, nobody needs the producer's prediction. */
  private @Nullable Prediction prediction(RawRequest raw) {
    JsonNode json = raw.child("prediction");
    if (json == null) {
      return null;
    }
    try {
      return predictions.read(json, raw.flags());
    } catch (RequestRejection unusable) {
      if (policy.scoring().source() == ScoringPolicy.Source.PROVIDED) {
        throw unusable;
      }
      raw.flags().add("prediction", Reason.UNUSABLE);
      return null;
    }
  }

  /** Only the policy's own purpose; the others say more about the person than is needed. */
  private @Nullable Consent consent(RawRequest raw) {
    ConsentRule rule = policy.privacy().consent();
    Consent consent = rule.asks() ? raw.consent() : null;
    return consent == null
        ? null
        : new Consent(rule.permits(consent) ? List.of(rule.purpose()) : List.of());
  }
}
