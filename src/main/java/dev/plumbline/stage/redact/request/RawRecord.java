package dev.plumbline.stage.redact.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.redact.text.WellFormed;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record as a producer wrote it: nothing in it has been checked or redacted, and nothing of it
 * may leave the redact stage as it is. Each getter checks the type of its field; unknown fields are
 * not read.
 */
public abstract class RawRecord {

  private static final ObjectReader READER =
      Json.MAPPER
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Python writes NaN and Infinity.
          .with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);
  private static final int LONGEST_ID = 256;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final JsonNode json;

  /**
   * @throws RequestRejection when the value is no JSON object
   */
  protected RawRecord(byte @Nullable [] value) {
    this.json = parse(value);
  }

  public final String requestId() {
    String id = required("requestId");
    if (id.length() > LONGEST_ID) {
      throw RequestRejection.of(
          "request_id_too_long", "requestId has more than " + LONGEST_ID + " characters");
    }
    return id;
  }

  public final String model() {
    return required("model");
  }

  /** A text field, without lone surrogates; null when missing. */
  public @Nullable String text(String field) {
    JsonNode node = child(field);
    if (node == null) {
      return null;
    }
    if (!node.isTextual()) {
      throw RequestRejection.wrongType(field, "a string");
    }
    return WellFormed.of(node.textValue());
  }

  /** A field as it is; null when missing. */
  public final @Nullable JsonNode child(String field) {
    JsonNode node = json.get(field);
    return node == null || node.isNull() ? null : node;
  }

  protected final String required(String field) {
    JsonNode node = child(field);
    if (node != null && !node.isTextual()) {
      throw RequestRejection.wrongType(field, "a string");
    }
    String value = node == null ? "" : WellFormed.of(node.textValue());
    if (value.isBlank()) {
      throw RequestRejection.missing(field);
    }
    return value;
  }

  private static JsonNode parse(byte @Nullable [] value) {
    JsonNode json;
    try {
      json = value == null ? null : READER.readTree(decode(value));
    } catch (JsonProcessingException e) {
      // The parser's message may quote the record.
      throw RequestRejection.of("not_json", "the value cannot be parsed as JSON");
    }
    if (json == null || json.isMissingNode()) {
      throw RequestRejection.of("not_json", "the value is empty");
    }
    if (!json.isObject()) {
      throw RequestRejection.wrongType("the value", "a JSON object");
    }
    return json;
  }

  /** Bytes that are no UTF-8 become U+FFFD, as lone surrogates do. */
  private static String decode(byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }
}
