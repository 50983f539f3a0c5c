package dev.plumbline.stage.retrain.launch;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.LauncherPolicy;
import dev.plumbline.stage.retrain.train.TrainingResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The trainer as a child process: its memory and its crashes are its own, and it ends with this
 * process, however that ends. What it says goes to {@code train.log} in the job's folder.
 */
public final class LocalLauncher implements TrainerLauncher {

  /** Exit codes of {@code plumbline train} after which there is a result. */
  private static final List<Integer> TRAINED = List.of(0, 1);

  private static final long LOOK_MILLIS = 200;
  private static final int LOG_END = 1 << 16;
  private static final int MIB = 20;

  private final List<String> program;
  private final TrainerOptions options;
  private final Duration limit;

  /**
   * @param program what follows {@code java} to start the trainer: class path, class and arguments
   * @param limit time after which the trainer is killed, where the policy says nothing
   */
  public LocalLauncher(List<String> program, TrainerOptions options, Duration limit) {
    this.program = List.copyOf(program);
    this.options = options;
    this.limit = limit;
  }

  @Override
  public TrainingResult train(RetrainingJob job, Policy policy, JobFolder folder)
      throws IOException, InterruptedException, TrainingFailedException {
    LauncherPolicy.Local asked = (LauncherPolicy.Local) policy.retraining().launcher();
    try {
      folder.prepare();
      run(command(asked.memory(), options.forJob(job, policy, folder)), asked, folder.log());
      return folder.accept();
    } finally {
      folder.clear();
    }
  }

  private void run(List<String> command, LauncherPolicy.Local asked, Path log)
      throws IOException, InterruptedException, TrainingFailedException {
    Process trainer =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start(); // its standard input is a pipe that ends with this process
    try {
      watch(trainer, asked);
    } finally {
      trainer.destroyForcibly().onExit().join(); // gone before the job is said to have ended
    }
    if (!TRAINED.contains(trainer.exitValue())) {
      throw new TrainingFailedException(
          ExitReason.words(trainer.exitValue(), end(log)) + "; " + log + " says more");
    }
  }

  private void watch(Process trainer, LauncherPolicy.Local asked)
      throws InterruptedException, TrainingFailedException {
    long start = System.nanoTime();
    Duration deadline = asked.deadline() == null ? limit : asked.deadline();
    ProcessMemory memory = new ProcessMemory(trainer.pid());
    while (!trainer.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (Duration.ofNanos(System.nanoTime() - start).compareTo(deadline) > 0) {
        throw new TrainingFailedException("the trainer was killed after " + deadline);
      }
      OptionalLong used = memory.used();
      if (used.isPresent() && used.getAsLong() > asked.memory()) {
        throw new TrainingFailedException(
            "the trainer was killed: its memory grew to %d MiB, and retraining.launcher.memory is %d MiB"
                .formatted(used.getAsLong() >> MIB, asked.memory() >> MIB));
      }
    }
  }

  /** The same Java as this process; a quarter of the memory each for its heap and its buffers. */
  private List<String> command(long memory, List<String> arguments) {
    long quarter = Math.max(1, (memory / 4) >> MIB);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + quarter + "m");
    command.add("-XX:MaxDirectMemorySize=" + quarter + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(program);
    command.addAll(arguments);
    return command;
  }

  private static String end(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - LOG_END));
      byte[] end = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(end);
      return new String(end, StandardCharsets.UTF_8);
    }
  }
}
