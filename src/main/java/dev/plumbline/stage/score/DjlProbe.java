package dev.plumbline.stage.score;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import dev.plumbline.model.DjlTokenizer;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.model.TokenBatch;
import java.util.List;

/** Tries a freshly loaded module: a wrong number of inputs or logits only shows when it runs. */
final class DjlProbe {

  private DjlProbe() {}

  /**
   * Whether the module takes {@code token_type_ids}; ids, mask and types are all it may take.
   *
   * @throws ModelException when it runs neither way, or its logits are not one per label
   */
  static boolean wantsTokenTypes(
      ModelFolder folder, ZooModel<TokenBatch, float[][]> model, DjlTokenizer tokenizer) {
    TokenBatch sentence = tokenizer.encode(List.of(BatchScoring.PROBE, "No.")).batch();
    try {
      check(folder, run(model, sentence, false));
      return false;
    } catch (TranslateException withTwo) {
      try {
        check(folder, run(model, sentence, true));
        return true;
      } catch (TranslateException withThree) {
        withThree.addSuppressed(withTwo);
        throw new ModelException(
            folder.path().resolve(ModelFolder.MODEL)
                + " runs neither with (input_ids, attention_mask) nor with token_type_ids added",
            withThree);
      }
    }
  }

  /** Twice, because the first pass of a module is several times slower than the next. */
  private static float[][] run(
      ZooModel<TokenBatch, float[][]> model, TokenBatch sentence, boolean tokenTypes)
      throws TranslateException {
    try (Predictor<TokenBatch, float[][]> predictor =
        model.newPredictor(new DjlTranslator(tokenTypes))) {
      predictor.predict(sentence);
      return predictor.predict(sentence);
    }
  }

  private static void check(ModelFolder folder, float[][] logits) {
    if (logits[0].length != folder.labels().size()) {
      throw new ModelException(
          "%s gives %d logits but id2label in %s has %d labels"
              .formatted(
                  folder.path().resolve(ModelFolder.MODEL),
                  logits[0].length,
                  ModelFolder.CONFIG,
                  folder.labels().size()));
    }
  }
}
