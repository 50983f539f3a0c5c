package dev.plumbline.stage.retrain.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.LauncherPolicy;
import dev.plumbline.stage.retrain.RetrainFixtures;
import dev.plumbline.stage.retrain.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real child processes, killed in earnest. */
class LocalLauncherTest {

  private static final LauncherPolicy ROOMY = new LauncherPolicy.Local(1L << 30, null);
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path root;
  private JobFolder folder;

  @BeforeEach
  void aJobsFolder() {
    folder = new JobFolder(root.resolve("j1"), file -> Files.writeString(file, "{}\n{}\n{}\n"));
  }

  @Test
  void shouldPutTheWholeCandidateInPlaceWhenTheTrainerEndsWell() throws Exception {
    // Given a candidate and the rest of an earlier trainer of the same job
    Files.createDirectories(folder.candidate());
    Files.writeString(folder.candidate().resolve("old.pt"), "old");
    Files.createDirectories(folder.unfinished());
    Files.writeString(folder.unfinished().resolve("half.pt"), "half");
    // When
    TrainingResult result = train("accept", ROOMY);
    // Then
    assertThat(result.accepted()).isTrue();
    assertThat(result.trained()).isEqualTo(3);
    assertThat(root.resolve("j1")).isDirectoryContaining("glob:**/candidate");
    assertThat(names(folder.candidate()))
        .containsExactlyInAnyOrder("config.json", "model.pt", "tokenizer.json", "training.json");
    assertThat(names(root.resolve("j1"))).containsExactlyInAnyOrder("candidate", "train.log");
  }

  @Test
  void shouldLeaveNothingHalfWrittenWhenTheTrainerIsKilledHalfWay() throws Exception {
    // Given
    CompletableFuture<TrainingResult> training = trainLater("hang");
    ProcessHandle trainer = trainer();
    assertThat(folder.unfinished().resolve("model.pt")).exists();
    // When
    trainer.destroyForcibly();
    // Then
    assertThatThrownBy(training::join)
        .cause()
        .cause()
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageStartingWith("the trainer was killed by signal 9, as when there is no memory");
    assertThat(names(root.resolve("j1"))).containsExactlyInAnyOrder("pid", "train.log");
  }

  @Test
  void shouldEndTheTrainerWhenTheServiceIsKilled() throws Exception {
    // Given
    Process service =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LaunchingService.class.getName(),
                root.resolve("j1").toString())
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("service.log").toFile())
            .start();
    ProcessHandle trainer = trainer();
    assertThat(trainer.isAlive()).isTrue();
    // When: kill -9, so that nothing of the service's can run
    service.destroyForcibly().waitFor();
    // Then
    await().atMost(Duration.ofSeconds(20)).until(() -> !trainer.isAlive());
    assertThat(folder.candidate()).doesNotExist();
    // When the job is run again
    TrainingResult again = train("accept", ROOMY);
    // Then
    assertThat(again.accepted()).isTrue();
    assertThat(folder.unfinished()).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX) // elsewhere only the JVM's own limits hold
  void shouldKillTheTrainerWhenItsMemoryGrowsBeyondThePolicys() {
    assertThatThrownBy(() -> train("eat", new LauncherPolicy.Local(256L << 20, null)))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageMatching(
            "the trainer was killed: its memory grew to [0-9]{3} MiB, and"
                + " retraining.launcher.memory is 256 MiB");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void shouldSayThatTheHeapWasTooSmallWhenItWas() {
    assertThatThrownBy(() -> train("heap", ROOMY))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageStartingWith("the trainer's heap, a quarter of its memory, was too small");
  }

  @Test
  void shouldRepeatTheTrainersLastWordAndNoOthersWhenItFails() {
    assertThatThrownBy(() -> train("fail", ROOMY))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageStartingWith(
            "the trainer ended with exit code 2: there is nothing to learn from; ")
        .hasMessageNotContaining("out of ideas");
  }

  @Test
  void shouldKillTheTrainerAtThePolicysDeadlineWhenItHasOne() {
    // Given
    LauncherPolicy second = new LauncherPolicy.Local(1L << 30, Duration.ofSeconds(1));
    // When, Then
    assertThatThrownBy(() -> train("hang", second))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessage("the trainer was killed after PT1S");
    assertThat(folder.unfinished()).doesNotExist();
  }

  private TrainingResult train(String ending, LauncherPolicy launcher)
      throws IOException, InterruptedException, TrainingFailedException {
    Policy policy = RetrainFixtures.policy(launcher);
    return new LocalLauncher(
            FakeTrainer.program(ending),
            new TrainerOptions(Map.of("desk", Path.of("desk.yaml"))),
            LONG)
        .train(RetrainFixtures.job("j1", State.RUNNING), policy, folder);
  }

  private CompletableFuture<TrainingResult> trainLater(String ending) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return train(ending, ROOMY);
          } catch (Exception e) {
            throw new CompletionException(new IllegalStateException(e));
          }
        });
  }

  private ProcessHandle trainer() throws IOException {
    Path pid = root.resolve("j1/pid");
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(pid) && Files.size(pid) > 0);
    return ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
