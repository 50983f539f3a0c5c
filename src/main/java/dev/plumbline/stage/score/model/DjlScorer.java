package dev.plumbline.stage.score.model;

import ai.djl.Device;
import dev.plumbline.event.Prediction;
import dev.plumbline.model.DjlEngine;
import dev.plumbline.model.DjlNetwork;
import dev.plumbline.model.DjlTokenizer;
import dev.plumbline.model.Logits;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.model.ModelTrial;
import dev.plumbline.model.TokenBatch;
import dev.plumbline.policy.AnswerPolicy;
import dev.plumbline.policy.PredictionTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model folder on PyTorch. Validated when loaded: whatever is wrong with the folder shows then,
 * not at the first record.
 */
public final class DjlScorer implements TextScorer {

  private static final Logger LOG = LoggerFactory.getLogger(DjlScorer.class);

  private static final int FULL = 32;

  private final ModelFolder folder;
  private final AnswerReading reading;
  private final Device device;
  private final DjlTokenizer tokenizer;
  private final DjlNetwork network;

  private DjlScorer(
      ModelFolder folder,
      AnswerReading reading,
      Device device,
      DjlTokenizer tokenizer,
      DjlNetwork network) {
    this.folder = folder;
    this.reading = reading;
    this.device = device;
    this.tokenizer = tokenizer;
    this.network = network;
  }

  /** The same where no policy says how answers are read: a number is of the one label there is. */
  public static DjlScorer load(Path path, String deviceName) {
    ModelFolder folder = ModelFolder.read(path);
    return load(folder, deviceName, AnswerPolicy.UNDECLARED.or(folder.task()));
  }

  /**
   * Loads, scores one sentence and compares the logits with the labels.
   *
   * @param deviceName {@code auto}, {@code cpu}, {@code gpu} or {@code gpuN}
   * @throws ModelException naming the file or the device that is wrong
   */
  public static DjlScorer load(ModelFolder folder, String deviceName, AnswerPolicy answer) {
    if (answer.task() == null && folder.task() == PredictionTask.REGRESSION) {
      throw new ModelException(
          "%s says that the model gives one number: set scoring.task to regression and scoring.threshold in the policy"
              .formatted(folder.path().resolve(ModelFolder.CONFIG)));
    }
    AnswerReading reading = AnswerReading.create(folder, answer);
    Device device = DjlEngine.device(deviceName);
    DjlTokenizer tokenizer = new DjlTokenizer(folder);
    try {
      TokenBatch sample = tokenizer.encode(List.of(BatchScoring.PROBE, "No.")).batch();
      DjlNetwork network = DjlNetwork.load(folder, device, sample, false);
      tryOut(folder, network, sample);
      LOG.info(
          "model loaded, path={}, version={}, device={}, task={}, labels={}, repeatable={}",
          folder.path(),
          folder.version(),
          name(device),
          reading.task(),
          folder.labels().size(),
          repeatable(tokenizer, network));
      return new DjlScorer(folder, reading, device, tokenizer, network);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static void tryOut(ModelFolder folder, DjlNetwork network, TokenBatch sample) {
    try {
      ModelTrial.run(folder, network, sample);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  @Override
  public List<Prediction> score(List<String> texts) {
    DjlTokenizer.Tokens tokens = tokenizer.encode(texts);
    Logits logits = network.forward(tokens.batch().steady());
    return IntStream.range(0, texts.size())
        .mapToObj(
            i ->
                reading.read(
                    logits.row(i),
                    new TopLabels.Tokens(tokens.truncated()[i], tokens.unknownRates()[i])))
        .toList();
  }

  /** Whether a text gets the same bits alone and in a batch; no library promises it. */
  private static boolean repeatable(DjlTokenizer tokenizer, DjlNetwork network) {
    List<String> batch = new ArrayList<>();
    for (int words = 0; words < FULL; words++) {
      batch.add(BatchScoring.PROBE + " please".repeat(words));
    }
    float[] alone = network.forward(tokenizer.encode(batch.subList(0, 1)).batch().steady()).row(0);
    return Arrays.equals(alone, network.forward(tokenizer.encode(batch).batch()).row(0));
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
    network.close();
    tokenizer.close();
  }

  private static String name(Device device) {
    return device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
  }
}
