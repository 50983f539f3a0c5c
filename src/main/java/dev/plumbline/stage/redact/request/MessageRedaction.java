package dev.plumbline.stage.redact.request;

import dev.plumbline.event.Redaction;
import dev.plumbline.stage.redact.detect.finder.Detection;
import dev.plumbline.stage.redact.text.RedactedText;
import dev.plumbline.stage.redact.text.TaggedTexts;
import dev.plumbline.stage.redact.text.TextRedactor;
import dev.plumbline.stage.redact.text.TokenNumbering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One record under redaction: what was removed is counted per field and entity, and tokens are
 * numbered across all of its fields.
 */
final class MessageRedaction {

  /** The fields whose texts a model was shown; a group or an id may happen to read the same. */
  private static final Set<String> SHOWN = Set.of("text", "response", "features");

  private final TextRedactor redactor;
  private final TaggedTexts tagged;
  private final TokenNumbering numbering = new TokenNumbering();
  private final Map<String, Map<String, Integer>> removed = new TreeMap<>();

  MessageRedaction(TextRedactor redactor, TaggedTexts tagged) {
    this.redactor = redactor;
    this.tagged = tagged;
  }

  /** Whether a model was shown any of the message. */
  boolean isTagged() {
    return !tagged.byText().isEmpty();
  }

  /** Says what the message holds before any of it is redacted. */
  void announce(String text) {
    numbering.reserve(text);
  }

  /** Counts what the text lost. */
  RedactedText redact(String field, String text) {
    return redact(field, text, "");
  }

  /**
   * @param context words that tell what the text is
   */
  RedactedText redact(String field, String text, String context) {
    RedactedText redacted =
        redactor.redact(text, context, isShown(field) ? tagged : TaggedTexts.NONE, numbering);
    for (Detection span : redacted.spans()) {
      removed.computeIfAbsent(field, name -> new TreeMap<>()).merge(span.entity(), 1, Integer::sum);
    }
    return redacted;
  }

  private boolean isShown(String field) {
    return isTagged() && SHOWN.contains(field);
  }

  /** In the order of fields and entities. */
  List<Redaction> redactions() {
    List<Redaction> redactions = new ArrayList<>();
    removed.forEach(
        (field, entities) ->
            entities.forEach(
                (entity, count) -> redactions.add(new Redaction(entity, field, count))));
    return redactions;
  }
}
