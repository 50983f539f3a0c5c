package dev.plumbline.stage.redact;

import dev.plumbline.event.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was removed from one record, per field and entity. */
final class Tally {

  private final Map<String, Map<String, Integer>> byField = new TreeMap<>();

  /** The redacted text, after counting what it lost. */
  String add(String field, Redacted redacted) {
    redacted
        .spans()
        .forEach(
            span ->
                byField
                    .computeIfAbsent(field, name -> new TreeMap<>())
                    .merge(span.entity(), 1, Integer::sum));
    return redacted.text();
  }

  /** In the order of fields and entities. */
  List<Redaction> redactions() {
    List<Redaction> redactions = new ArrayList<>();
    byField.forEach(
        (field, entities) ->
            entities.forEach(
                (entity, count) -> redactions.add(new Redaction(entity, field, count))));
    return redactions;
  }
}
