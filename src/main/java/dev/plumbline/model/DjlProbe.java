package dev.plumbline.model;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;

/** Finds out what inputs a freshly loaded module takes; ids, mask and types are all it may take. */
final class DjlProbe {

  private DjlProbe() {}

  /**
   * @throws ModelException when it runs neither way, or its logits are not one per label
   */
  static DjlTranslator translator(
      ModelFolder folder, ZooModel<TokenBatch, Logits> model, TokenBatch sample, boolean perToken) {
    DjlTranslator two = new DjlTranslator(false);
    try {
      check(folder, run(model, sample, two), perToken);
      return two;
    } catch (TranslateException withTwo) {
      return three(folder, model, sample, perToken, withTwo);
    }
  }

  private static DjlTranslator three(
      ModelFolder folder,
      ZooModel<TokenBatch, Logits> model,
      TokenBatch sample,
      boolean perToken,
      TranslateException withTwo) {
    DjlTranslator three = new DjlTranslator(true);
    try {
      check(folder, run(model, sample, three), perToken);
      return three;
    } catch (TranslateException withThree) {
      withThree.addSuppressed(withTwo);
      throw new ModelException(
          folder.path().resolve(ModelFolder.MODEL)
              + " runs neither with (input_ids, attention_mask) nor with token_type_ids added",
          withThree);
    }
  }

  /** Twice, because the first pass of a module is several times slower than the next. */
  private static Logits run(
      ZooModel<TokenBatch, Logits> model, TokenBatch sample, DjlTranslator translator)
      throws TranslateException {
    try (Predictor<TokenBatch, Logits> predictor = model.newPredictor(translator)) {
      predictor.predict(sample);
      return predictor.predict(sample);
    }
  }

  private static void check(ModelFolder folder, Logits logits, boolean perToken) {
    if (logits.shape().length != (perToken ? 3 : 2)) {
      throw new ModelException(
          "%s does not give one row of logits for every %s"
              .formatted(folder.path().resolve(ModelFolder.MODEL), perToken ? "token" : "text"));
    }
    if (logits.labels() != folder.labels().size()) {
      throw new ModelException(
          "%s gives %d logits but id2label in %s has %d labels"
              .formatted(
                  folder.path().resolve(ModelFolder.MODEL),
                  logits.labels(),
                  ModelFolder.CONFIG,
                  folder.labels().size()));
    }
  }
}
