package dev.plumbline.stage.retrain.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.LauncherPolicy.Kind;
import dev.plumbline.stage.retrain.RetrainFixtures;
import dev.plumbline.stage.retrain.launch.FakeTrainer;
import dev.plumbline.stage.retrain.launch.JobFolder;
import dev.plumbline.stage.retrain.launch.LocalLauncher;
import dev.plumbline.stage.retrain.launch.PolicyLauncher;
import dev.plumbline.stage.retrain.launch.TrainerLauncher;
import dev.plumbline.stage.retrain.launch.TrainerOptions;
import dev.plumbline.stage.retrain.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner with the local launcher and a real child process. */
class JobRunnerTest {

  private static final Instant LATER = RetrainFixtures.NOON.plusSeconds(90);

  @TempDir private Path folder;

  @Test
  void shouldEndAsACandidateWhenTheTrainerAccepts() throws Exception {
    // When
    List<RetrainingJob> states = run("accept", Duration.ofMinutes(1));
    // Then
    assertThat(states)
        .extracting(RetrainingJob::state)
        .containsExactly(State.RUNNING, State.CANDIDATE);
    RetrainingJob ended = states.get(1);
    assertThat(ended.at()).isEqualTo(LATER);
    assertThat(ended.result().candidate()).isEqualTo(folder.resolve("j1/candidate").toString());
    assertThat(ended.result().modelVersion())
        .isEqualTo(ModelFolder.read(folder.resolve("j1/candidate")).version());
    assertThat(ended.attempt()).isEqualTo(1);
    assertThat(ended.result().before()).containsEntry("accuracy", 0.8);
    assertThat(ended.result().after()).containsEntry("accuracy", 0.9);
    assertThat(Files.readString(folder.resolve("j1/train.log")))
        .contains("--policy desk.yaml --policy-version v1")
        .contains("--rule equal_opportunity_difference/sex/f");
  }

  /** Whoever may write to the topic of jobs chooses the id. */
  @Test
  void shouldTrainInAFolderOfItsOwnWhenTheIdWouldLeadElsewhere() throws Exception {
    // Given
    Path work = Files.createDirectories(folder.resolve("work"));
    RetrainingJob job = RetrainFixtures.job("../stolen", State.REQUESTED);
    // When
    List<RetrainingJob> states = new ArrayList<>();
    new JobRunner(
            Policies.of(List.of(RetrainFixtures.policy())),
            launcher("accept", Duration.ofMinutes(1)),
            JobRunnerTest::export,
            work,
            () -> LATER)
        .run(job, states::add);
    // Then
    assertThat(states).last().extracting(RetrainingJob::state).isEqualTo(State.CANDIDATE);
    assertThat(Path.of(states.get(1).result().candidate())).startsWith(work);
    assertThat(folder.resolve("stolen")).doesNotExist();
  }

  @Test
  void shouldEndAsRejectedWithFiguresWhenTheGateRejects() throws Exception {
    // When
    List<RetrainingJob> states = run("reject", Duration.ofMinutes(1));
    // Then
    assertThat(states.get(1).state()).isEqualTo(State.REJECTED);
    assertThat(states.get(1).result().reason()).isEqualTo("no better");
    assertThat(states.get(1).result().after()).containsEntry("accuracy", 0.9);
  }

  @Test
  void shouldEndAsFailedWhenTheTrainerFails() throws Exception {
    // When
    List<RetrainingJob> states = run("fail", Duration.ofMinutes(1));
    // Then
    assertThat(states.get(1).state()).isEqualTo(State.FAILED);
    assertThat(states.get(1).result().reason()).contains("exit code 2");
    assertThat(Files.readString(folder.resolve("j1/train.log"))).contains("out of ideas");
  }

  @Test
  void shouldKillTheTrainerWhenItTakesTooLong() throws Exception {
    // When
    List<RetrainingJob> states = run("hang", Duration.ofSeconds(2));
    // Then
    assertThat(states.get(1).state()).isEqualTo(State.FAILED);
    assertThat(states.get(1).result().reason()).isEqualTo("the trainer was killed after PT2S");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void shouldFailWhenAJobWasCutShortAsOftenAsItMayBeStarted() throws Exception {
    // Given
    RetrainingJob once = RetrainFixtures.job("j1", State.REQUESTED).starts(LATER, "v1");
    // When
    List<RetrainingJob> first =
        run(launcher("fail", Duration.ofMinutes(1)), JobRunnerTest::export, once);
    List<RetrainingJob> second =
        run(
            launcher("fail", Duration.ofMinutes(1)),
            JobRunnerTest::export,
            once.starts(LATER, "v1"));
    // Then
    assertThat(first)
        .extracting(RetrainingJob::state, RetrainingJob::attempt)
        .containsExactly(tuple(State.RUNNING, 2), tuple(State.FAILED, 2));
    assertThat(second)
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.state()).isEqualTo(State.FAILED);
              assertThat(job.result().reason()).isEqualTo("cut short by crashes, attempt 2");
            });
  }

  /** The launcher's trainer went on while the service was away, twice. */
  @Test
  void shouldWaitForATrainerThatOutlivesItsServiceWhenAllAttemptsAreUsed() throws Exception {
    // Given
    RetrainingJob twice =
        RetrainFixtures.job("j1", State.REQUESTED).starts(LATER, "v1").starts(LATER, "v1");
    TrainerLauncher elsewhere =
        new TrainerLauncher() {
          @Override
          public TrainingResult train(RetrainingJob job, Policy policy, JobFolder folder) {
            return new TrainingResult(false, "no better", 2, 1, Map.of(), Map.of(), null);
          }

          @Override
          public boolean outlives(Policy policy) {
            return true;
          }
        };
    // When
    List<RetrainingJob> states =
        run(new PolicyLauncher(Map.of(Kind.LOCAL, elsewhere)), (model, file) -> {}, twice);
    // Then
    assertThat(states)
        .extracting(RetrainingJob::state, RetrainingJob::attempt)
        .containsExactly(tuple(State.REJECTED, 2));
  }

  @Test
  void shouldLeaveNoExamplesWhenAJobHasEnded() throws Exception {
    // When
    run("fail", Duration.ofMinutes(1));
    // Then
    assertThat(folder.resolve("j1/examples.jsonl")).doesNotExist();
  }

  @Test
  void shouldEndAsFailedWhenTheExamplesCannotBeWritten() throws Exception {
    // When
    List<RetrainingJob> states =
        run(
            new LocalLauncher(
                FakeTrainer.program("accept"), new TrainerOptions(Map.of()), Duration.ofMinutes(1)),
            (model, file) -> {
              throw new IOException("no space");
            });
    // Then
    assertThat(states.get(1).state()).isEqualTo(State.FAILED);
    assertThat(states.get(1).result().reason())
        .isEqualTo("the trainer could not be run: IOException");
  }

  private List<RetrainingJob> run(String ending, Duration limit) throws InterruptedException {
    return run(
        launcher(ending, limit), JobRunnerTest::export, RetrainFixtures.job("j1", State.REQUESTED));
  }

  private static TrainerLauncher launcher(String ending, Duration limit) {
    return new LocalLauncher(
        FakeTrainer.program(ending),
        new TrainerOptions(Map.of("desk", Path.of("desk.yaml"))),
        limit);
  }

  private static void export(String model, Path file) throws IOException {
    Files.writeString(file, "{}\n{}\n");
  }

  private List<RetrainingJob> run(TrainerLauncher launcher, JobRunner.Export export)
      throws InterruptedException {
    return run(launcher, export, RetrainFixtures.job("j1", State.REQUESTED));
  }

  private List<RetrainingJob> run(
      TrainerLauncher launcher, JobRunner.Export export, RetrainingJob job)
      throws InterruptedException {
    List<RetrainingJob> states = new ArrayList<>();
    new JobRunner(
            Policies.of(List.of(RetrainFixtures.policy())), launcher, export, folder, () -> LATER)
        .run(job, states::add);
    return states;
  }
}
