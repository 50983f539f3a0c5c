package dev.plumbline.stage.retrain.launch;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.stage.retrain.RetrainFixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A process that trains in the folder it is given, to be killed. */
final class LaunchingService {

  private LaunchingService() {}

  public static void main(String[] args) throws Exception {
    new LocalLauncher(
            FakeTrainer.program("hang"),
            new TrainerOptions(Map.of("desk", Path.of("desk.yaml"))),
            Duration.ofHours(1))
        .train(
            RetrainFixtures.job("j1", RetrainingJob.State.RUNNING),
            RetrainFixtures.policy(),
            new JobFolder(Path.of(args[0]), file -> Files.writeString(file, "{}\n")));
  }
}
