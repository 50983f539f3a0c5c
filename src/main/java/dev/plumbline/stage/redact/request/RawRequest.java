package dev.plumbline.stage.redact.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plumbline.event.Consent;
import dev.plumbline.stage.redact.request.FieldFlags.Reason;
import dev.plumbline.stage.redact.text.WellFormed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as the producer wrote it. A field that only spoils itself is flagged, however often it
 * is read.
 */
final class RawRequest extends RawRecord {

  private final FieldFlags flags = new FieldFlags();

  private RawRequest(byte @Nullable [] value) {
    super(value);
  }

  static RawRequest parse(byte @Nullable [] value) {
    return new RawRequest(value);
  }

  /** What was wrong with what has been read. */
  FieldFlags flags() {
    return flags;
  }

  /** A text, or that of a number or boolean, without lone surrogates; null when missing or NaN. */
  @Override
  public @Nullable String text(String field) {
    JsonNode node = child(field);
    if (node != null && node.isContainerNode()) {
      throw RequestRejection.wrongType(field, "a string");
    }
    return node == null ? null : textOf(node, field);
  }

  /** As {@link #text}, but nothing is lost with it. */
  @Nullable String subject() {
    JsonNode node = child("subject");
    return node == null ? null : scalarText(node, "subject");
  }

  /** Null for a list, an object or NaN. */
  private @Nullable String scalarText(JsonNode node, String field) {
    if (node.isContainerNode()) {
      flags.add(field, Reason.NOT_SCALAR);
      return null;
    }
    return textOf(node, field);
  }

  /** Null for NaN, as Python writes what is missing. */
  private @Nullable String textOf(JsonNode scalar, String field) {
    boolean finite = !scalar.isNumber() || Double.isFinite(scalar.doubleValue());
    if (!scalar.isTextual()) {
      flags.add(field, finite ? Reason.NOT_TEXT : Reason.NOT_FINITE);
    }
    return finite ? WellFormed.of(scalar.asText()) : null;
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

  /**
   * Strings, finite numbers and booleans by name.
   *
   * @param known names that the policy knows, which flags may say
   */
  Map<String, Object> features(Set<String> known) {
    Map<String, Object> features = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : object("features").properties()) {
      String name = WellFormed.of(entry.getKey());
      String field = known.contains(name) ? "features." + name : "features";
      Object value = scalar(entry.getValue(), field);
      if (value != null) {
        features.put(name, value);
      }
    }
    return features;
  }

  /** An attribute's value; null when missing. */
  @Nullable String attribute(String name) {
    JsonNode value = object("attributes").get(name);
    return value == null || value.isNull() ? null : scalarText(value, "attributes." + name);
  }

  /** A field that is an object; an empty one when it is missing or something else. */
  private JsonNode object(String field) {
    JsonNode node = child(field);
    if (node != null && !node.isObject()) {
      flags.add(field, Reason.NOT_AN_OBJECT);
    }
    return node != null && node.isObject() ? node : MissingNode.getInstance();
  }

  private @Nullable Object scalar(JsonNode value, String field) {
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
    if (!value.isNull()) {
      flags.add(field, value.isNumber() ? Reason.NOT_FINITE : Reason.NOT_SCALAR);
    }
    return null;
  }
}
