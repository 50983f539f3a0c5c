package dev.plumbline.config.service;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.config.service.ServiceConfig.Launchers;
import dev.plumbline.config.service.ServiceConfig.TrainerCluster;
import dev.plumbline.config.service.ServiceConfig.TrainerWebhook;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code retrain} section of {@code plumbline.yaml} says of launchers. Their files stay
 * closed until the retrain stage starts: other stages' processes read this file too.
 */
final class LaunchersReader {

  private static final String GPU = "nvidia.com/gpu";

  private LaunchersReader() {}

  static Launchers read(ConfigSection retrain, Path file) {
    return new Launchers(
        retrain.has("kubernetes") ? cluster(retrain.section("kubernetes"), file) : null,
        retrain.has("webhook") ? webhook(retrain.section("webhook"), file) : null);
  }

  private static TrainerCluster cluster(ConfigSection cluster, Path file) {
    try (cluster) {
      cluster.requiredText("podTemplate");
      return new TrainerCluster(
          Objects.requireNonNullElse(
              ServiceConfigReader.optional(cluster, "podTemplate", file), file),
          cluster.has("namespace") ? cluster.requiredText("namespace") : null,
          cluster.text("gpuResource", GPU));
    }
  }

  /** A secret is required: whoever could answer for the pipeline could hand in a model. */
  private static TrainerWebhook webhook(ConfigSection webhook, Path file) {
    try (webhook) {
      webhook.requiredText("url");
      webhook.requiredText("secretFile");
      webhook.requiredText("callback");
      return new TrainerWebhook(
          url(webhook, "url"),
          Objects.requireNonNullElse(
              ServiceConfigReader.optional(webhook, "secretFile", file), file),
          url(webhook, "callback"),
          ServiceConfigReader.optional(webhook, "authorizationFile", file),
          ServiceConfigReader.optional(webhook, "bodyFile", file));
    }
  }

  private static URI url(ConfigSection webhook, String key) {
    @Nullable URI url = SinksReader.url(webhook, key);
    return url == null ? URI.create("http://missing") : url;
  }
}
