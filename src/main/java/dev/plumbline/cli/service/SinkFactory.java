package dev.plumbline.cli.service;

import dev.plumbline.config.service.ServiceConfig;
import dev.plumbline.config.service.ServiceConfig.SinkType;
import dev.plumbline.stage.alert.delivery.AlertSink;
import dev.plumbline.stage.alert.delivery.AlertmanagerSink;
import dev.plumbline.stage.alert.delivery.HeadWitness;
import dev.plumbline.stage.alert.delivery.PagerDutySink;
import dev.plumbline.stage.alert.delivery.RateLimit;
import dev.plumbline.stage.alert.delivery.SlackSink;
import dev.plumbline.stage.alert.delivery.WebhookSink;
import dev.plumbline.stage.alert.delivery.WitnessPost;
import dev.plumbline.webhook.SecretText;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sinks as the configuration describes them, with what their secret files hold. */
final class SinkFactory {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private SinkFactory() {}

  /** What is wrong with a sink's secret, without saying the secret. */
  static Optional<String> problem(String name, ServiceConfig.Sink config) {
    Path file = config.secretFile();
    if (file == null) {
      return Optional.empty();
    }
    try {
      return problem(config.type(), SecretText.read(file))
          .map(what -> "sink '%s': its secretFile %s %s".formatted(name, file, what));
    } catch (IOException e) {
      return Optional.of(
          "sink '%s': its secretFile %s cannot be read (%s)"
              .formatted(name, file, e.getClass().getSimpleName()));
    }
  }

  private static Optional<String> problem(SinkType type, SecretText secret) {
    if (secret.isBlank()) {
      return Optional.of("is empty");
    }
    return switch (type) {
      case PAGERDUTY -> PagerDutySink.problem(secret);
      case SLACK -> SlackSink.problem(secret);
      case WEBHOOK, ALERTMANAGER, WITNESS -> Optional.empty();
    };
  }

  /**
   * @throws UncheckedIOException when its secret cannot be read
   */
  static AlertSink open(String name, ServiceConfig.Sink config, InstantSource clock) {
    SecretText secret = secret(config.secretFile());
    URI url = config.url();
    String dashboard = config.dashboardUrl();
    return switch (config.type()) {
      case WEBHOOK -> new WebhookSink(name, needed(url, name), dashboard, secret, TIMEOUT, clock);
      case WITNESS -> throw new IllegalArgumentException("a witness is told heads, not alerts");
      case ALERTMANAGER -> new AlertmanagerSink(name, needed(url, name), dashboard, TIMEOUT, clock);
      case PAGERDUTY ->
          new PagerDutySink(
              name,
              url == null ? PagerDutySink.EVENTS : url,
              needed(secret, name),
              dashboard,
              TIMEOUT);
      case SLACK ->
          new SlackSink(
              name,
              secret == null ? SecretText.of(needed(url, name).toString()) : secret,
              dashboard,
              TIMEOUT);
    };
  }

  /**
   * @throws UncheckedIOException when its secret cannot be read
   */
  static HeadWitness witness(
      String name, ServiceConfig.Sink config, MeterRegistry registry, InstantSource clock) {
    return new HeadWitness(
        name,
        new WitnessPost(needed(config.url(), name), secret(config.secretFile()), TIMEOUT, clock),
        new RateLimit(config.rate().atMost(), config.rate().per()),
        registry,
        clock);
  }

  private static <T> T needed(@Nullable T value, String name) {
    return Objects.requireNonNull(value, () -> "sink '" + name + "' lacks its address or secret");
  }

  private static @Nullable SecretText secret(@Nullable Path file) {
    try {
      return file == null ? null : SecretText.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the secret " + file, e);
    }
  }
}
