package dev.plumbline.stage.redact.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.plumbline.event.Consent;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.redact.text.WellFormed;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as the producer wrote it: nothing in it has been checked or redacted, and nothing of it
 * may leave this package. Each getter checks the type of its field; unknown fields are not read.
 */
final class RawRequest {

  private static final ObjectReader READER =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int LONGEST_ID = 256;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final JsonNode json;

  private RawRequest(JsonNode json) {
    this.json = json;
  }

  static RawRequest parse(byte @Nullable [] value) {
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
    return new RawRequest(json);
  }

  /** Bytes that are no UTF-8 become U+FFFD, as lone surrogates do. */
  private static String decode(byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  String requestId() {
    String id = required("requestId");
    if (id.length() > LONGEST_ID) {
      throw RequestRejection.of(
          "request_id_too_long", "requestId has more than " + LONGEST_ID + " characters");
    }
    return id;
  }

  String model() {
    return required("model");
  }

  /** A text field, without lone surrogates; null when missing. */
  @Nullable String text(String field) {
    JsonNode node = child(field);
    if (node == null) {
      return null;
    }
    if (!node.isTextual()) {
      throw RequestRejection.wrongType(field, "a string");
    }
    return WellFormed.of(node.textValue());
  }

  /** The purposes that the person agreed to; null when the request says nothing of it. */
  @Nullable Consent consent() {
    JsonNode consent = child("consent");
    if (consent == null) {
      return null;
    }
    if (!consent.isObject()) {
      throw RequestRejection.consent("consent", "an object");
    }
    JsonNode purposes = consent.path("purposes");
    if (!purposes.isArray() && !purposes.isMissingNode() && !purposes.isNull()) {
      throw RequestRejection.consent("consent.purposes", "a list of strings");
    }
    List<String> agreed = new ArrayList<>();
    for (JsonNode each : purposes) {
      if (!each.isTextual()) {
        throw RequestRejection.consent("consent.purposes", "a list of strings");
      }
      agreed.add(each.textValue());
    }
    return new Consent(agreed);
  }

  /** Strings, finite numbers and booleans by name. */
  Map<String, Object> features() {
    Map<String, Object> features = new TreeMap<>();
    JsonNode node = object("features");
    if (node != null) {
      node.properties()
          .forEach(
              entry -> {
                Object value = scalar(entry.getValue());
                if (value != null) {
                  features.put(WellFormed.of(entry.getKey()), value);
                }
              });
    }
    return features;
  }

  /** An attribute's value; null when missing or blank. */
  @Nullable String attribute(String name) {
    JsonNode attributes = object("attributes");
    JsonNode value = attributes == null ? null : attributes.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw RequestRejection.wrongType("attributes." + name, "a string");
    }
    return value.textValue().isBlank() ? null : WellFormed.of(value.textValue());
  }

  /** A field that is an object; null when missing. */
  @Nullable JsonNode object(String field) {
    JsonNode node = child(field);
    if (node != null && !node.isObject()) {
      throw RequestRejection.wrongType(field, "an object");
    }
    return node;
  }

  /** A field as it is; null when missing. */
  @Nullable JsonNode child(String field) {
    JsonNode node = json.get(field);
    return node == null || node.isNull() ? null : node;
  }

  private String required(String field) {
    String value = text(field);
    if (value == null || value.isBlank()) {
      throw RequestRejection.missing(field);
    }
    return value;
  }

  private static @Nullable Object scalar(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    if (value.isTextual()) {
      return WellFormed.of(value.textValue());
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isIntegralNumber()) {
      BigInteger integer = value.bigIntegerValue();
      return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
    }
    if (value.isNumber() && Double.isFinite(value.doubleValue())) {
      return value.doubleValue();
    }
    throw RequestRejection.wrongType(
        "features", "an object of strings, finite numbers and booleans");
  }
}
