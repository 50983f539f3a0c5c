package dev.plumbline.event;

/**
 * How often an entity was removed from one field; never the value.
 *
 * @param field {@code text}, {@code response}, {@code features} or {@code attributes}
 */
public record Redaction(String entity, String field, int count) {
  public Redaction {
    Checks.notBlank(entity, "entity");
    Checks.notBlank(field, "field");
    Checks.notNegative(count, "count");
  }
}
