package dev.plumbline.stage.score;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import dev.plumbline.event.Prediction;
import dev.plumbline.model.DjlEngine;
import dev.plumbline.model.DjlTokenizer;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.model.TokenBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model folder on PyTorch. Threads share the model; each has a predictor of its own while it
 * scores. Validated when loaded: whatever is wrong with the folder shows then, not at the first
 * record.
 */
public final class DjlScorer implements Scorer {

  private static final Logger LOG = LoggerFactory.getLogger(DjlScorer.class);

  private final ModelFolder folder;
  private final Device device;
  private final DjlTokenizer tokenizer;
  private final ZooModel<TokenBatch, float[][]> model;
  private final DjlTranslator translator;
  private final Queue<Predictor<TokenBatch, float[][]>> idle = new ConcurrentLinkedQueue<>();

  private DjlScorer(
      ModelFolder folder,
      Device device,
      DjlTokenizer tokenizer,
      ZooModel<TokenBatch, float[][]> model,
      DjlTranslator translator) {
    this.folder = folder;
    this.device = device;
    this.tokenizer = tokenizer;
    this.model = model;
    this.translator = translator;
  }

  /**
   * Loads, scores one sentence and compares the logits with the labels.
   *
   * @param path holds {@code model.pt}, {@code tokenizer.json} and {@code config.json}
   * @param deviceName {@code auto}, {@code cpu}, {@code gpu} or {@code gpuN}
   * @throws ModelException naming the file or the device that is wrong
   */
  public static DjlScorer load(Path path, String deviceName) {
    ModelFolder folder = ModelFolder.read(path);
    Device device = DjlEngine.device(deviceName);
    DjlTokenizer tokenizer = new DjlTokenizer(folder);
    try {
      ZooModel<TokenBatch, float[][]> model = model(folder, device);
      try {
        boolean tokenTypes = DjlProbe.wantsTokenTypes(folder, model, tokenizer);
        LOG.info(
            "model loaded, path={}, version={}, device={}, labels={}, inputs={}",
            path,
            folder.version(),
            name(device),
            folder.labels().size(),
            tokenTypes ? 3 : 2);
        return new DjlScorer(folder, device, tokenizer, model, new DjlTranslator(tokenTypes));
      } catch (RuntimeException e) {
        model.close();
        throw e;
      }
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static ZooModel<TokenBatch, float[][]> model(ModelFolder folder, Device device) {
    try {
      return Criteria.builder()
          .setTypes(TokenBatch.class, float[][].class)
          .optEngine(DjlEngine.NAME)
          .optModelPath(folder.path().resolve(ModelFolder.MODEL))
          .optDevice(device)
          .optTranslator(new DjlTranslator(false))
          .optOption("mapLocation", "true")
          .build()
          .loadModel();
    } catch (IOException | ModelNotFoundException | MalformedModelException | RuntimeException e) {
      throw new ModelException(
          folder.path().resolve(ModelFolder.MODEL) + " is not a TorchScript module that loads", e);
    }
  }

  @Override
  public List<Prediction> score(List<String> texts) {
    DjlTokenizer.Tokens tokens = tokenizer.encode(texts);
    float[][] logits = forward(tokens.batch());
    return IntStream.range(0, texts.size())
        .mapToObj(
            i ->
                Softmax.predict(
                    logits[i],
                    folder.labels(),
                    folder.version(),
                    new Softmax.Tokens(tokens.truncated()[i], tokens.unknownRates()[i])))
        .toList();
  }

  private float[][] forward(TokenBatch batch) {
    Predictor<TokenBatch, float[][]> free = idle.poll();
    Predictor<TokenBatch, float[][]> predictor =
        free == null ? model.newPredictor(translator) : free;
    try {
      return predictor.predict(batch);
    } catch (TranslateException e) {
      throw new ModelException("the model failed on a batch of " + batch.rows(), e);
    } finally {
      idle.add(predictor);
    }
  }

  @Override
  public String modelVersion() {
    return folder.version();
  }

  @Override
  public List<String> labels() {
    return folder.labels();
  }

  @Override
  public String device() {
    return name(device);
  }

  @Override
  public void close() {
    idle.forEach(Predictor::close);
    model.close();
    tokenizer.close();
  }

  private static String name(Device device) {
    return device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
  }
}
