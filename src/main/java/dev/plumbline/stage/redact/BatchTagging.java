package dev.plumbline.stage.redact;

import dev.plumbline.model.BatchFallback;
import dev.plumbline.model.ModelAnswer;
import dev.plumbline.stage.redact.ner.EntityTagger;
import dev.plumbline.stage.redact.request.TaggingRequest;
import dev.plumbline.stage.redact.text.TaggedTexts;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the texts of several records to their models, those of one model at once. */
final class BatchTagging {

  private static final Logger LOG = LoggerFactory.getLogger(BatchTagging.class);

  private final TaggingMetrics metrics;

  BatchTagging(TaggingMetrics metrics) {
    this.metrics = metrics;
  }

  /** One answer for each, in the order given. */
  List<ModelAnswer<TaggedTexts>> tag(List<TaggingRequest> batch) {
    Map<EntityTagger, Iterator<ModelAnswer<TaggedTexts>>> answers = new HashMap<>();
    batch.stream()
        .collect(Collectors.groupingBy(TaggingRequest::tagger))
        .forEach(
            (tagger, its) ->
                answers.put(
                    tagger, BatchFallback.ask(its, some -> together(tagger, some)).iterator()));
    return batch.stream()
        .map(each -> Objects.requireNonNull(answers.get(each.tagger())).next())
        .toList();
  }

  private List<TaggedTexts> together(EntityTagger tagger, List<TaggingRequest> batch) {
    Set<String> texts =
        batch.stream().flatMap(each -> each.texts().stream()).collect(Collectors.toSet());
    try {
      TaggedTexts tagged = metrics.record(texts.size(), () -> TaggedTexts.by(tagger, texts));
      return Collections.nCopies(batch.size(), tagged);
    } catch (RuntimeException e) {
      LOG.warn(
          "entity model failed, texts={}, error={}", texts.size(), e.getClass().getSimpleName());
      throw e;
    }
  }
}
