package dev.plumbline.cli.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.config.service.ServiceConfig.Launchers;
import dev.plumbline.config.service.ServiceConfig.TrainerCluster;
import dev.plumbline.config.service.ServiceConfig.TrainerWebhook;
import dev.plumbline.http.JobStatusInbox;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.LauncherPolicy.Kind;
import dev.plumbline.stage.retrain.launch.TrainerLauncher;
import dev.plumbline.stage.retrain.launch.TrainerOptions;
import dev.plumbline.stage.retrain.launch.kubernetes.KubernetesLauncher;
import dev.plumbline.stage.retrain.launch.kubernetes.TrainerPods;
import dev.plumbline.stage.retrain.launch.webhook.PipelinePost;
import dev.plumbline.stage.retrain.launch.webhook.StatusInbox;
import dev.plumbline.stage.retrain.launch.webhook.WebhookLauncher;
import dev.plumbline.webhook.SecretText;
import dev.plumbline.webhook.WebhookSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Launchers that start trainers elsewhere, as the configuration describes them, with what their
 * files hold.
 */
record LauncherFactory(Launchers config) {

  /**
   * What is wrong with the policies' launchers and, where this process trains, with their files;
   * one line each.
   */
  List<String> problems(Policies policies, boolean trains) {
    List<String> problems = new ArrayList<>();
    policies.all().stream()
        .filter(policy -> policy.retraining().isWanted())
        .flatMap(policy -> problem(policy).stream())
        .forEach(problems::add);
    TrainerCluster cluster = config.kubernetes();
    if (trains && cluster != null) {
      template(cluster).map("retrain.kubernetes: podTemplate "::concat).ifPresent(problems::add);
    }
    TrainerWebhook webhook = config.webhook();
    if (trains && webhook != null) {
      Stream.of(
              secret("secretFile", webhook.secretFile()),
              Optional.ofNullable(webhook.authorizationFile())
                  .flatMap(file -> secret("authorizationFile", file)),
              Optional.ofNullable(webhook.bodyFile()).flatMap(LauncherFactory::body))
          .flatMap(Optional::stream)
          .map("retrain.webhook: "::concat)
          .forEach(problems::add);
    }
    return problems;
  }

  private Optional<String> problem(Policy policy) {
    Kind kind = policy.retraining().launcher().kind();
    boolean there =
        switch (kind) {
          case LOCAL -> true;
          case KUBERNETES -> config.kubernetes() != null;
          case WEBHOOK -> config.webhook() != null;
        };
    if (!there) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      return Optional.of(
          "the policy of model '%s' names launcher '%s', and 'retrain.%s' is missing"
              .formatted(policy.model(), name, name));
    }
    return kind == Kind.WEBHOOK && policy.model().contains("/")
        ? Optional.of(
            "the policy of model '%s' names launcher 'webhook', whose models' names must have no slash"
                .formatted(policy.model()))
        : Optional.empty();
  }

  private static Optional<String> template(TrainerCluster cluster) {
    try {
      pods(cluster);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(cluster.podTemplate() + " " + e.getMessage());
    } catch (IOException e) {
      return Optional.of(unreadable(cluster.podTemplate(), e));
    }
  }

  /** Without saying the secret. */
  private static Optional<String> secret(String key, Path file) {
    try {
      return SecretText.read(file).isBlank()
          ? Optional.of(key + " " + file + " is empty")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(key + " " + unreadable(file, e));
    }
  }

  private static Optional<String> body(Path file) {
    try {
      String text = Files.readString(file);
      Json.MAPPER.readTree(text);
      return text.contains("\"{request}\"")
          ? Optional.empty()
          : Optional.of("bodyFile " + file + " has no \"{request}\"");
    } catch (IOException e) {
      return Optional.of("bodyFile " + unreadable(file, e));
    }
  }

  private static String unreadable(Path file, IOException e) {
    return file + " cannot be read (" + e.getClass().getSimpleName() + ")";
  }

  /**
   * @throws UncheckedIOException when a file cannot be read
   */
  Map<Kind, TrainerLauncher> open(TrainerOptions options, Duration limit) {
    Map<Kind, TrainerLauncher> launchers = new EnumMap<>(Kind.class);
    TrainerCluster cluster = config.kubernetes();
    TrainerWebhook webhook = config.webhook();
    try {
      if (cluster != null) {
        launchers.put(Kind.KUBERNETES, new KubernetesLauncher(pods(cluster), options, limit));
      }
      if (webhook != null) {
        launchers.put(
            Kind.WEBHOOK,
            new WebhookLauncher(
                post(webhook), webhook.callback(), options, limit, Clock.systemUTC()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what a launcher needs", e);
    }
    return launchers;
  }

  /**
   * What takes pipelines' answers; none when none is asked.
   *
   * @throws UncheckedIOException when the secret cannot be read
   */
  Optional<JobStatusInbox> inbox(Path folder) {
    TrainerWebhook webhook = config.webhook();
    if (webhook == null) {
      return Optional.empty();
    }
    try {
      StatusInbox inbox = new StatusInbox(folder, signature(webhook));
      return Optional.of(inbox::take);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the secret " + webhook.secretFile(), e);
    }
  }

  private static TrainerPods pods(TrainerCluster cluster) throws IOException {
    return TrainerPods.read(cluster.podTemplate(), cluster.namespace(), cluster.gpuResource());
  }

  private static PipelinePost post(TrainerWebhook webhook) throws IOException {
    Path authorization = webhook.authorizationFile();
    Path body = webhook.bodyFile();
    JsonNode form = body == null ? null : Json.MAPPER.readTree(Files.readString(body));
    return new PipelinePost(
        webhook.url(),
        signature(webhook),
        authorization == null ? null : SecretText.read(authorization),
        form);
  }

  private static WebhookSignature signature(TrainerWebhook webhook) throws IOException {
    return new WebhookSignature(SecretText.read(webhook.secretFile()), Clock.systemUTC());
  }
}
