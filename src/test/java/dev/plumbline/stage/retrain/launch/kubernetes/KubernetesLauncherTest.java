package dev.plumbline.stage.retrain.launch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.policy.retraining.LauncherPolicy;
import dev.plumbline.policy.retraining.LauncherPolicy.PodResources;
import dev.plumbline.stage.retrain.RetrainFixtures;
import dev.plumbline.stage.retrain.launch.FakeTrainer;
import dev.plumbline.stage.retrain.launch.JobFolder;
import dev.plumbline.stage.retrain.launch.TrainerOptions;
import dev.plumbline.stage.retrain.launch.TrainingFailedException;
import dev.plumbline.stage.retrain.train.TrainingResult;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against fabric8's API server; the tests play the Job controller and the pod. */
@EnableKubernetesMockClient(crud = true)
class KubernetesLauncherTest {

  private static final RetrainingJob JOB =
      RetrainFixtures.job("Desk 1-20260101T1200", State.RUNNING);
  private static final LauncherPolicy.Kubernetes BIG =
      new LauncherPolicy.Kubernetes(
          "registry.example/gpu:2",
          new PodResources(2, 2.5, 8L << 30),
          Duration.ofHours(3),
          Duration.ofHours(2));

  private static final String TEMPLATE =
      """
      kind: Pod
      metadata:
        labels: {team: risk}
      spec:
        serviceAccountName: trainer
        nodeSelector: {pool: gpu}
        restartPolicy: Always
        containers:
          - {name: proxy, image: registry.example/proxy:1}
          - name: trainer
            image: registry.example/plumbline:1
            resources: {limits: {memory: 1Gi, ephemeral-storage: 2Gi}}
            volumeMounts: [{name: work, mountPath: /work}]
        volumes:
          - {name: work, persistentVolumeClaim: {claimName: training}}
      """;

  KubernetesMockServer server;
  KubernetesClient client;

  @TempDir private Path root;
  private final AtomicInteger exports = new AtomicInteger();
  private final ExecutorService services = Executors.newCachedThreadPool();
  private JobFolder folder;

  @BeforeEach
  void aJobsFolder() {
    folder =
        new JobFolder(
            root.resolve("job"),
            file -> {
              exports.incrementAndGet();
              Files.writeString(file, "{}\n{}\n");
            });
  }

  @AfterEach
  void stop() throws InterruptedException {
    services.shutdownNow();
    assertThat(services.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldMakeAJobOfTheTemplateWithWhatThePolicyAsksFor() throws Exception {
    // When
    Future<TrainingResult> training = train(BIG);
    Job job = job();
    // Then
    assertThat(job.getMetadata().getName()).matches("plumbline-desk-1-20260101t1200-[0-9a-f]{10}");
    assertThat(job.getMetadata().getNamespace()).isEqualTo("ml");
    assertThat(job.getMetadata().getAnnotations())
        .containsEntry("plumbline/job", "Desk 1-20260101T1200")
        .containsEntry("plumbline/model", "desk");
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(7200);
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(10_800);
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry("team", "risk")
        .containsEntry("app.kubernetes.io/name", "plumbline-trainer");
    var pod = job.getSpec().getTemplate().getSpec();
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getServiceAccountName()).isEqualTo("trainer");
    assertThat(pod.getNodeSelector()).containsEntry("pool", "gpu");
    assertThat(pod.getVolumes().get(0).getPersistentVolumeClaim().getClaimName())
        .isEqualTo("training");
    assertThat(pod.getContainers().get(0).getImage()).isEqualTo("registry.example/proxy:1");
    Container trainer = pod.getContainers().get(1);
    assertThat(trainer.getImage()).isEqualTo("registry.example/gpu:2");
    assertThat(trainer.getResources().getLimits())
        .isEqualTo(
            Map.of(
                "cpu", new Quantity("2.5"),
                "memory", new Quantity("8589934592"),
                "nvidia.com/gpu", new Quantity("2"),
                "ephemeral-storage", new Quantity("2Gi")));
    assertThat(trainer.getResources().getRequests())
        .containsOnlyKeys("cpu", "memory", "nvidia.com/gpu");
    assertThat(trainer.getVolumeMounts().get(0).getMountPath()).isEqualTo("/work");
    assertThat(trainer.getArgs())
        .containsExactly(
            "train",
            "--policy",
            "/etc/desk.yaml",
            "--policy-version",
            "v1",
            "--examples",
            root.resolve("job/examples.jsonl").toString(),
            "--out",
            root.resolve("job/candidate.unfinished").toString(),
            "--rule",
            "equal_opportunity_difference/sex/f",
            "--exit-zero-when-rejected");
    complete(job);
    training.get(30, TimeUnit.SECONDS);
  }

  @Test
  void shouldTakeTheCandidateWhenTheJobHasCompleted() throws Exception {
    // Given
    Future<TrainingResult> training = train(plain());
    Job job = job();
    assertThat(folder.examples()).hasContent("{}\n{}");
    // When
    complete(job);
    // Then
    assertThat(training.get(30, TimeUnit.SECONDS).after()).containsEntry("accuracy", 0.9);
    assertThat(folder.candidate().resolve("training.json")).exists();
    assertThat(folder.examples()).doesNotExist();
    assertThat(jobs()).as("kept for its log").hasSize(1);
  }

  @Test
  void shouldWaitForTheSameJobWhenTheServiceStartsAgain() throws Exception {
    // Given
    Future<TrainingResult> first = train(plain());
    Job job = job();
    // When the service stops
    first.cancel(true);
    // Then the Job and what it reads stay
    assertThat(jobs()).hasSize(1);
    // When it starts again
    Future<TrainingResult> second = train(plain());
    complete(job);
    // Then
    assertThat(second.get(30, TimeUnit.SECONDS).accepted()).isTrue();
    assertThat(exports).hasValue(1);
    assertThat(jobs())
        .extracting(each -> each.getMetadata().getUid())
        .containsExactly(job.getMetadata().getUid());
  }

  @Test
  void shouldTakeTheResultWhenTheJobEndedWhileTheServiceWasDown() throws Exception {
    // Given
    Future<TrainingResult> first = train(plain());
    Job job = job();
    first.cancel(true);
    complete(job);
    // When
    TrainingResult result = train(plain()).get(30, TimeUnit.SECONDS);
    // Then
    assertThat(result.accepted()).isTrue();
    assertThat(exports).hasValue(1);
  }

  @Test
  void shouldSayTheTrainersLastWordWhenItFailed() throws Exception {
    // Given
    Future<TrainingResult> training = train(plain());
    Job job = job();
    // When
    pod(job, terminated(2, "Error", "a library's line\ntrain: nothing to learn from\ntrace"));
    fail(job, "BackoffLimitExceeded");
    // Then
    assertThatThrownBy(() -> training.get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(TrainingFailedException.class)
        .hasMessage("the trainer ended with exit code 2: nothing to learn from");
    assertThat(folder.examples()).doesNotExist();
    assertThat(folder.candidate()).doesNotExist();
  }

  @Test
  void shouldSayThatMemoryWasShortWhenTheContainerWasKilledForIt() throws Exception {
    // Given
    Future<TrainingResult> training = train(plain());
    Job job = job();
    Files.createDirectories(folder.unfinished());
    Files.writeString(folder.unfinished().resolve("model.pt"), "half");
    // When
    pod(job, terminated(137, "OOMKilled", null));
    fail(job, "BackoffLimitExceeded");
    // Then
    assertThatThrownBy(() -> training.get(30, TimeUnit.SECONDS))
        .cause()
        .hasMessage("the trainer's container used more memory than its limit");
    assertThat(folder.unfinished()).doesNotExist();
  }

  @Test
  void shouldSayThatThePodWasEvictedWhenItWas() throws Exception {
    // Given
    Future<TrainingResult> training = train(plain());
    Job job = job();
    // When
    pod(job, new PodBuilder().withNewStatus().withReason("Evicted").endStatus());
    fail(job, "BackoffLimitExceeded");
    // Then
    assertThatThrownBy(() -> training.get(30, TimeUnit.SECONDS))
        .cause()
        .hasMessage("the trainer's pod failed: Evicted");
  }

  @Test
  void shouldSayThatTheDeadlineWasReachedWhenItWas() throws Exception {
    // Given
    Future<TrainingResult> training = train(plain());
    // When
    fail(job(), "DeadlineExceeded");
    // Then
    assertThatThrownBy(() -> training.get(30, TimeUnit.SECONDS))
        .cause()
        .hasMessage("the trainer was stopped at its deadline");
  }

  @Test
  void shouldFailWhenSomebodyRemovesTheJob() throws Exception {
    // Given
    Future<TrainingResult> training = train(plain());
    Job job = job();
    // When
    client.batch().v1().jobs().inNamespace("ml").resource(job).delete();
    // Then
    assertThatThrownBy(() -> training.get(60, TimeUnit.SECONDS))
        .cause()
        .hasMessage("the Job was removed before it had ended");
  }

  @Test
  void shouldFailWhenACompletedJobWroteElsewhere() throws Exception {
    // Given
    Future<TrainingResult> training = train(plain());
    // When
    condition(job(), "Complete", null);
    // Then
    assertThatThrownBy(() -> training.get(30, TimeUnit.SECONDS))
        .cause()
        .hasMessageContaining("the trainer must have the work directory at the same path");
  }

  @Test
  void shouldFailWithTheCodeWhenKubernetesRefuses() {
    // Given
    server
        .expect()
        .post()
        .withPath("/apis/batch/v1/namespaces/ml/jobs")
        .andReturn(403, "{}")
        .always();
    // When, Then
    assertThatThrownBy(() -> train(plain()).get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(TrainingFailedException.class)
        .hasMessage("Kubernetes refused to create the Job: HTTP 403");
    assertThat(folder.examples()).doesNotExist();
  }

  @Test
  void shouldGoOnWhenTheApiServerIsAwayForAWhile() throws Exception {
    // Given
    server
        .expect()
        .post()
        .withPath("/apis/batch/v1/namespaces/ml/jobs")
        .andReturn(503, "{}")
        .once();
    // When
    Future<TrainingResult> training = train(plain());
    complete(job());
    // Then
    assertThat(training.get(30, TimeUnit.SECONDS).accepted()).isTrue();
  }

  @Test
  void shouldNameJobsApartWhenTheirIdsDifferInWhatNamesCannotHold() {
    assertThat(List.of("a b", "a/b", "A b", "x".repeat(80), "x".repeat(81)))
        .extracting(id -> TrainerJob.name(RetrainFixtures.job(id, State.RUNNING)))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"));
  }

  @Test
  void shouldSayWhatIsWrongWhenATemplateIsNone() throws IOException {
    Path file = root.resolve("pod.yaml");
    Files.writeString(file, "kind: Deployment\n");
    assertThatThrownBy(() -> TrainerPods.read(file, null, "gpu")).hasMessage("is not of kind Pod");
    Files.writeString(file, "kind: Pod\nspec: {containers: [{name: a}, {name: b}]}\n");
    assertThatThrownBy(() -> TrainerPods.read(file, null, "gpu"))
        .hasMessage("has no container 'trainer'");
  }

  private static LauncherPolicy.Kubernetes plain() {
    return new LauncherPolicy.Kubernetes(
        null, new PodResources(0, null, null), LauncherPolicy.TTL, null);
  }

  private Future<TrainingResult> train(LauncherPolicy.Kubernetes asked) throws IOException {
    Path template = Files.writeString(root.resolve("template.yaml"), TEMPLATE);
    KubernetesLauncher launcher =
        new KubernetesLauncher(
            server::createClient,
            TrainerPods.read(template, "ml", "nvidia.com/gpu"),
            new TrainerOptions(Map.of("desk", Path.of("/etc/desk.yaml"))),
            Duration.ofHours(1),
            Duration.ofSeconds(1));
    return services.submit(() -> launcher.train(JOB, RetrainFixtures.policy(asked), folder));
  }

  private List<Job> jobs() {
    return client.batch().v1().jobs().inNamespace("ml").list().getItems();
  }

  private Job job() {
    await().atMost(Duration.ofSeconds(30)).until(() -> !jobs().isEmpty());
    return jobs().get(0);
  }

  /** As the pod and then the controller do. */
  private void complete(Job job) throws IOException {
    Files.createDirectories(folder.unfinished());
    Files.writeString(folder.unfinished().resolve("training.json"), FakeTrainer.result(true, 2));
    condition(job, "Complete", null);
  }

  private void fail(Job job, String reason) {
    condition(job, "Failed", reason);
  }

  private void condition(Job job, String type, String reason) {
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace("ml")
        .withName(job.getMetadata().getName())
        .edit(
            each ->
                new JobBuilder(each)
                    .editOrNewStatus()
                    .addNewCondition()
                    .withType(type)
                    .withStatus("True")
                    .withReason(reason)
                    .endCondition()
                    .endStatus()
                    .build());
  }

  private static PodBuilder terminated(int code, String reason, String message) {
    return new PodBuilder()
        .withNewStatus()
        .addNewContainerStatus()
        .withName("trainer")
        .withNewState()
        .withNewTerminated()
        .withExitCode(code)
        .withReason(reason)
        .withMessage(message)
        .endTerminated()
        .endState()
        .endContainerStatus()
        .endStatus();
  }

  private void pod(Job job, PodBuilder pod) {
    Pod made =
        pod.withNewMetadata()
            .withName(job.getMetadata().getName() + "-x")
            .addToLabels("job-name", job.getMetadata().getName())
            .endMetadata()
            .build();
    client.pods().inNamespace("ml").resource(made).create();
  }
}
