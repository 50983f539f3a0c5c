package dev.plumbline.cli;

import dev.plumbline.config.ServiceConfig;
import dev.plumbline.event.Alert;
import dev.plumbline.kafka.AlertConsumer;
import dev.plumbline.kafka.Background;
import dev.plumbline.kafka.StreamsSettings;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTopology;
import dev.plumbline.stage.alert.delivery.AlertmanagerSink;
import dev.plumbline.stage.alert.delivery.Deliveries;
import dev.plumbline.stage.alert.delivery.Sink;
import dev.plumbline.stage.alert.delivery.WebhookSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Delivery of alerts beside the alert stage, one consumer a sink.
 *
 * @param sinks by the name that policies use
 */
record Delivery(Map<String, ServiceConfig.Sink> sinks) implements Companion {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Override
  public String stage() {
    return AlertTopology.STAGE;
  }

  /** What is wrong with the policies' sinks, one line each. */
  List<String> problems(Policies policies) {
    List<String> problems = new ArrayList<>();
    for (Policy policy : policies.all()) {
      for (String name : policy.alerts().sinks()) {
        if (!sinks.containsKey(name)) {
          problems.add(
              "the policy of model '%s' names sink '%s', which the service's configuration lacks; it has: %s"
                  .formatted(policy.model(), name, new TreeSet<>(sinks.keySet())));
        }
      }
    }
    return problems;
  }

  /**
   * @throws UncheckedIOException when a secret cannot be read
   */
  @Override
  public List<Background> open(Policies policies, StreamsSettings streams, MeterRegistry registry) {
    List<Background> consumers = new ArrayList<>();
    sinks.forEach(
        (name, config) -> {
          Sink sink = sink(name, config);
          Deliveries deliveries =
              new Deliveries(
                  sink,
                  concerns(policies, name, config),
                  registry,
                  Clock.systemUTC(),
                  new Random());
          consumers.add(
              new AlertConsumer(streams, name, sink.repeatEvery().isPresent(), deliveries));
        });
    return consumers;
  }

  private static Predicate<Alert> concerns(
      Policies policies, String name, ServiceConfig.Sink config) {
    return alert -> {
      Policy policy = policies.find(alert.model());
      boolean named = policy != null && policy.alerts().sinks().contains(name);
      return named
          && (config.severity() == Alert.Severity.WARNING
              || alert.severity() == Alert.Severity.PAGE);
    };
  }

  private static Sink sink(String name, ServiceConfig.Sink config) {
    Clock clock = Clock.systemUTC();
    return switch (config.type()) {
      case WEBHOOK ->
          new WebhookSink(
              name,
              config.url(),
              config.dashboardUrl(),
              secret(config.secretFile()),
              TIMEOUT,
              clock);
      case ALERTMANAGER ->
          new AlertmanagerSink(name, config.url(), config.dashboardUrl(), TIMEOUT, clock);
    };
  }

  /** Without the line end that editors leave. */
  private static byte @Nullable [] secret(@Nullable Path file) {
    try {
      return file == null ? null : Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the secret " + file, e);
    }
  }
}
