package dev.plumbline.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;

/**
 * A whole batch in with two or three tensors, a whole batch of logits out with one copy. DJL's own
 * translators make several tensors per text.
 */
final class DjlTranslator implements NoBatchifyTranslator<TokenBatch, Logits> {

  private static final String LOGITS = "logits";

  private final boolean tokenTypes;

  /**
   * @param tokenTypes the module takes {@code token_type_ids} as a third input
   */
  DjlTranslator(boolean tokenTypes) {
    this.tokenTypes = tokenTypes;
  }

  @Override
  public NDList processInput(TranslatorContext context, TokenBatch batch) {
    return inputs(context.getNDManager(), batch);
  }

  /** What the module takes, as tensors of this manager. */
  NDList inputs(NDManager manager, TokenBatch batch) {
    Shape shape = new Shape(batch.rows(), batch.width());
    NDList inputs =
        new NDList(manager.create(batch.ids(), shape), manager.create(batch.mask(), shape));
    if (tokenTypes) {
      inputs.add(manager.zeros(shape, DataType.INT64));
    }
    return inputs;
  }

  @Override
  public Logits processOutput(TranslatorContext context, NDList outputs) {
    NDArray logits = logits(outputs).toType(DataType.FLOAT32, false);
    long[] shape = logits.getShape().getShape();
    return new Logits(shape.length == 1 ? new long[] {shape[0], 1} : shape, logits.toFloatArray());
  }

  /** By name where the module gives a dictionary, else the first. */
  static NDArray logits(NDList outputs) {
    for (NDArray output : outputs) {
      if (LOGITS.equals(output.getName())) {
        return output;
      }
    }
    return outputs.get(0);
  }
}
