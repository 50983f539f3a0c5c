package dev.plumbline.stage.retrain.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.LauncherPolicy;
import dev.plumbline.policy.retraining.LauncherPolicy.Kind;
import dev.plumbline.stage.retrain.RetrainFixtures;
import dev.plumbline.stage.retrain.train.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyLauncherTest {

  private static final Policy WEBHOOK = RetrainFixtures.policy(new LauncherPolicy.Webhook(null));

  @TempDir private Path root;
  private JobFolder folder;

  @BeforeEach
  void aJobsFolder() {
    folder = new JobFolder(root.resolve("j1"), file -> Files.writeString(file, "{}\n"));
  }

  @Test
  void shouldFailWhenTheServiceHasNoSuchLauncher() {
    assertThatThrownBy(() -> train(new PolicyLauncher(Map.of()), WEBHOOK))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessage("this service has no launcher 'webhook'");
    assertThat(new PolicyLauncher(Map.of()).outlives(WEBHOOK)).isFalse();
  }

  @Test
  void shouldNotTrainAgainWhenACrashCameBeforeTheLastState() throws Exception {
    // Given an accepted candidate, and a trainer that would fail
    PolicyLauncher launcher = local("accept");
    TrainingResult first = train(launcher, RetrainFixtures.policy());
    Files.writeString(folder.examples(), "left");
    // When
    TrainingResult again = train(local("fail"), RetrainFixtures.policy());
    // Then
    assertThat(again).isEqualTo(first);
    assertThat(folder.examples()).doesNotExist();
    assertThat(launcher.outlives(RetrainFixtures.policy())).isFalse();
  }

  private TrainingResult train(PolicyLauncher launcher, Policy policy) throws Exception {
    return launcher.train(RetrainFixtures.job("j1", State.RUNNING), policy, folder);
  }

  private static PolicyLauncher local(String ending) {
    return new PolicyLauncher(
        Map.of(
            Kind.LOCAL,
            new LocalLauncher(
                FakeTrainer.program(ending),
                new TrainerOptions(Map.of("desk", Path.of("desk.yaml"))),
                Duration.ofMinutes(1))));
  }
}
