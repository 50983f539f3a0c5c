package dev.plumbline.stage.redact.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Consent;
import dev.plumbline.stage.redact.text.WellFormed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request as the producer wrote it. */
final class RawRequest extends RawRecord {

  private RawRequest(byte @Nullable [] value) {
    super(value);
  }

  static RawRequest parse(byte @Nullable [] value) {
    return new RawRequest(value);
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
