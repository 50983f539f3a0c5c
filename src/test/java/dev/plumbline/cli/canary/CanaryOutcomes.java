package dev.plumbline.cli.canary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cli.canary.CanaryTraffic.Sent;
import dev.plumbline.kafka.topic.Json;
import java.nio.charset.StandardCharsets;

/** Outcomes with the identifier of a request in every place that an outcome has, in turn. */
public final class CanaryOutcomes {

  private enum Place {
    REQUEST_ID,
    MODEL,
    TIMESTAMP,
    KIND,
    LABEL,
    NESTED_LABEL,
    VALUE,
    UNKNOWN_FIELD,
    MALFORMED
  }

  private CanaryOutcomes() {}

  /**
   * @param number of the outcome, which chooses the place
   */
  public static byte[] value(Sent sent, int number, String model) {
    Place place = Place.values()[number % Place.values().length];
    String sentence = sent.identifier().sentence();
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("requestId", place == Place.REQUEST_ID ? sentence : sent.id());
    json.put("model", place == Place.MODEL ? sentence : model);
    if (place == Place.TIMESTAMP) {
      json.put("timestamp", sentence);
    }
    json.put("kind", place == Place.KIND ? sentence : place == Place.VALUE ? "rating" : "label");
    json.put("label", place == Place.LABEL ? sentence : "yes");
    if (place == Place.NESTED_LABEL) {
      json.putObject("label").put("is", sentence);
    }
    if (place == Place.VALUE) {
      json.put("value", sentence);
    }
    if (place == Place.UNKNOWN_FIELD) {
      json.put(sentence, sentence);
    }
    String value = json.toString();
    return (place == Place.MALFORMED ? value.substring(0, 20) + sentence : value)
        .getBytes(StandardCharsets.UTF_8);
  }
}
