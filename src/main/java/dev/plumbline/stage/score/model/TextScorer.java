package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import java.util.List;

/** A loaded text classifier. Safe for use by several threads. */
public interface TextScorer extends AutoCloseable {

  /**
   * One forward pass.
   *
   * @param texts not blank
   * @return one prediction per text, in the same order, each with this scorer's {@link
   *     #modelVersion()}
   */
  List<Prediction> score(List<String> texts);

  /** Changes whenever the weights, the labels or the tokenizer do. */
  String modelVersion();

  /** By the index of their logit. */
  List<String> labels();

  /** Where it runs: {@code cpu} or {@code gpuN}. */
  String device();

  @Override
  void close();
}
