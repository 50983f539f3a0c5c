package dev.plumbline.stage.alert;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stage's own topology without a broker: panes and windows in, alerts and incidents out. */
public final class AlertDriver implements AutoCloseable {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> panes;
  private final TestInputTopic<String, byte[]> windows;
  private final TestOutputTopic<String, Alert> alertTopic;
  private final TestOutputTopic<String, Incident> incidentTopic;
  private final TestOutputTopic<String, DeadLetter> letterTopic;
  private final List<Alert> alerts = new ArrayList<>();
  private final List<Incident> incidents = new ArrayList<>();

  public AlertDriver(Policy policy) {
    driver = new TopologyTestDriver(topology(policy, registry));
    panes =
        driver.createInputTopic(
            Topics.PANE_COUNTS.name(), new StringSerializer(), new ByteArraySerializer());
    windows =
        driver.createInputTopic(
            Topics.WINDOW_MEASURES.name(), new StringSerializer(), new ByteArraySerializer());
    alertTopic = output(Topics.ETHICS_ALERTS);
    incidentTopic = output(Topics.INCIDENTS);
    letterTopic = output(Topics.DEAD_LETTERS);
  }

  static Topology topology(Policy policy, MeterRegistry registry) {
    return new AlertTopology(Policies.of(List.of(policy)), registry).build();
  }

  private <V> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), topic.valueSerde().deserializer());
  }

  public void pane(PaneCounts pane) {
    pipe(panes, pane.model(), pane);
  }

  public void window(WindowMeasures window) {
    pipe(windows, window.model(), window);
  }

  private void pipe(TestInputTopic<String, byte[]> to, String key, Object value) {
    try {
      pipe(to, key, Json.MAPPER.writeValueAsBytes(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whatever stands in the topic of panes. */
  void rawPane(String key, byte @Nullable [] value) {
    pipe(panes, key, value);
  }

  /** Whatever stands in the topic of windows. */
  void rawWindow(String key, byte @Nullable [] value) {
    pipe(windows, key, value);
  }

  private void pipe(TestInputTopic<String, byte[]> to, String key, byte @Nullable [] value) {
    to.pipeInput(key, value);
    alerts.addAll(alertTopic.readValuesToList());
    incidents.addAll(incidentTopic.readValuesToList());
  }

  /** Every state so far. */
  public List<Alert> alerts() {
    return List.copyOf(alerts);
  }

  /** Every state so far. */
  public List<Incident> incidents() {
    return List.copyOf(incidents);
  }

  List<DeadLetter> letters() {
    return letterTopic.readValuesToList();
  }

  /** One of the stage's stores. */
  <V> KeyValueStore<String, V> store(String name) {
    return driver.getKeyValueStore(name);
  }

  public MeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    driver.close();
  }
}
