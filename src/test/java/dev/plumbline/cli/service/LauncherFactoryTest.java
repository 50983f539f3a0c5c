package dev.plumbline.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.config.service.ServiceConfig.Launchers;
import dev.plumbline.config.service.ServiceConfig.TrainerCluster;
import dev.plumbline.config.service.ServiceConfig.TrainerWebhook;
import dev.plumbline.http.JobStatusInbox;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.retraining.LauncherPolicy;
import dev.plumbline.policy.retraining.LauncherPolicy.Kind;
import dev.plumbline.policy.retraining.LauncherPolicy.PodResources;
import dev.plumbline.stage.retrain.RetrainFixtures;
import dev.plumbline.stage.retrain.launch.JobFolder;
import dev.plumbline.stage.retrain.launch.TrainerOptions;
import dev.plumbline.webhook.SecretText;
import dev.plumbline.webhook.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherFactoryTest {

  private static final LauncherPolicy KUBERNETES =
      new LauncherPolicy.Kubernetes(
          null, new PodResources(0, null, null), LauncherPolicy.TTL, null);
  private static final LauncherPolicy WEBHOOK = new LauncherPolicy.Webhook(null);

  @TempDir private Path folder;

  @Test
  void shouldRefuseAPolicyWhoseLauncherTheServiceLacks() {
    assertThat(new LauncherFactory(Launchers.NONE).problems(policies(KUBERNETES), false))
        .containsExactly(
            "the policy of model 'desk' names launcher 'kubernetes', and 'retrain.kubernetes' is missing");
    assertThat(new LauncherFactory(Launchers.NONE).problems(policies(WEBHOOK), false))
        .containsExactly(
            "the policy of model 'desk' names launcher 'webhook', and 'retrain.webhook' is missing");
    assertThat(new LauncherFactory(Launchers.NONE).problems(policies(LauncherPolicy.DEFAULT), true))
        .isEmpty();
  }

  @Test
  void shouldNameTheFilesThatAreWrongWhenThisProcessTrains() throws IOException {
    // Given
    Path template = Files.writeString(folder.resolve("pod.yaml"), "kind: Pod\n");
    Path key = Files.writeString(folder.resolve("key"), "\n");
    Path body = Files.writeString(folder.resolve("body.json"), "{\"conf\": 1}");
    LauncherFactory factory =
        new LauncherFactory(
            new Launchers(
                new TrainerCluster(template, null, "gpu"),
                webhook(key, folder.resolve("absent"), body)));
    // When, Then
    assertThat(factory.problems(policies(WEBHOOK), true))
        .containsExactly(
            "retrain.kubernetes: podTemplate " + template + " has no container 'trainer'",
            "retrain.webhook: secretFile " + key + " is empty",
            "retrain.webhook: authorizationFile "
                + folder.resolve("absent")
                + " cannot be read (NoSuchFileException)",
            "retrain.webhook: bodyFile " + body + " has no \"{request}\"");
    assertThat(factory.problems(policies(WEBHOOK), false)).as("another stage's process").isEmpty();
  }

  @Test
  void shouldOpenWhatIsConfigured() throws IOException {
    // Given
    Path template =
        Files.writeString(
            folder.resolve("pod.yaml"), "kind: Pod\nspec: {containers: [{name: a, image: b}]}\n");
    Path key = Files.writeString(folder.resolve("key"), "s3cret\n");
    Launchers launchers =
        new Launchers(new TrainerCluster(template, null, "gpu"), webhook(key, null, null));
    // When, Then
    assertThat(open(launchers)).containsExactly(Kind.KUBERNETES, Kind.WEBHOOK);
    assertThat(open(Launchers.NONE)).isEmpty();
  }

  @Test
  void shouldTakeAPipelinesSignedWordWhenItComesOverHttp() throws Exception {
    // Given a job that a pipeline was asked for
    Path key = Files.writeString(folder.resolve("key"), "s3cret\n");
    Path job = Files.createDirectories(JobFolder.place(folder.resolve("jobs"), "desk 1"));
    Files.writeString(job.resolve("asked.json"), "{\"askedAt\": \"2026-01-01T12:00:00Z\"}");
    JobStatusInbox inbox =
        new LauncherFactory(new Launchers(null, webhook(key, null, null)))
            .inbox(folder.resolve("jobs"))
            .orElseThrow();
    String body = "{\"job\":\"desk 1\",\"state\":\"failed\",\"reason\":\"no GPU\"}";
    try (StatusServer server =
        new StatusServer(
            HttpAccess.open("127.0.0.1", 0), MetricsRegistry.registry(), Policies.of(List.of()))) {
      assertThat(post(server, body, signed(key, body))).as("not yet open").isEqualTo(404);
      // When
      server.take(inbox);
      // Then
      assertThat(post(server, body, signed(key, body + " "))).isEqualTo(401);
      assertThat(job.resolve("status.json")).doesNotExist();
      assertThat(post(server, body, signed(key, body))).isEqualTo(204);
      assertThat(job.resolve("status.json"))
          .hasContent("{\"job\":\"desk 1\",\"state\":\"failed\",\"reason\":\"no GPU\"}");
    }
  }

  private static int post(StatusServer server, String body, String signature) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.port() + "/api/jobs/desk%201/status"))
                .header("Plumbline-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static String signed(Path key, String body) throws IOException {
    return new WebhookSignature(SecretText.read(key), Clock.systemUTC())
        .headers("any", body.getBytes(UTF_8))
        .get("Plumbline-Signature");
  }

  private static TrainerWebhook webhook(Path key, Path authorization, Path body) {
    return new TrainerWebhook(
        URI.create("https://argo.example/hook"),
        key,
        URI.create("https://plumbline.example"),
        authorization,
        body);
  }

  private static Iterable<Kind> open(Launchers launchers) {
    return new LauncherFactory(launchers)
        .open(new TrainerOptions(Map.of()), Duration.ofHours(1))
        .keySet();
  }

  private static Policies policies(LauncherPolicy launcher) {
    return Policies.of(List.of(RetrainFixtures.policy(launcher)));
  }
}
