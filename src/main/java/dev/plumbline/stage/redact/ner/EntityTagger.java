package dev.plumbline.stage.redact.ner;

import dev.plumbline.stage.redact.detect.finder.Detection;
import java.util.List;
import java.util.Set;

/** Finds entities that no pattern describes. Safe for use by several threads. */
public interface EntityTagger extends AutoCloseable {

  /**
   * Tags all texts in batches of similar length.
   *
   * @return for each text, in the order given, its entities in the order of the text, without
   *     overlaps
   */
  List<List<Detection>> tag(List<String> texts);

  /** The entities that the model knows. */
  Set<String> entities();

  /** Changes whenever the weights, the labels or the tokenizer do. */
  String modelVersion();

  @Override
  void close();
}
