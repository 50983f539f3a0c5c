package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.train.CandidateFolder;
import dev.plumbline.stage.retrain.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The trainer as a child process: its memory and its crashes are its own, and it is killed with the
 * service. What it says goes to {@code train.log} beside the candidate.
 */
public final class LocalLauncher implements TrainerLauncher {

  /** Exit codes of {@code plumbline train} after which there is a result. */
  private static final List<Integer> TRAINED = List.of(0, 1);

  private final List<String> command;
  private final Map<String, Path> policyFiles;
  private final Duration limit;

  /**
   * @param command what starts {@code plumbline train}, without its options
   * @param policyFiles model to its policy's file
   * @param limit time after which the trainer is killed
   */
  public LocalLauncher(List<String> command, Map<String, Path> policyFiles, Duration limit) {
    this.command = List.copyOf(command);
    this.policyFiles = Map.copyOf(policyFiles);
    this.limit = limit;
  }

  @Override
  public TrainingResult train(RetrainingJob job, Policy policy, Path examples, Path out)
      throws IOException, InterruptedException, TrainingFailedException {
    Path log = out.resolveSibling("train.log");
    Process trainer =
        new ProcessBuilder(arguments(job, policy, examples, out))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!trainer.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TrainingFailedException("the trainer was killed after " + limit);
      }
    } finally {
      trainer.destroyForcibly().onExit().join(); // gone before the job is said to have ended
    }
    if (!TRAINED.contains(trainer.exitValue())) {
      throw new TrainingFailedException(
          "the trainer ended with exit code " + trainer.exitValue() + "; " + log + " says why");
    }
    return Json.MAPPER.readValue(
        Files.readString(out.resolve(CandidateFolder.RESULT)), TrainingResult.class);
  }

  private List<String> arguments(RetrainingJob job, Policy policy, Path examples, Path out)
      throws TrainingFailedException {
    Path policyFile = policyFiles.get(policy.model());
    if (policyFile == null) {
      throw new TrainingFailedException(
          "the policy's file of model " + policy.model() + " is not known");
    }
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(
        List.of("--policy", policyFile.toString(), "--policy-version", policy.version()));
    arguments.addAll(List.of("--examples", examples.toString(), "--out", out.toString()));
    arguments.addAll(List.of("--rule", job.rule().toString()));
    return arguments;
  }
}
