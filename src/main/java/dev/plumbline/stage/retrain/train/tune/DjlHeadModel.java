package dev.plumbline.stage.retrain.train.tune;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.util.Pair;
import dev.plumbline.model.DjlEngine;
import dev.plumbline.model.DjlModule;
import dev.plumbline.model.DjlTokenizer;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.model.TokenBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * A TorchScript classifier with a scripted method {@code pooled(input_ids, attention_mask)} (the
 * head's input, n x width) and a head of parameters {@code classifier.weight} (labels x width) and
 * {@code classifier.bias}.
 */
final class DjlHeadModel implements HeadModel {

  /** DJL runs the method named after this prefix instead of forward. */
  private static final String POOLED = "module_method:pooled";

  private static final String WEIGHT = "classifier.weight";
  private static final String BIAS = "classifier.bias";
  private static final int BATCH = 32;

  private final ModelFolder folder;
  private final DjlTokenizer tokenizer;
  private final Model model;

  private DjlHeadModel(ModelFolder folder, DjlTokenizer tokenizer, Model model) {
    this.folder = folder;
    this.tokenizer = tokenizer;
    this.model = model;
  }

  /**
   * @throws ModelException naming what the folder lacks
   */
  static DjlHeadModel load(ModelFolder folder) {
    Device cpu = DjlEngine.device("cpu");
    DjlTokenizer tokenizer = new DjlTokenizer(folder);
    try {
      DjlHeadModel loaded = new DjlHeadModel(folder, tokenizer, model(folder, cpu));
      loaded.parameter(WEIGHT);
      loaded.parameter(BIAS);
      return loaded;
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** With trainParam, because parameters of an inference module cannot be replaced. */
  private static Model model(ModelFolder folder, Device device) {
    Model model = DjlModule.open(folder, device, true);
    model.getBlock().freezeParameters(true);
    return model;
  }

  /** Batches of like length, so that little is padded. */
  @Override
  public List<float[]> features(List<String> texts, DoubleConsumer progress) {
    List<Integer> byLength =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> texts.get(i).length()))
            .toList();
    float[][] features = new float[texts.size()][];
    try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null));
        NDManager manager = model.getNDManager().newSubManager()) {
      for (int from = 0; from < byLength.size(); from += BATCH) {
        List<Integer> rows = byLength.subList(from, Math.min(from + BATCH, byLength.size()));
        float[][] pooled = pooled(rows.stream().map(texts::get).toList(), predictor, manager);
        IntStream.range(0, rows.size()).forEach(i -> features[rows.get(i)] = pooled[i]);
        progress.accept((double) (from + rows.size()) / texts.size());
      }
      return new ArrayList<>(Arrays.asList(features));
    } catch (TranslateException e) {
      throw new ModelException(
          folder.module()
              + " has no scripted method pooled(input_ids, attention_mask), which training the head needs",
          e);
    }
  }

  private float[][] pooled(
      List<String> texts, Predictor<NDList, NDList> predictor, NDManager manager)
      throws TranslateException {
    TokenBatch batch = tokenizer.encode(texts).batch();
    Shape shape = new Shape(batch.rows(), batch.width());
    try (NDArray ids = manager.create(batch.ids(), shape);
        NDArray mask = manager.create(batch.mask(), shape);
        NDArray method = manager.create(0)) {
      method.setName(POOLED);
      try (NDList answer = predictor.predict(new NDList(ids, mask, method))) {
        float[] all = answer.get(0).toFloatArray();
        int width = all.length / texts.size();
        return IntStream.range(0, texts.size())
            .mapToObj(row -> Arrays.copyOfRange(all, row * width, (row + 1) * width))
            .toArray(float[][]::new);
      }
    }
  }

  @Override
  public SoftmaxHead head() {
    NDArray weight = parameter(WEIGHT);
    return new SoftmaxHead(
        (int) weight.getShape().get(1), weight.toFloatArray(), parameter(BIAS).toFloatArray());
  }

  @Override
  public void write(SoftmaxHead head, Path file) {
    set(WEIGHT, head.weight());
    set(BIAS, head.bias());
    try (OutputStream out = Files.newOutputStream(file)) {
      JniUtils.writeModule((PtSymbolBlock) model.getBlock(), out, false);
    } catch (IOException e) {
      throw new ModelException("cannot write " + file, e);
    }
  }

  private void set(String name, float[] values) {
    NDArray parameter = parameter(name);
    try (NDArray source = model.getNDManager().create(values, parameter.getShape())) {
      source.copyTo(parameter);
    }
  }

  private NDArray parameter(String name) {
    for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
      if (parameter.getValue().getName().endsWith(name)) {
        return parameter.getValue().getArray();
      }
    }
    throw new ModelException(
        folder.module() + " has no parameter " + name + ", which training the head needs");
  }

  @Override
  public void close() {
    model.close();
    tokenizer.close();
  }
}
