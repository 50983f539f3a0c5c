package dev.plumbline.model;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A folder's TorchScript module, ready to run. Threads share the module; each has a predictor of
 * its own while it predicts.
 */
public final class DjlNetwork implements AutoCloseable {

  private final Model model;
  private final DjlTranslator translator;
  private final Queue<Predictor<TokenBatch, Logits>> idle = new ConcurrentLinkedQueue<>();

  private DjlNetwork(Model model, DjlTranslator translator) {
    this.model = model;
    this.translator = translator;
  }

  /**
   * Loads the module and tries it, because a wrong number of inputs or logits only shows when it
   * runs.
   *
   * @param sample what it is tried with
   * @param perToken whether there must be logits for every token
   * @throws ModelException naming what is wrong with the module
   */
  public static DjlNetwork load(
      ModelFolder folder, Device device, TokenBatch sample, boolean perToken) {
    Model model = TorchModule.open(folder, device, false);
    try {
      DjlTranslator translator = DjlProbe.translator(folder, model, sample, perToken);
      return new DjlNetwork(model, translator);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** One forward pass. */
  public Logits forward(TokenBatch batch) {
    Predictor<TokenBatch, Logits> free = idle.poll();
    Predictor<TokenBatch, Logits> predictor = free == null ? model.newPredictor(translator) : free;
    try {
      return predictor.predict(batch);
    } catch (TranslateException e) {
      throw new ModelException("the model failed on a batch of " + batch.rows(), e);
    } finally {
      idle.add(predictor);
    }
  }

  @Override
  public void close() {
    idle.forEach(Predictor::close);
    model.close();
  }
}
