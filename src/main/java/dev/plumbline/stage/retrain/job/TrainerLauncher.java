package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;

/** Starts the trainer somewhere and waits for its result. */
public interface TrainerLauncher {

  /**
   * @param examples labelled records, one JSON a line
   * @param out where the candidate goes
   * @throws TrainingFailedException with a reason that quotes no record
   */
  TrainingResult train(RetrainingJob job, Policy policy, Path examples, Path out)
      throws IOException, InterruptedException, TrainingFailedException;
}
