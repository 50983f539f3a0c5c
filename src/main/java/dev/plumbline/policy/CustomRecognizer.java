package dev.plumbline.policy;

import java.util.Set;

/**
 * An entity of a policy's own.
 *
 * @param name in capitals, as entities are named
 * @param pattern what it looks like; of the usual notation what matches in linear time
 * @param context words near a match that make it more likely; whole words
 * @param score confidence without them, in (0, 1]; below 0.4 a match counts with them only
 */
public record CustomRecognizer(String name, String pattern, Set<String> context, double score) {

  public CustomRecognizer {
    if (name.isBlank() || pattern.isBlank()) {
      throw new IllegalArgumentException("name or pattern is blank");
    }
    context = Set.copyOf(context);
  }
}
