package dev.plumbline.http.intake;

import dev.plumbline.event.time.EventTimestamp;
import dev.plumbline.event.time.TimestampException;
import dev.plumbline.http.intake.RecordFields.Field;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a record must have for the flow to use it at all, so that its sender hears of it at once
 * instead of finding it in the dead letters. The redact stage decides on everything else, and on
 * records that come another way.
 */
final class RecordCheck {

  /** A field that is wrong, and how. */
  record Fault(String field, String reason) {}

  private static final int LONGEST = 256;
  private static final double LARGEST_VALUE = 1e6;
  private static final Set<String> KINDS = Set.of("label", "appeal", "rating", "override");
  private static final List<String> TEXTS = List.of("text", "response");

  private final Set<String> models;

  /**
   * @param models that have a policy
   */
  RecordCheck(Set<String> models) {
    this.models = Set.copyOf(models);
  }

  /** What is wrong with a request; null when nothing is. */
  @Nullable Fault request(RecordFields record) {
    Fault fault = either(record);
    for (String name : TEXTS) {
      Field text = record.find(name);
      if (fault == null && text != null && !text.isScalar()) {
        fault = new Fault(name, "is no text");
      }
    }
    return fault;
  }

  /** What is wrong with an outcome; null when nothing is. */
  @Nullable Fault outcome(RecordFields record) {
    Fault fault = either(record);
    if (fault != null) {
      return fault;
    }
    Field kind = record.find("kind");
    String named = kind != null && kind.isText() ? kind.text().toLowerCase(Locale.ROOT) : "";
    if (!KINDS.contains(named)) {
      return new Fault("kind", "is none of label, appeal, rating and override");
    }
    Fault label = label(record.find("label"), named.equals("label"));
    return label == null ? value(record.find("value"), named.equals("rating")) : label;
  }

  private @Nullable Fault either(RecordFields record) {
    Fault id = text("requestId", record.find("requestId"));
    if (id != null) {
      return id;
    }
    Field model = record.find("model");
    Fault named = text("model", model);
    if (named != null || model == null) {
      return named;
    }
    if (!models.contains(model.text())) {
      return new Fault("model", "has no policy here");
    }
    return time(record.find("timestamp"));
  }

  private static @Nullable Fault text(String name, @Nullable Field field) {
    if (field == null || (field.isText() && field.text().isBlank())) {
      return new Fault(name, "is missing");
    }
    if (!field.isText()) {
      return new Fault(name, "is no text");
    }
    return field.text().length() > LONGEST
        ? new Fault(name, "has more than " + LONGEST + " characters")
        : null;
  }

  private static @Nullable Fault time(@Nullable Field time) {
    if (time == null) {
      return null;
    }
    if (!time.isText() && !time.isNumber()) {
      return new Fault("timestamp", "is not a text or a number");
    }
    try {
      EventTimestamp.parse(time.text());
      return null;
    } catch (TimestampException e) {
      return new Fault("timestamp", e.reason());
    }
  }

  private static @Nullable Fault label(@Nullable Field label, boolean needed) {
    if (label == null || (label.isText() && label.text().isBlank())) {
      return needed ? new Fault("label", "is missing") : null;
    }
    if (!label.isScalar()) {
      return new Fault("label", "is no text, number or boolean");
    }
    return label.text().length() > LONGEST
        ? new Fault("label", "has more than " + LONGEST + " characters")
        : null;
  }

  private static @Nullable Fault value(@Nullable Field value, boolean needed) {
    if (value == null) {
      return needed ? new Fault("value", "is missing") : null;
    }
    if (!value.isNumber()) {
      return new Fault("value", "is no number");
    }
    boolean usable = Math.abs(Double.parseDouble(value.text())) <= LARGEST_VALUE;
    return usable ? null : new Fault("value", "is beyond a million");
  }
}
