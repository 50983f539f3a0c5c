package dev.plumbline.stage.retrain.launch.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.retraining.LauncherPolicy;
import dev.plumbline.stage.retrain.RetrainFixtures;
import dev.plumbline.stage.retrain.launch.FakeTrainer;
import dev.plumbline.stage.retrain.launch.JobFolder;
import dev.plumbline.stage.retrain.launch.TrainerOptions;
import dev.plumbline.stage.retrain.launch.TrainingFailedException;
import dev.plumbline.stage.retrain.train.TrainingResult;
import dev.plumbline.webhook.Receiver;
import dev.plumbline.webhook.SecretText;
import dev.plumbline.webhook.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real receiver of the request; the tests are the pipeline, and answer through the inbox. */
class WebhookLauncherTest {

  private static final WebhookSignature SIGNATURE =
      new WebhookSignature(SecretText.of("s3cret"), Clock.systemUTC());
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String JOB = "desk-20260101T1200";

  @TempDir private Path root;
  private final AtomicInteger exports = new AtomicInteger();
  private final ExecutorService services = Executors.newCachedThreadPool();
  private Receiver pipeline;
  private StatusInbox inbox;
  private JobFolder folder;

  @BeforeEach
  void start() throws IOException {
    pipeline = new Receiver();
    inbox = new StatusInbox(root, SIGNATURE);
    folder =
        new JobFolder(
            root.resolve(JOB),
            file -> {
              exports.incrementAndGet();
              Files.writeString(file, "{}\n");
            });
  }

  @AfterEach
  void stop() throws InterruptedException {
    services.shutdownNow();
    assertThat(services.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    pipeline.close();
  }

  @Test
  void shouldAskWithASignedRequestThatSaysAllThatATrainingNeeds() throws Exception {
    // When
    Future<TrainingResult> training = train(LONG, null);
    Receiver.Request asked = asked();
    // Then
    assertThat(asked.path()).isEqualTo("/hook");
    assertThat(asked.headers()).containsEntry("Idempotency-Key", JOB);
    assertThat(asked.headers()).containsEntry("Authorization", "Bearer t0ken");
    assertThat(
            SIGNATURE.genuine(
                asked.headers().get("Plumbline-Signature"), asked.body().getBytes(UTF_8)))
        .isTrue();
    JsonNode body = Json.MAPPER.readTree(asked.body());
    assertThat(body.path("job").asText()).isEqualTo(JOB);
    assertThat(body.path("model").asText()).isEqualTo("desk");
    assertThat(body.path("rule").asText()).isEqualTo("equal_opportunity_difference/sex/f");
    assertThat(body.path("callback").asText())
        .isEqualTo("https://plumbline.example/api/jobs/" + JOB + "/status");
    assertThat(Instant.parse(body.path("deadline").asText())).isAfter(Instant.now());
    assertThat(Json.MAPPER.convertValue(body.path("arguments"), List.class))
        .startsWith("train", "--policy", "/etc/desk.yaml")
        .contains(root.resolve(JOB).resolve("candidate.unfinished").toString())
        .endsWith("--exit-zero-when-rejected");
    assertThat(Path.of(body.path("examples").asText())).hasContent("{}");
    succeed();
    training.get(30, TimeUnit.SECONDS);
  }

  @Test
  void shouldTakeTheCandidateWhenThePipelineSaysThatItSucceeded() throws Exception {
    // Given
    Future<TrainingResult> training = train(LONG, null);
    asked();
    assertThat(say(JOB, "running", null)).isEqualTo(204);
    assertThat(training.isDone()).isFalse();
    // When
    assertThat(succeed()).isEqualTo(204);
    // Then
    assertThat(training.get(30, TimeUnit.SECONDS).accepted()).isTrue();
    try (var left = Files.list(root.resolve(JOB))) {
      assertThat(left.map(file -> file.getFileName().toString())).containsExactly("candidate");
    }
    assertThat(say(JOB, "failed", "late")).as("the job has ended").isEqualTo(404);
  }

  @Test
  void shouldFailWithThePipelinesWordsWhenItSaysThatItFailed() throws Exception {
    // Given
    Future<TrainingResult> training = train(LONG, null);
    asked();
    // When
    assertThat(say(JOB, "failed", "no GPU\n\tleft" + "!".repeat(500))).isEqualTo(204);
    // Then
    assertThatThrownBy(() -> training.get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageStartingWith("the pipeline says that the training failed: no GPU left!!!")
        .hasMessageEndingWith("!...");
    assertThat(folder.examples()).doesNotExist();
  }

  @Test
  void shouldKeepToTheFirstEndWhenThePipelineSaysTwo() throws Exception {
    // Given a launcher that cannot look in between: none runs
    Future<TrainingResult> training = train(LONG, null);
    asked();
    stopped(training);
    // When
    assertThat(say(JOB, "failed", "first")).isEqualTo(204);
    assertThat(say(JOB, "failed", "again")).isEqualTo(204);
    assertThat(say(JOB, "succeeded", null)).isEqualTo(409);
    // Then
    assertThatThrownBy(() -> train(LONG, null).get(30, TimeUnit.SECONDS))
        .cause()
        .hasMessage("the pipeline says that the training failed: first");
  }

  @Test
  void shouldNotAskAgainWhenTheServiceStartsAgain() throws Exception {
    // Given
    Future<TrainingResult> first = train(LONG, null);
    asked();
    await().until(this::taken);
    stopped(first);
    assertThat(folder.examples()).as("the pipeline still reads them").exists();
    // When
    Future<TrainingResult> second = train(LONG, null);
    succeed();
    // Then
    assertThat(second.get(30, TimeUnit.SECONDS).accepted()).isTrue();
    assertThat(pipeline.requests).hasSize(1);
    assertThat(exports).hasValue(1);
  }

  @Test
  void shouldAskAgainWithTheSameKeyWhenThePipelineIsDown() throws Exception {
    // Given
    pipeline.answers.addAll(List.of(503, 401));
    // When
    Future<TrainingResult> training = train(LONG, null);
    await().atMost(Duration.ofSeconds(30)).until(() -> pipeline.requests.size() == 3);
    succeed();
    // Then
    assertThat(training.get(30, TimeUnit.SECONDS).accepted()).isTrue();
    assertThat(pipeline.requests)
        .extracting(request -> request.headers().get("Idempotency-Key"))
        .containsOnly(JOB);
    assertThat(exports).hasValue(1);
  }

  @Test
  void shouldFailWhenThePipelineRefusesTheRequest() {
    // Given
    pipeline.answers.add(422);
    // When, Then
    assertThatThrownBy(() -> train(LONG, null).get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(TrainingFailedException.class)
        .hasMessage("the pipeline refused the request: HTTP 422");
  }

  @Test
  void shouldFailAtTheDeadlineWhenThePipelineSaysNothing() {
    assertThatThrownBy(() -> train(Duration.ofSeconds(2), null).get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(TrainingFailedException.class)
        .hasMessage("the pipeline has not said within PT2S how the training ended");
    assertThat(folder.examples()).doesNotExist();
    assertThat(say(JOB, "succeeded", null)).isEqualTo(404);
  }

  @Test
  void shouldPostTheFormWhenThereIsOne() throws Exception {
    // Given
    JsonNode form =
        Json.MAPPER.readTree(
            "{\"dag_run_id\": \"{job}\", \"logical_date\": null, \"conf\": \"{request}\","
                + " \"tags\": [\"plumbline/{job}\", 7]}");
    // When
    Future<TrainingResult> training = train(LONG, form);
    JsonNode body = Json.MAPPER.readTree(asked().body());
    // Then
    assertThat(body.path("dag_run_id").asText()).isEqualTo(JOB);
    assertThat(body.path("logical_date").isNull()).isTrue();
    assertThat(body.at("/conf/job").asText()).isEqualTo(JOB);
    assertThat(body.at("/conf/arguments/0").asText()).isEqualTo("train");
    assertThat(body.path("tags").toString()).isEqualTo("[\"plumbline/" + JOB + "\",7]");
    succeed();
    training.get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "..", "../" + JOB, "", "/", "\0"})
  void shouldKnowNoOtherJobsWhenSomebodySigned(String job) throws Exception {
    // Given
    Future<TrainingResult> training = train(LONG, null);
    asked();
    // When, Then
    assertThat(say(job, "failed", null)).isEqualTo(404);
    assertThat(training.isDone()).isFalse();
  }

  @Test
  void shouldTakeNothingWhenTheWordIsNotSignedOrNotOfThisJob() throws Exception {
    // Given
    Future<TrainingResult> training = train(LONG, null);
    asked();
    byte[] body = word(JOB, "failed", null);
    // When, Then
    assertThat(inbox.take(JOB, null, body)).isEqualTo(401);
    assertThat(
            inbox.take(
                JOB,
                new WebhookSignature(SecretText.of("guess"), Clock.systemUTC())
                    .headers(JOB, body)
                    .get("Plumbline-Signature"),
                body))
        .isEqualTo(401);
    byte[] other = word("other", "failed", null);
    assertThat(inbox.take(JOB, signed(other), other)).isEqualTo(400);
    byte[] unknown = word(JOB, "exploded", null);
    assertThat(inbox.take(JOB, signed(unknown), unknown)).isEqualTo(400);
    byte[] none = "null".getBytes(UTF_8);
    assertThat(inbox.take(JOB, signed(none), none)).isEqualTo(400);
    assertThat(training.isDone()).isFalse();
  }

  private Future<TrainingResult> train(Duration deadline, JsonNode form) {
    PipelinePost post =
        new PipelinePost(pipeline.url("/hook"), SIGNATURE, SecretText.of("Bearer t0ken"), form);
    WebhookLauncher launcher =
        new WebhookLauncher(
            post,
            URI.create("https://plumbline.example/"),
            new TrainerOptions(Map.of("desk", Path.of("/etc/desk.yaml"))),
            deadline,
            Clock.systemUTC());
    return services.submit(
        () ->
            launcher.train(
                RetrainFixtures.job(JOB, State.RUNNING),
                RetrainFixtures.policy(new LauncherPolicy.Webhook(null)),
                folder));
  }

  private Receiver.Request asked() {
    await().atMost(Duration.ofSeconds(30)).until(() -> !pipeline.requests.isEmpty());
    return pipeline.requests.get(0);
  }

  private boolean taken() throws IOException {
    PendingTraining pending = PendingTraining.read(folder);
    return pending != null && pending.taken();
  }

  /** As a service that shuts down does. */
  private void stopped(Future<TrainingResult> training) {
    await().until(this::taken);
    training.cancel(true);
    await().during(Duration.ofSeconds(1)).until(training::isDone);
  }

  private int succeed() throws IOException {
    Files.createDirectories(folder.unfinished());
    Files.writeString(folder.unfinished().resolve("training.json"), FakeTrainer.result(true, 1));
    return say(JOB, "succeeded", null);
  }

  private int say(String job, String state, String reason) {
    byte[] body = word(job, state, reason);
    return inbox.take(job, signed(body), body);
  }

  private static byte[] word(String job, String state, String reason) {
    return Json.MAPPER
        .createObjectNode()
        .put("job", job)
        .put("state", state)
        .put("reason", reason)
        .toString()
        .getBytes(UTF_8);
  }

  private static String signed(byte[] body) {
    return SIGNATURE.headers("any", body).get("Plumbline-Signature");
  }
}
