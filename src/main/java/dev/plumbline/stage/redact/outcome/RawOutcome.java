package dev.plumbline.stage.redact.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Outcome;
import dev.plumbline.stage.redact.request.RawRecord;
import dev.plumbline.stage.redact.request.RequestRejection;
import dev.plumbline.stage.redact.text.WellFormed;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An outcome as the producer wrote it. */
final class RawOutcome extends RawRecord {

  static final int LONGEST_LABEL = 256;

  /** Larger ratings would overflow their sums, which are counted in billionths. */
  static final double LARGEST_VALUE = 1e6;

  /** What a producer may say; the others are the flow's own. */
  private static final Set<String> KINDS = Set.of("label", "appeal", "rating", "override");

  private RawOutcome(byte @Nullable [] value) {
    super(value);
  }

  static RawOutcome parse(byte @Nullable [] value) {
    return new RawOutcome(value);
  }

  Outcome.Kind kind() {
    String kind = required("kind").toLowerCase(Locale.ROOT);
    if (!KINDS.contains(kind)) {
      throw RequestRejection.of(
          "unknown_kind", "kind is none of label, appeal, rating and override");
    }
    return Outcome.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
  }

  /** The text of a string, a number or a boolean; null when missing. */
  @Nullable String label() {
    JsonNode label = child("label");
    if (label == null) {
      return null;
    }
    if (!label.isValueNode()) {
      throw RequestRejection.of("label_not_text", "label is no string, number or boolean");
    }
    String text = WellFormed.of(label.asText());
    if (text.length() > LONGEST_LABEL) {
      throw RequestRejection.of(
          "label_too_long", "label has more than " + LONGEST_LABEL + " characters");
    }
    return text.isBlank() ? null : text;
  }

  /** A finite number; null when missing. */
  @Nullable Double value() {
    JsonNode value = child("value");
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      throw RequestRejection.wrongType("value", "a number");
    }
    double number = value.doubleValue();
    if (!(Math.abs(number) <= LARGEST_VALUE)) {
      throw RequestRejection.of("bad_value", "value is beyond a million");
    }
    return number;
  }
}
