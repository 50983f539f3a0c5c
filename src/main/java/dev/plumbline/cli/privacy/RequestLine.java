package dev.plumbline.cli.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.redact.text.WellFormed;

/** A line of input, numbered from one. */
sealed interface RequestLine {

  int number();

  /**
   * @param id a string, a number, or missing
   * @param text well-formed, and as long as it was read
   */
  record Good(int number, JsonNode id, String text) implements RequestLine {}

  /**
   * @param error does not quote the line
   */
  record Bad(int number, String error) implements RequestLine {}

  ObjectReader READER = Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static RequestLine parse(String line, int number) {
    JsonNode request;
    try {
      request = READER.readTree(line);
    } catch (JsonProcessingException e) {
      return new Bad(number, "not JSON");
    }
    if (!request.isObject()) {
      return new Bad(number, "not a JSON object");
    }
    if (!request.path("text").isTextual()) {
      return new Bad(number, "text is missing or not a string");
    }
    JsonNode id = request.path("id");
    if (id.isContainerNode()) {
      return new Bad(number, "id is not a string or a number");
    }
    return new Good(number, id, WellFormed.of(request.path("text").textValue()));
  }
}
