package dev.plumbline.cli.service;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.delivery.AlertSink;
import java.time.Duration;
import java.time.InstantSource;

/** Which states a sink is told of. */
record SinkConcerns(
    Policies policies, AlertSink sink, InstantSource clock, PeoplesSilences silences) {

  /** A sink that forgets needs no end of what ended so long ago. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  /**
   * All that neither a policy nor a person silenced; new figures only where they take an earlier
   * message's place.
   */
  boolean incident(Incident incident) {
    boolean heard = incident.status().occasion().loud() || sink.updates();
    return named(incident.model())
        && !incident.status().silenced()
        && !(incident.stillOpen() && silences.at(incident.key(), clock.instant()))
        && heard
        && !forgotten(incident);
  }

  private boolean forgotten(Incident incident) {
    return sink.repeatEvery().isPresent()
        && !incident.stillOpen()
        && incident.status().at().isBefore(clock.instant().minus(FORGOTTEN));
  }

  /**
   * A warning outside of incidents, and that such a one became the page of an incident: of one that
   * opened inside of it no sink was told. Pages of before there were incidents end.
   */
  boolean alert(Alert alert) {
    boolean outside = alert.context().incident() == null;
    return named(alert.model())
        && (outside
            ? alert.severity() == Severity.WARNING || alert.state() == State.CLEARED
            : Boolean.TRUE.equals(alert.context().warned()));
  }

  private boolean named(String model) {
    Policy policy = policies.find(model);
    return policy != null && policy.alerts().sinks().contains(sink.name());
  }
}
