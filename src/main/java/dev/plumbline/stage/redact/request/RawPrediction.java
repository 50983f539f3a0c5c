package dev.plumbline.stage.redact.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Prediction;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks the producer's own prediction. Safe for many threads. */
final class RawPrediction {

  private static final int LONGEST_LABEL = 200;

  private final PlainLabels labels;

  RawPrediction(PlainLabels labels) {
    this.labels = labels;
  }

  @Nullable Prediction read(@Nullable JsonNode json) {
    if (json == null) {
      return null;
    }
    String label = label(json.path("label"));
    double score = probability(json.path("score"), "score");
    Map<String, Double> scores = new TreeMap<>();
    JsonNode others = json.path("scores");
    if (!others.isObject() && !others.isMissingNode() && !others.isNull()) {
      throw bad("scores is not an object");
    }
    for (Map.Entry<String, JsonNode> other : others.properties()) {
      scores.put(checked(other.getKey()), probability(other.getValue(), "scores"));
    }
    JsonNode rate = json.path("unknownTokenRate");
    return new Prediction(
        label,
        score,
        scores,
        version(json.path("modelVersion")),
        null,
        json.path("truncated").asBoolean(),
        rate.isNull() || rate.isMissingNode() ? null : probability(rate, "unknownTokenRate"));
  }

  /** Null when the producer names none. */
  private @Nullable String version(JsonNode version) {
    if (version.isNull() || version.isMissingNode()) {
      return null;
    }
    if (version.isContainerNode()) {
      throw bad("modelVersion is not a text");
    }
    return checked(version.asText());
  }

  private String label(JsonNode label) {
    if (!label.isTextual()) {
      throw bad("label is missing or not a string");
    }
    return checked(label.textValue());
  }

  private String checked(String label) {
    if (label.isBlank() || label.length() > LONGEST_LABEL) {
      throw bad("a label is blank or longer than " + LONGEST_LABEL + " characters");
    }
    String plain = labels.plain(label);
    if (plain == null) {
      throw bad("a label holds personal data");
    }
    return plain;
  }

  private static double probability(JsonNode value, String field) {
    double probability = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(probability >= 0 && probability <= 1)) {
      throw bad(field + " is not a number in [0, 1]");
    }
    return probability;
  }

  private static RequestRejection bad(String reason) {
    return RequestRejection.of("bad_prediction", "prediction: " + reason);
  }
}
