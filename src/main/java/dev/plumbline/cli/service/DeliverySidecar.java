package dev.plumbline.cli.service;

import dev.plumbline.config.service.ServiceConfig;
import dev.plumbline.config.service.ServiceConfig.SinkType;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.Sidecar;
import dev.plumbline.stage.alert.AlertTopology;
import dev.plumbline.stage.alert.delivery.AlertSink;
import dev.plumbline.stage.alert.delivery.HeadWitness;
import dev.plumbline.stage.alert.delivery.RateLimit;
import dev.plumbline.stage.alert.delivery.SinkConsumer;
import dev.plumbline.stage.alert.delivery.SinkDeliveries;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Delivery of incidents, and of heads of the chain to witnesses, beside the alert stage, one
 * consumer a sink; another of warnings outside of incidents for sinks that asked for them.
 *
 * @param sinks by the name that policies use
 */
public record DeliverySidecar(Map<String, ServiceConfig.Sink> sinks) implements Sidecar {

  /**
   * What is wrong with the policies' sinks and, where this process delivers, with their secrets;
   * one line each.
   */
  public List<String> problems(Policies policies, Collection<String> stages) {
    List<String> problems = new ArrayList<>();
    if (stages.contains(AlertTopology.STAGE)) {
      sinks.forEach((name, sink) -> SinkFactory.problem(name, sink).ifPresent(problems::add));
    }
    for (Policy policy : policies.all()) {
      for (String name : policy.alerts().sinks()) {
        ServiceConfig.Sink sink = sinks.get(name);
        if (sink != null && sink.type() == SinkType.WITNESS) {
          problems.add(
              "the policy of model '%s' names sink '%s', which is a witness: it is told heads of the chain, not alerts"
                  .formatted(policy.model(), name));
        } else if (sink == null) {
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
  public List<BackgroundTask> open(
      Policies policies, StreamsSettings streams, MeterRegistry registry) {
    List<BackgroundTask> consumers = new ArrayList<>();
    Clock clock = Clock.systemUTC();
    FollowerContext context = new FollowerContext(streams, registry, clock);
    PeoplesSilences silences = new PeoplesSilences();
    sinks.forEach(
        (name, config) -> {
          if (config.type() == SinkType.WITNESS) {
            consumers.add(
                HeadWitness.start(context, SinkFactory.witness(name, config, registry, clock)));
            return;
          }
          AlertSink sink = SinkFactory.open(name, config, clock);
          SinkDeliveries deliveries =
              new SinkDeliveries(
                  sink,
                  new RateLimit(config.rate().atMost(), config.rate().per()),
                  registry,
                  clock,
                  new Random());
          SinkConcerns concerns = new SinkConcerns(policies, sink, clock, silences);
          consumers.add(SinkConsumer.ofIncidents(context, sink, concerns::incident, deliveries));
          if (config.severity() == Alert.Severity.WARNING) {
            consumers.add(SinkConsumer.ofWarnings(context, sink, concerns::alert, deliveries));
          }
        });
    if (sinks.values().stream().anyMatch(sink -> sink.type() != SinkType.WITNESS)) {
      consumers.add(silences.follow(context));
    }
    return consumers;
  }
}
