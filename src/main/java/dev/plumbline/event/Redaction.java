package dev.plumbline.event;

/**
 * How often an entity was removed from one field; never the value.
 *
 * @param field {@code text}, {@code response}, {@code features} or {@code attributes}
 */
public record Redaction(String entity, String field, int count) {
  public Redaction {
    MessageChecks.notBlank(entity, "entity");
    MessageChecks.notBlank(field, "field");
    MessageChecks.notNegative(count, "count");
  }
}
