package dev.plumbline.stage.redact.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Prediction;
import dev.plumbline.stage.redact.request.FieldFlags.Reason;
import dev.plumbline.stage.redact.text.WellFormed;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks the producer's own prediction: its labels and version become metric labels, so none may be
 * a text. Without a label there is no prediction; whatever else cannot be used is flagged. Safe for
 * many threads.
 */
final class RawPrediction {

  private static final int LONGEST_LABEL = 200;

  private final PlainLabels labels;

  RawPrediction(PlainLabels labels) {
    this.labels = labels;
  }

  Prediction read(JsonNode json, FieldFlags flags) {
    if (!json.isObject()) {
      throw RequestRejection.wrongType("prediction", "an object");
    }
    return new Prediction(
        label(json.path("label"), flags),
        score(json.path("score"), flags),
        scores(json.path("scores"), flags),
        version(json.path("modelVersion"), flags),
        null,
        truncated(json.path("truncated"), flags),
        rate(json.path("unknownTokenRate"), flags));
  }

  private String label(JsonNode label, FieldFlags flags) {
    boolean finite = !label.isNumber() || Double.isFinite(label.doubleValue());
    if (isAbsent(label) || label.isContainerNode() || !finite) {
      throw bad("label is missing or not a string");
    }
    if (!label.isTextual()) {
      flags.add("prediction.label", Reason.NOT_TEXT);
    }
    Reason wrong = wrong(label.asText());
    if (label.asText().isBlank() || wrong == Reason.TOO_LONG) {
      throw bad("a label is blank or longer than " + LONGEST_LABEL + " characters");
    }
    if (wrong != null) {
      throw bad("a label holds personal data");
    }
    return WellFormed.of(label.asText());
  }

  /** Whatever is a number stays, as drift may watch it; null for anything else. */
  private static @Nullable Double score(JsonNode score, FieldFlags flags) {
    if (!score.isNumber()) {
      flags.add("prediction.score", isAbsent(score) ? Reason.MISSING : Reason.NOT_A_NUMBER);
      return null;
    }
    double value = score.doubleValue();
    if (!Double.isFinite(value)) {
      flags.add("prediction.score", Reason.NOT_FINITE);
      return null;
    }
    if (!isShare(value)) {
      flags.add("prediction.score", Reason.OUT_OF_RANGE);
    }
    return value;
  }

  /** All or none: what is left of some is no distribution. */
  private Map<String, Double> scores(JsonNode scores, FieldFlags flags) {
    Map<String, Double> byLabel = new TreeMap<>();
    if (!scores.isObject() && !isAbsent(scores)) {
      flags.add("prediction.scores", Reason.NOT_AN_OBJECT);
    }
    for (Map.Entry<String, JsonNode> each : scores.properties()) {
      boolean share = each.getValue().isNumber() && isShare(each.getValue().doubleValue());
      Reason wrong = share ? wrong(each.getKey()) : Reason.OUT_OF_RANGE;
      if (wrong != null) {
        flags.add("prediction.scores", wrong);
        return Map.of();
      }
      byLabel.put(WellFormed.of(each.getKey()), each.getValue().doubleValue());
    }
    return byLabel;
  }

  private @Nullable String version(JsonNode version, FieldFlags flags) {
    if (isAbsent(version) || (version.isTextual() && version.textValue().isBlank())) {
      return null;
    }
    String text = WellFormed.of(version.asText().strip());
    boolean finite = !version.isNumber() || Double.isFinite(version.doubleValue());
    Reason wrong = version.isContainerNode() ? Reason.NOT_SCALAR : wrong(text);
    wrong = finite ? wrong : Reason.NOT_FINITE;
    if (wrong != null || !version.isTextual()) {
      flags.add("prediction.modelVersion", wrong == null ? Reason.NOT_TEXT : wrong);
    }
    return wrong == null ? text : null;
  }

  private static boolean truncated(JsonNode truncated, FieldFlags flags) {
    if (!truncated.isBoolean() && !isAbsent(truncated)) {
      flags.add("prediction.truncated", Reason.NOT_A_BOOLEAN);
    }
    return truncated.isBoolean() && truncated.booleanValue();
  }

  private static @Nullable Double rate(JsonNode rate, FieldFlags flags) {
    if (rate.isNumber() && isShare(rate.doubleValue())) {
      return rate.doubleValue();
    }
    if (!isAbsent(rate)) {
      flags.add(
          "prediction.unknownTokenRate",
          rate.isNumber() ? Reason.OUT_OF_RANGE : Reason.NOT_A_NUMBER);
    }
    return null;
  }

  /** Why a name must not go on; null when it may. */
  private @Nullable Reason wrong(String name) {
    if (name.length() > LONGEST_LABEL) {
      return Reason.TOO_LONG;
    }
    return labels.plain(name) == null ? Reason.PERSONAL_DATA : null;
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static RequestRejection bad(String reason) {
    return RequestRejection.of("bad_prediction", "prediction: " + reason);
  }
}
