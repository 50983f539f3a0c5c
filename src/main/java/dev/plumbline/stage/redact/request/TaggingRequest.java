package dev.plumbline.stage.redact.request;

import dev.plumbline.stage.redact.ner.EntityTagger;
import java.util.Set;

/** Texts of one record that an entity model must be shown before it can be redacted. */
public record TaggingRequest(EntityTagger tagger, Set<String> texts) {
  public TaggingRequest {
    texts = Set.copyOf(texts);
  }
}
