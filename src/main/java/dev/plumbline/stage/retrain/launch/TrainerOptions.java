package dev.plumbline.stage.retrain.launch;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.policy.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of {@code plumbline train} for a job.
 *
 * @param policyFiles model to its policy's file
 */
public record TrainerOptions(Map<String, Path> policyFiles) {

  /** The trainer ends with the process that started it: {@link ParentWatch}. */
  public static final String UNTIL_INPUT_ENDS = "--until-input-ends";

  /** A candidate that the gate rejects is no failure of the trainer. */
  public static final String EXIT_ZERO_WHEN_REJECTED = "--exit-zero-when-rejected";

  public TrainerOptions {
    policyFiles = Map.copyOf(policyFiles);
  }

  /**
   * @throws TrainingFailedException when the policy's file is not known
   */
  public List<String> forJob(RetrainingJob job, Policy policy, JobFolder folder)
      throws TrainingFailedException {
    Path policyFile = policyFiles.get(policy.model());
    if (policyFile == null) {
      throw new TrainingFailedException(
          "the policy's file of model " + policy.model() + " is not known");
    }
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--policy", policyFile.toString()));
    options.addAll(List.of("--policy-version", policy.version()));
    options.addAll(List.of("--examples", folder.examples().toString()));
    options.addAll(List.of("--out", folder.unfinished().toString()));
    options.addAll(List.of("--rule", job.rule().toString()));
    return options;
  }
}
