package dev.plumbline.stage.score;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.TokenBatch;
import java.util.Arrays;

/**
 * A whole batch in with two or three tensors, a whole batch of logits out with one copy. DJL's own
 * translator makes several tensors per text.
 */
final class DjlTranslator implements NoBatchifyTranslator<TokenBatch, float[][]> {

  private final boolean tokenTypes;

  /**
   * @param tokenTypes the module takes {@code token_type_ids} as a third input
   */
  DjlTranslator(boolean tokenTypes) {
    this.tokenTypes = tokenTypes;
  }

  @Override
  public NDList processInput(TranslatorContext context, TokenBatch batch) {
    NDManager manager = context.getNDManager();
    Shape shape = new Shape(batch.rows(), batch.width());
    NDList inputs =
        new NDList(manager.create(batch.ids(), shape), manager.create(batch.mask(), shape));
    if (tokenTypes) {
      inputs.add(manager.zeros(shape, DataType.INT64));
    }
    return inputs;
  }

  @Override
  public float[][] processOutput(TranslatorContext context, NDList outputs) {
    NDArray logits = outputs.get(0).toType(DataType.FLOAT32, false);
    if (logits.getShape().dimension() != 2) {
      throw new ModelException("the model's output is not a table of logits: " + logits.getShape());
    }
    float[] all = logits.toFloatArray();
    int rows = (int) logits.getShape().get(0);
    int width = all.length / rows;
    float[][] table = new float[rows][];
    for (int row = 0; row < rows; row++) {
      table[row] = Arrays.copyOfRange(all, row * width, (row + 1) * width);
    }
    return table;
  }
}
