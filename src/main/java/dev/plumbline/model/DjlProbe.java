package dev.plumbline.model;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;

/** Finds out what inputs a freshly loaded module takes; ids, mask and types are all it may take. */
final class DjlProbe {

  /** PyTorch's words for a token that the embedding does not have. */
  private static final String OUT_OF_RANGE = "index out of range";

  private DjlProbe() {}

  /**
   * What {@code serving.properties} asks for is tried first: a module may run both ways and answer
   * otherwise.
   *
   * @throws ModelException when it runs neither way, or its logits are not one per label
   */
  static DjlTranslator translator(
      ModelFolder folder, Model model, TokenBatch sample, boolean perToken) {
    DjlTranslator first = new DjlTranslator(folder.serving().tokenTypes());
    DjlTranslator second = new DjlTranslator(!folder.serving().tokenTypes());
    try {
      check(folder, run(model, sample, first), sample, perToken);
      return first;
    } catch (TranslateException withFirst) {
      try {
        check(folder, run(model, sample, second), sample, perToken);
        return second;
      } catch (TranslateException withSecond) {
        withSecond.addSuppressed(withFirst);
        if (String.valueOf(withFirst.getMessage()).contains(OUT_OF_RANGE)
            || String.valueOf(withSecond.getMessage()).contains(OUT_OF_RANGE)) {
          throw ModelTrial.smallEmbedding(folder, withSecond);
        }
        throw new ModelException(
            folder.module()
                + " runs neither with (input_ids, attention_mask) nor with token_type_ids added;"
                + " wrap it so that it takes these (docs/models.md)",
            withSecond);
      }
    }
  }

  /** Twice, because the first pass of a module is several times slower than the next. */
  private static Logits run(Model model, TokenBatch sample, DjlTranslator translator)
      throws TranslateException {
    try (Predictor<TokenBatch, Logits> predictor = model.newPredictor(translator)) {
      predictor.predict(sample);
      return predictor.predict(sample);
    }
  }

  private static void check(
      ModelFolder folder, Logits logits, TokenBatch sample, boolean perToken) {
    if (logits.shape().length != (perToken ? 3 : 2) || logits.shape()[0] != sample.rows()) {
      throw new ModelException(
          "%s does not give one row of logits for every %s; trace a classifier of %ss"
              .formatted(
                  folder.module(), perToken ? "token" : "text", perToken ? "token" : "text"));
    }
    if (logits.labels() != folder.labels().size()) {
      throw new ModelException(
          "%s gives %d logits but id2label in %s has %d labels; take the %s of this model"
              .formatted(
                  folder.module(),
                  logits.labels(),
                  ModelFolder.CONFIG,
                  folder.labels().size(),
                  ModelFolder.CONFIG));
    }
  }
}
