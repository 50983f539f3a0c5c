package dev.plumbline.stage.retrain.train.tune;

import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.policy.retraining.TrainingPolicy;
import dev.plumbline.policy.scoring.PredictionTask;
import java.nio.file.Path;
import java.util.List;

/** A classifier of texts that is learning: what it was, what it has become. Not for threads. */
public interface Tuning extends AutoCloseable {

  /**
   * @throws ModelException naming what the folder lacks, or which names of parameters it has
   */
  static Tuning open(ModelFolder folder, TrainingPolicy policy, TuningProgress progress) {
    if (folder.task() != PredictionTask.SINGLE) {
      throw new ModelException(
          folder.path().resolve(ModelFolder.CONFIG)
              + ": only a classifier whose texts have one label each can be trained");
    }
    return policy.ofHead()
        ? new HeadTuning(DjlHeadModel.load(folder), progress)
        : ParameterTuning.open(folder, policy, progress);
  }

  /**
   * Learns; once.
   *
   * @param seed of every choice by chance: the same one gives the same model on the same machine
   */
  TrainingCurve fit(TuningSet set, long seed);

  /** One per text, in order. */
  List<LogitPair> answer(List<String> texts);

  /** Writes the module as it has become, for {@link ModelFolder#MODEL}. */
  void write(Path file);

  @Override
  void close();
}
