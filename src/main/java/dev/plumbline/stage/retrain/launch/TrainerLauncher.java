package dev.plumbline.stage.retrain.launch;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.train.TrainingResult;
import java.io.IOException;

/** Starts the trainer somewhere and waits for its result. */
public interface TrainerLauncher {

  /**
   * When this returns, the candidate is in the folder, whole; when it throws, there is none. A
   * launcher whose trainers outlive this process waits for the one that an earlier process started
   * for the same job, and starts no second one.
   *
   * @throws TrainingFailedException with a reason that quotes no record
   */
  TrainingResult train(RetrainingJob job, Policy policy, JobFolder folder)
      throws IOException, InterruptedException, TrainingFailedException;
}
