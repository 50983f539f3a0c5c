package dev.plumbline.stage.redact;

import dev.plumbline.stage.redact.ner.EntityTagger;
import dev.plumbline.stage.redact.request.TaggingRequest;
import dev.plumbline.stage.redact.text.TaggedTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the texts of several records to their models at once. A text that a model cannot take must
 * not spoil its neighbours: a failed batch is tried again record by record.
 */
final class BatchTagging {

  private static final Logger LOG = LoggerFactory.getLogger(BatchTagging.class);

  /**
   * What a record has to expect.
   *
   * @param failure why its texts could not be shown; null when they were
   */
  record Answer(TaggedTexts tagged, @Nullable Throwable failure) {}

  /** For a record without anything to show. */
  static final Answer NOTHING = new Answer(TaggedTexts.NONE, null);

  private final TaggingMetrics metrics;

  BatchTagging(TaggingMetrics metrics) {
    this.metrics = metrics;
  }

  /** One answer for each, in the order given. */
  List<Answer> tag(List<TaggingRequest> batch) {
    Map<EntityTagger, Set<String>> texts = new HashMap<>();
    for (TaggingRequest each : batch) {
      texts.computeIfAbsent(each.tagger(), tagger -> new HashSet<>()).addAll(each.texts());
    }
    Map<EntityTagger, Answer> together = new HashMap<>();
    texts.forEach((tagger, all) -> together.put(tagger, answer(tagger, all)));
    List<Answer> answers = new ArrayList<>();
    for (TaggingRequest each : batch) {
      Answer shared = together.get(each.tagger());
      boolean spoilt = shared == null || (shared.failure() != null && batch.size() > 1);
      answers.add(spoilt ? answer(each.tagger(), each.texts()) : shared);
    }
    return answers;
  }

  private Answer answer(EntityTagger tagger, Set<String> texts) {
    try {
      return new Answer(metrics.record(texts.size(), () -> TaggedTexts.by(tagger, texts)), null);
    } catch (RuntimeException e) {
      LOG.warn(
          "entity model failed, texts={}, error={}", texts.size(), e.getClass().getSimpleName());
      return new Answer(TaggedTexts.NONE, e);
    }
  }
}
