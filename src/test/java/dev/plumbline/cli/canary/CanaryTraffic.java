package dev.plumbline.cli.canary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cli.canary.Identifiers.Identifier;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.PrivacyPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** An hour of requests with one made-up identifier in each, in every place that a record has. */
public final class CanaryTraffic {

  /** Headers that the service lets pass, and one that it does not. */
  public static final String ALLOWED_HEADER = "note";

  private static final String DROPPED_HEADER = "user";
  private static final int LEAST = 3_000;

  /** Of an identifier that was not sent yet; some entities have few. */
  private static final int MOST_TRIES = 50;

  private static final Pattern TIME_OF_DAY = Pattern.compile("\\d{2}:\\d{2}:\\d{2}");

  /** Where an identifier is put. */
  enum Place {
    TEXT,
    RESPONSE,
    FEATURE,
    FEATURE_NAME,
    OPEN_ATTRIBUTE,
    CLOSED_ATTRIBUTE,
    UNDECLARED_ATTRIBUTE,
    SUBJECT,
    REQUEST_ID,
    KEY,
    ALLOWED_HEADER,
    DROPPED_HEADER,
    PURPOSE,
    WITHHELD,
    MODEL,
    LABEL,
    MODEL_VERSION,
    TIMESTAMP,
    UNKNOWN_FIELD,
    WRONG_TYPE,
    MALFORMED
  }

  /**
   * @param id the request's, unless the identifier is in its place
   */
  public record Sent(
      String id, String key, byte[] value, Map<String, String> headers, Identifier identifier) {}

  private final Identifiers identifiers = new Identifiers(7);
  private final Set<String> values = new HashSet<>();
  private final List<Sent> sent = new ArrayList<>();
  private final Instant start;
  private final String[] models;

  /**
   * @param models take turns
   */
  public CanaryTraffic(Instant end, String... models) {
    this.start = end.minus(Duration.ofHours(1));
    this.models = models;
    Place[] places = Place.values();
    int kinds = PrivacyPolicy.ENTITIES.size();
    int rounds = Math.max(2, LEAST / (kinds * places.length) + 1);
    int total = rounds * kinds * places.length;
    for (int round = 0; round < rounds; round++) {
      for (Place place : places) {
        for (String entity : PrivacyPolicy.ENTITIES.stream().sorted().toList()) {
          add(place, fresh(entity), total);
        }
      }
    }
  }

  public List<Sent> sent() {
    return sent;
  }

  /** Every identifier, each once. */
  public Set<String> identifiers() {
    return values;
  }

  private Identifier fresh(String entity) {
    Identifier identifier = identifiers.next(entity);
    for (int i = 0; i < MOST_TRIES && isUnusable(identifier.value()); i++) {
      identifier = identifiers.next(entity);
    }
    values.add(identifier.value());
    return identifier;
  }

  /** Timestamps, which everybody may read, have times of day in them. */
  private boolean isUnusable(String value) {
    return values.contains(value) || TIME_OF_DAY.matcher(value).matches();
  }

  private void add(Place place, Identifier identifier, int total) {
    int number = sent.size();
    String id = "canary-" + number;
    String sentence = identifier.sentence();
    // Who writes on channel a is always served, who writes on b never.
    boolean served = number % 2 == 0;
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("requestId", place == Place.REQUEST_ID ? sentence : id);
    json.put("model", place == Place.MODEL ? sentence : models[number / 2 % models.length]);
    Instant time = start.plusMillis(Duration.ofHours(1).toMillis() * number / total);
    json.put("timestamp", place == Place.TIMESTAMP ? sentence : time.toString());
    json.put("text", place == Place.TEXT ? sentence : "where is my card");
    json.put("response", place == Place.RESPONSE ? sentence : "it is on its way");
    json.put("subject", place == Place.SUBJECT ? sentence : "s" + number);
    ObjectNode features = json.putObject("features").put("tenure", number % 30);
    features.put("remark", place == Place.FEATURE ? sentence : "none");
    if (place == Place.FEATURE_NAME) {
      features.put(sentence, 1);
    }
    ObjectNode attributes = json.putObject("attributes");
    attributes.put("channel", place == Place.OPEN_ATTRIBUTE ? sentence : served ? "a" : "b");
    attributes.put("tier", place == Place.CLOSED_ATTRIBUTE ? sentence : "gold");
    if (place == Place.UNDECLARED_ATTRIBUTE) {
      attributes.put("neighbour", sentence);
    }
    json.putObject("consent")
        .putArray("purposes")
        .add(place == Place.WITHHELD ? sentence : "monitoring")
        .add(place == Place.PURPOSE ? sentence : "marketing");
    json.putObject("prediction")
        .put("label", place == Place.LABEL ? sentence : served ? "yes" : "no")
        .put("score", 0.9)
        .put("modelVersion", place == Place.MODEL_VERSION ? sentence : "v1");
    if (place == Place.UNKNOWN_FIELD) {
      json.put(sentence, sentence);
    }
    if (place == Place.WRONG_TYPE) {
      json.putArray("text").add(sentence);
    }
    String value = json.toString();
    sent.add(
        new Sent(
            id,
            place == Place.KEY || place == Place.REQUEST_ID ? sentence : id,
            (place == Place.MALFORMED ? value.substring(0, 60) + sentence : value)
                .getBytes(StandardCharsets.UTF_8),
            headers(place, sentence),
            identifier));
  }

  private static Map<String, String> headers(Place place, String sentence) {
    Map<String, String> headers = new TreeMap<>();
    headers.put(ALLOWED_HEADER, place == Place.ALLOWED_HEADER ? sentence : "n");
    headers.put(DROPPED_HEADER, place == Place.DROPPED_HEADER ? sentence : "u");
    return headers;
  }
}
