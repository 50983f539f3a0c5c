package dev.plumbline.model;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import ai.djl.util.Pair;
import dev.plumbline.policy.retraining.DescentPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A folder's TorchScript classifier whose parameters are moved by gradients. On the CPU, by one
 * thread, and one at a time in a process, because DJL collects gradients for one only.
 */
public final class DjlTrainable implements AutoCloseable {

  private final ModelFolder folder;
  private final Model model;
  private final DjlTranslator translator;
  private final Map<String, Parameter> moved;
  private @Nullable Trainer trainer;
  private double clipNorm;

  private DjlTrainable(
      ModelFolder folder, Model model, DjlTranslator translator, Map<String, Parameter> moved) {
    this.folder = folder;
    this.model = model;
    this.translator = translator;
    this.moved = moved;
  }

  /**
   * @param sample what the module is tried with
   * @param moves names of the parameters that are moved; all others stay as they are, bit for bit
   * @throws ModelException when the module has no parameters, or none of these
   */
  public static DjlTrainable load(ModelFolder folder, TokenBatch sample, Predicate<String> moves) {
    Model model = DjlModule.open(folder, DjlEngine.device("cpu"), true);
    try {
      DjlTranslator translator = DjlProbe.translator(folder, model, sample, false);
      List<String> names = new ArrayList<>();
      Map<String, Parameter> moved = new TreeMap<>();
      for (Pair<String, Parameter> each : model.getBlock().getParameters()) {
        names.add(each.getKey());
        if (moves.test(each.getKey())) {
          moved.put(each.getKey(), each.getValue());
        }
      }
      if (names.isEmpty()) {
        throw new ModelException(
            folder.module()
                + " has no parameters, as after torch.jit.freeze: export it without freezing");
      }
      if (moved.isEmpty()) {
        throw new ModelException(
            "retraining.training.parameters names none of the parameters of %s: %s"
                .formatted(folder.module(), names));
      }
      return new DjlTrainable(folder, model, translator, moved);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Makes ready for {@link #step}.
   *
   * @param steps that there will be
   * @param seed of dropout, where the module has it
   */
  public void begin(DescentPolicy descent, long steps, long seed) {
    Engine.getEngine(DjlEngine.NAME).setRandomSeed((int) seed);
    Tracker rate = step -> (float) descent.rate(step, steps);
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(
                    Optimizer.adamW()
                        .optLearningRateTracker(rate)
                        .optWeightDecays((float) descent.weightDecay())
                        .build()));
    clipNorm = descent.clipNorm();
    // A new trainer has thawed all of them.
    for (Pair<String, Parameter> each : model.getBlock().getParameters()) {
      each.getValue().freeze(!moved.containsKey(each.getKey()));
    }
    Shape text = new Shape(1, 1);
    trainer.initialize(text, text);
  }

  /**
   * One step of AdamW down the mean of w_i * -log p(y_i | x_i).
   *
   * @param labels index of the true label of each row
   * @param weights of each row
   * @return that mean, before the step, in nats
   * @throws ModelException when the gradient is no number
   */
  public double step(TokenBatch batch, int[] labels, double[] weights) {
    Trainer used = trainer;
    if (used == null) {
      throw new IllegalStateException("begin was not called");
    }
    JniUtils.enableTrainingMode(block());
    try (NDManager manager = used.getManager().newSubManager()) {
      NDList inputs = translator.inputs(manager, batch);
      double loss;
      try (GradientCollector gradients = used.newGradientCollector()) {
        NDArray logits = DjlTranslator.logits(used.forward(inputs)).toType(DataType.FLOAT32, false);
        NDArray sum = logits.logSoftmax(1).mul(picks(manager, labels, weights)).sum();
        gradients.backward(sum);
        loss = sum.getFloat();
      }
      clip();
      used.step();
      return loss;
    }
  }

  /** -w / rows where the true label is, else 0: rows x labels. */
  private NDArray picks(NDManager manager, int[] labels, double[] weights) {
    int width = folder.labels().size();
    float[] picks = new float[labels.length * width];
    for (int row = 0; row < labels.length; row++) {
      picks[row * width + labels[row]] = (float) (-weights[row] / labels.length);
    }
    return manager.create(picks, new Shape(labels.length, width));
  }

  /** By the norm over all parameters; DJL's own way cuts large positive values only. */
  private void clip() {
    double squares = 0;
    for (Parameter each : moved.values()) {
      try (NDArray gradient = each.getArray().getGradient();
          NDArray square = gradient.square();
          NDArray sum = square.sum()) {
        squares += sum.getFloat();
      }
    }
    double norm = Math.sqrt(squares);
    if (!Double.isFinite(norm)) {
      throw new ModelException(
          "the training left the numbers: set retraining.training.learningRate lower");
    }
    if (norm > clipNorm) {
      for (Parameter each : moved.values()) {
        try (NDArray gradient = each.getArray().getGradient()) {
          gradient.muli(clipNorm / norm);
        }
      }
    }
  }

  /** Of the module as it is now, without dropout. */
  public Logits logits(TokenBatch batch) {
    JniUtils.enableInferenceMode(block());
    try (Predictor<TokenBatch, Logits> predictor = model.newPredictor(translator)) {
      return predictor.predict(batch);
    } catch (TranslateException e) {
      throw new ModelException(folder.module() + " failed on a batch of " + batch.rows(), e);
    }
  }

  /** The values of the parameters that are moved, by name. */
  public Map<String, float[]> copy() {
    Map<String, float[]> values = new TreeMap<>();
    moved.forEach((name, parameter) -> values.put(name, parameter.getArray().toFloatArray()));
    return values;
  }

  /** Back to what {@link #copy} gave. */
  public void restore(Map<String, float[]> values) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      values.forEach((name, value) -> restore(manager, name, value));
    }
  }

  private void restore(NDManager manager, String name, float[] value) {
    Parameter parameter = moved.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException("no parameter " + name + " is moved");
    }
    // A leaf of the graph must not be written while gradients are noted.
    boolean noted = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try {
      manager.create(value, parameter.getArray().getShape()).copyTo(parameter.getArray());
    } finally {
      JniUtils.setGradMode(noted);
    }
  }

  /** Writes the module as it is now. */
  public void write(Path file) {
    JniUtils.enableInferenceMode(block());
    try (OutputStream out = Files.newOutputStream(file)) {
      JniUtils.writeModule(block(), out, false);
    } catch (IOException e) {
      throw new ModelException("cannot write " + file, e);
    }
  }

  private PtSymbolBlock block() {
    return (PtSymbolBlock) model.getBlock();
  }

  @Override
  public void close() {
    Trainer used = trainer;
    if (used != null) {
      used.close();
    }
    model.close();
  }
}
