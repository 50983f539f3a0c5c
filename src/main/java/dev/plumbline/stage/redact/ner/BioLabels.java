package dev.plumbline.stage.redact.ner;

import dev.plumbline.model.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a model's labels mean. BIO is expected ({@code B-PER}, {@code I-PER}, {@code O}); of BILOU
 * and BIOES the other letters are understood too, and a label without a letter continues. Labels of
 * other entities than ours (MISC, DATE) count as outside.
 */
final class BioLabels {

  /** Names in use for our entities, Presidio's first. */
  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("PERSON", "PERSON"),
          Map.entry("PER", "PERSON"),
          Map.entry("LOCATION", "LOCATION"),
          Map.entry("LOC", "LOCATION"),
          Map.entry("GPE", "LOCATION"),
          Map.entry("FAC", "LOCATION"),
          Map.entry("ADDRESS", "LOCATION"),
          Map.entry("ORGANIZATION", "ORGANIZATION"),
          Map.entry("ORGANISATION", "ORGANIZATION"),
          Map.entry("ORG", "ORGANIZATION"));

  /**
   * @param entity null outside of any
   * @param begins a new span, even right after one of the same entity
   */
  record Meaning(@Nullable String entity, boolean begins) {}

  private final List<Meaning> meanings;

  /**
   * @param labels by the index of their logit
   * @throws ModelException when none of them is a person, a place or an organisation
   */
  BioLabels(List<String> labels) {
    List<Meaning> read = new ArrayList<>();
    labels.forEach(label -> read.add(meaning(label)));
    this.meanings = List.copyOf(read);
    if (entities().isEmpty()) {
      throw new ModelException(
          "no label of the entity model is a person, a place or an organisation in BIO, such as"
              + " B-PERSON; id2label says "
              + String.join(", ", labels));
    }
  }

  private static Meaning meaning(String label) {
    String upper = label.toUpperCase(Locale.ROOT);
    boolean lettered = upper.length() > 2 && (upper.charAt(1) == '-' || upper.charAt(1) == '_');
    String entity = ENTITIES.get(lettered ? upper.substring(2) : upper);
    boolean begins = lettered && "BSU".indexOf(upper.charAt(0)) >= 0;
    return new Meaning(entity, entity != null && begins);
  }

  Meaning meaningOf(int label) {
    return meanings.get(label);
  }

  int size() {
    return meanings.size();
  }

  Set<String> entities() {
    Set<String> entities = new TreeSet<>();
    meanings.forEach(
        meaning -> {
          if (meaning.entity() != null) {
            entities.add(meaning.entity());
          }
        });
    return entities;
  }
}
