package dev.plumbline.stage.retrain.launch;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.LauncherPolicy.Kind;
import dev.plumbline.stage.retrain.train.TrainingResult;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** The launcher that each job's policy names. */
public final class PolicyLauncher implements TrainerLauncher {

  private final Map<Kind, TrainerLauncher> launchers;

  /**
   * @param launchers those that this service has
   */
  public PolicyLauncher(Map<Kind, TrainerLauncher> launchers) {
    this.launchers = Map.copyOf(launchers);
  }

  @Override
  public TrainingResult train(RetrainingJob job, Policy policy, JobFolder folder)
      throws IOException, InterruptedException, TrainingFailedException {
    Kind kind = policy.retraining().launcher().kind();
    TrainerLauncher launcher = launchers.get(kind);
    if (launcher == null) {
      throw new TrainingFailedException(
          "this service has no launcher '" + kind.name().toLowerCase(Locale.ROOT) + "'");
    }
    return launcher.train(job, policy, folder);
  }
}
