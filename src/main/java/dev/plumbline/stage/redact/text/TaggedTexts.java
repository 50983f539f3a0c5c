package dev.plumbline.stage.redact.text;

import dev.plumbline.stage.redact.detect.finder.Detection;
import dev.plumbline.stage.redact.ner.EntityTagger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a model found in some texts, for the redactor to look up. */
public record TaggedTexts(Map<String, List<Detection>> byText) {

  /** No text was shown to a model. */
  public static final TaggedTexts NONE = new TaggedTexts(Map.of());

  public TaggedTexts {
    byText = Map.copyOf(byText);
  }

  /** Shows all texts to the model at once. */
  public static TaggedTexts by(EntityTagger tagger, Set<String> texts) {
    List<String> asked = List.copyOf(texts);
    List<List<Detection>> found = tagger.tag(asked);
    Map<String, List<Detection>> byText = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      byText.put(asked.get(i), found.get(i));
    }
    return new TaggedTexts(byText);
  }

  /** Those of these entities; none for a text that was not shown. */
  public List<Detection> findings(String text, Set<String> entities) {
    List<Detection> all = byText.getOrDefault(text, List.of());
    return all.isEmpty()
        ? all
        : all.stream().filter(found -> entities.contains(found.entity())).toList();
  }
}
