package dev.plumbline.cli.proof;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.alert.AlertTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/**
 * The alert stage's production topology over panes that a test makes; what it read and wrote can be
 * left as the files of a replay.
 */
public final class WatchedPanes implements AutoCloseable {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Path policy;
  private final Path stateFolder;
  private final List<byte[]> panes = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final List<Incident> incidents = new ArrayList<>();
  private final List<ChainHead> heads = new ArrayList<>();
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> input;
  private TestOutputTopic<String, Alert> alertTopic;
  private TestOutputTopic<String, Incident> incidentTopic;
  private TestOutputTopic<String, ChainHead> headTopic;

  /**
   * @param folder gets the policy and the stage's state
   */
  public WatchedPanes(Path folder, String yaml) throws IOException {
    this.policy = Files.writeString(folder.resolve("policy.yaml"), yaml);
    this.stateFolder = folder.resolve("state");
    open();
  }

  private void open() {
    Properties properties = new Properties();
    properties.put("application.id", "watched-panes");
    properties.put("bootstrap.servers", "none:9092");
    properties.put("state.dir", stateFolder.toString());
    driver =
        new TopologyTestDriver(
            new AlertTopology(PolicyReader.readAll(List.of(policy)), registry).build(), properties);
    input =
        driver.createInputTopic(
            Topics.PANE_COUNTS.name(), new StringSerializer(), new ByteArraySerializer());
    alertTopic = output(Topics.ETHICS_ALERTS);
    incidentTopic = output(Topics.INCIDENTS);
    headTopic = output(Topics.CHAIN_HEADS);
  }

  private <V> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), topic.valueSerde().deserializer());
  }

  public void add(PaneCounts pane) {
    add(pane.model(), Topics.PANE_COUNTS.valueSerde().serializer().serialize("", pane));
  }

  /** A record as it lies in the topic. */
  public void add(String model, byte[] value) {
    panes.add(value);
    input.pipeInput(model, value);
    alerts.addAll(alertTopic.readValuesToList());
    incidents.addAll(incidentTopic.readValuesToList());
    heads.addAll(headTopic.readValuesToList());
  }

  /** The topic no longer keeps the first records. */
  public void forget(int records) {
    panes.subList(0, records).clear();
  }

  /** Every record that was added. */
  public List<byte[]> values() {
    return List.copyOf(panes);
  }

  public Path policy() {
    return policy;
  }

  public List<Alert> pages() {
    return alerts.stream().filter(Alert::opensPage).toList();
  }

  /** Whether the alert's newest state is that it cleared. */
  public boolean isCleared(String key) {
    return alerts.stream()
        .filter(alert -> alert.key().equals(key))
        .reduce((a, b) -> b)
        .filter(alert -> alert.state() == Alert.State.CLEARED)
        .isPresent();
  }

  /** Every state of an incident, in order. */
  public List<Incident> incidents() {
    return List.copyOf(incidents);
  }

  public List<ChainHead> heads() {
    return List.copyOf(heads);
  }

  /** What the topics hold, as files of a replay. */
  public Path leave(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(
        folder.resolve("pane-counts.jsonl"),
        panes.stream().map(value -> new String(value, StandardCharsets.UTF_8)).toList());
    Files.write(folder.resolve("ethics-alerts.jsonl"), lines(alerts));
    Files.write(folder.resolve("incidents.jsonl"), lines(incidents));
    Files.write(folder.resolve("chain-heads.jsonl"), lines(heads));
    return folder;
  }

  private static List<String> lines(List<?> values) {
    return values.stream()
        .map(
            value -> {
              try {
                return Json.MAPPER.writeValueAsString(value);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
