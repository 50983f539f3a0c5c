package dev.plumbline.cli.flow;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Inference;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.alert.AlertTopology;
import dev.plumbline.stage.measure.MeasureTopology;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.redact.RedactTopology;
import dev.plumbline.stage.redact.ner.EntityTaggers;
import dev.plumbline.stage.redact.request.RedactSettings;
import dev.plumbline.stage.score.ScoreTopology;
import dev.plumbline.stage.score.model.ModelWorkers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Production topologies from redact to alert, one behind the other without a broker: what one stage
 * writes is handed to the next. For policies whose producers score.
 */
public final class FlowDriver implements AutoCloseable {

  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final Clock CLOCK = Clock.fixed(NOON.plus(Duration.ofDays(2)), ZoneOffset.UTC);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TopologyTestDriver redact;
  private final TopologyTestDriver score;
  private final TopologyTestDriver measure;
  private final TopologyTestDriver alert;
  private final List<TestRecord<String, byte[]>> scored = new ArrayList<>();
  private final List<TestRecord<String, byte[]>> panes = new ArrayList<>();
  private final List<TestRecord<String, byte[]>> windows = new ArrayList<>();
  private final List<TestRecord<String, byte[]>> alerts = new ArrayList<>();
  private final List<TestRecord<String, byte[]>> incidents = new ArrayList<>();
  private final List<TestRecord<String, byte[]>> letters = new ArrayList<>();

  /**
   * @param policy the text of a policy file
   */
  public FlowDriver(String policy) {
    Policies policies = Policies.of(List.of(PolicyReader.read(file(policy))));
    redact =
        new TopologyTestDriver(
            new RedactTopology(
                    policies, RedactSettings.DEFAULT, EntityTaggers.open(policies), registry, CLOCK)
                .build());
    score =
        new TopologyTestDriver(
            new ScoreTopology(policies, ModelWorkers.open(policies, registry), registry).build());
    measure =
        new TopologyTestDriver(
            new MeasureTopology(policies, MeasureSettings.live(1), registry, CLOCK).build());
    alert = new TopologyTestDriver(new AlertTopology(policies, registry).build());
  }

  private static Path file(String policy) {
    try {
      return Files.writeString(Files.createTempFile("policy", ".yaml"), policy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a producer writes, as far as it goes before time passes. */
  public void request(String json) {
    request(json.getBytes(StandardCharsets.UTF_8));
  }

  public void request(byte[] json) {
    requests(List.of(json));
  }

  public void requests(List<byte[]> json) {
    write(
        redact,
        Topics.INFERENCE_REQUESTS,
        json.stream().map(each -> new TestRecord<>("any", each, NOON)).toList());
    write(score, Topics.REDACTED_REQUESTS, read(redact, Topics.REDACTED_REQUESTS));
    List<TestRecord<String, byte[]>> passed = read(score, Topics.SCORED_REQUESTS);
    scored.addAll(passed);
    write(measure, Topics.SCORED_REQUESTS, passed);
    gatherLetters();
  }

  public void outcome(String requestId, String json) {
    byte[] value = json.getBytes(StandardCharsets.UTF_8);
    write(redact, Topics.OUTCOMES, List.of(new TestRecord<>(requestId, value, NOON)));
    write(measure, Topics.REDACTED_OUTCOMES, read(redact, Topics.REDACTED_OUTCOMES));
    gatherLetters();
  }

  /** Time passes until everything that came has been measured and judged. */
  public void fallSilent() {
    for (int second = 0; second < 10; second++) {
      measure.advanceWallClockTime(Duration.ofSeconds(1));
    }
    List<TestRecord<String, byte[]>> closed = read(measure, Topics.PANE_COUNTS);
    List<TestRecord<String, byte[]>> measured = read(measure, Topics.WINDOW_MEASURES);
    panes.addAll(closed);
    windows.addAll(measured);
    judge(closed, measured);
    alerts.addAll(read(alert, Topics.ETHICS_ALERTS));
    incidents.addAll(read(alert, Topics.INCIDENTS));
    gatherLetters();
  }

  /** In order of event time, as the live stage reads the two topics: a pane before its window. */
  private void judge(
      List<TestRecord<String, byte[]>> closed, List<TestRecord<String, byte[]>> measured) {
    List<PaneCounts> ends = values(closed, Topics.PANE_COUNTS);
    List<WindowMeasures> windowEnds = values(measured, Topics.WINDOW_MEASURES);
    int next = 0;
    for (int i = 0; i < measured.size(); i++) {
      Instant end = windowEnds.get(i).window().end();
      for (; next < closed.size() && !ends.get(next).pane().end().isAfter(end); next++) {
        write(alert, Topics.PANE_COUNTS, closed.subList(next, next + 1));
      }
      write(alert, Topics.WINDOW_MEASURES, measured.subList(i, i + 1));
    }
    write(alert, Topics.PANE_COUNTS, closed.subList(next, closed.size()));
  }

  public List<Inference> scored() {
    return values(scored, Topics.SCORED_REQUESTS);
  }

  /** Every state of every incident. */
  public List<Incident> incidents() {
    return values(incidents, Topics.INCIDENTS);
  }

  public List<PaneCounts> panes() {
    return values(panes, Topics.PANE_COUNTS);
  }

  public List<WindowMeasures> windows() {
    return values(windows, Topics.WINDOW_MEASURES);
  }

  /** The window that starts at noon, as it was said last. */
  public WindowMeasures window() {
    return windows().stream()
        .filter(window -> window.window().start().equals(NOON))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  public List<Alert> alerts() {
    return values(alerts, Topics.ETHICS_ALERTS);
  }

  public List<DeadLetter> letters() {
    return values(letters, Topics.DEAD_LETTERS);
  }

  /** Everything that came out of any stage, as it is written. */
  public List<String> written() {
    return List.of(scored, panes, windows, alerts, incidents, letters).stream()
        .flatMap(List::stream)
        .map(record -> record.key() + " " + new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  /** Sum of a counter over the series that have all of these tags. */
  public double count(String name, Map<String, String> tags) {
    return registry.find(name).counters().stream()
        .filter(
            counter ->
                tags.entrySet().stream()
                    .allMatch(tag -> tag.getValue().equals(counter.getId().getTag(tag.getKey()))))
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private void gatherLetters() {
    for (TopologyTestDriver stage : List.of(redact, score, measure, alert)) {
      letters.addAll(read(stage, Topics.DEAD_LETTERS));
    }
  }

  private static void write(
      TopologyTestDriver to, Topic<?> topic, List<TestRecord<String, byte[]>> records) {
    if (!records.isEmpty()) {
      to.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
          .pipeRecordList(records);
    }
  }

  private static List<TestRecord<String, byte[]>> read(TopologyTestDriver from, Topic<?> topic) {
    return from.createOutputTopic(
            topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private static <V> List<V> values(List<TestRecord<String, byte[]>> records, Topic<V> topic) {
    return records.stream()
        .map(record -> topic.valueSerde().deserializer().deserialize(topic.name(), record.value()))
        .toList();
  }

  @Override
  public void close() {
    List.of(redact, score, measure, alert).forEach(TopologyTestDriver::close);
  }
}
