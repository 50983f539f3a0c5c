package dev.plumbline.config.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.policy.retraining.LauncherPolicy;
import dev.plumbline.policy.retraining.LauncherPolicy.Kubernetes;
import dev.plumbline.policy.retraining.LauncherPolicy.Local;
import dev.plumbline.policy.retraining.LauncherPolicy.PodResources;
import dev.plumbline.policy.retraining.LauncherPolicy.Webhook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherReaderTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{launcher: local}", "{launcher: {kind: local}}"})
  void shouldBeAChildProcessOfFourGibibytesWhenNothingElseIsSaid(String retraining)
      throws IOException {
    assertThat(launcher(retraining)).isEqualTo(new Local(4_294_967_296L, null));
  }

  @Test
  void shouldTakeTheMemoryAndTheDeadlineWhenTheLauncherIsLocal() throws IOException {
    assertThat(launcher("{launcher: {kind: local, memory: 512Mi, deadline: PT10M}}"))
        .isEqualTo(new Local(536_870_912, Duration.ofMinutes(10)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{launcher: kubernetes}", "{launcher: {kind: kubernetes}}"})
  void shouldLeaveAllToThePodTemplateWhenKubernetesHasNoOptions(String retraining)
      throws IOException {
    assertThat(launcher(retraining))
        .isEqualTo(new Kubernetes(null, new PodResources(0, null, null), Duration.ofDays(1), null));
  }

  @Test
  void shouldTakeEveryOptionWhenTheLauncherIsKubernetes() throws IOException {
    assertThat(
            launcher(
                "{launcher: {kind: kubernetes, image: 'r.example/gpu:1', gpus: 2, cpu: 2.5,"
                    + " memory: 8Gi, deadline: PT2H, ttl: PT0S}}"))
        .isEqualTo(
            new Kubernetes(
                "r.example/gpu:1",
                new PodResources(2, 2.5, 8_589_934_592L),
                Duration.ZERO,
                Duration.ofHours(2)));
  }

  @Test
  void shouldTakeTheDeadlineWhenTheLauncherIsAWebhook() throws IOException {
    assertThat(launcher("{launcher: webhook}")).isEqualTo(new Webhook(null));
    assertThat(launcher("{launcher: {kind: webhook, deadline: PT6H}}"))
        .isEqualTo(new Webhook(Duration.ofHours(6)));
  }

  private LauncherPolicy launcher(String retraining) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"),
            "model: m\nscoring: {source: provided}\noutcome: {favourable: [granted]}\n"
                + "retraining: "
                + retraining
                + "\n");
    return PolicyReader.read(file).retraining().launcher();
  }
}
