package dev.plumbline.stage.redact;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Outcome;
import dev.plumbline.kafka.ring.DurableRing;
import dev.plumbline.kafka.ring.RingSlot;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.redact.ner.EntityTagger;
import dev.plumbline.stage.redact.ner.EntityTaggers;
import dev.plumbline.stage.redact.request.RedactSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The stage's production topology with raw bytes going in and coming out. */
public final class RedactDriver implements AutoCloseable {

  static final Instant RECORD_TIME = RedactFixtures.NOW.minusSeconds(5);

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final Topology topology;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> requests;
  private final TestInputTopic<String, byte[]> outcomes;
  private final TestOutputTopic<byte[], byte[]> redacted;
  private final TestOutputTopic<byte[], byte[]> redactedOutcomes;
  private final TestOutputTopic<byte[], byte[]> deadLetters;

  public RedactDriver() {
    this(RedactSettings.DEFAULT);
  }

  public RedactDriver(RedactSettings settings) {
    this(settings, RedactFixtures.policies(), new FakeTagger());
  }

  public RedactDriver(RedactSettings settings, Policies policies, EntityTagger tagger) {
    EntityTaggers taggers = EntityTaggers.open(policies, folder -> tagger);
    topology =
        new RedactTopology(policies, settings, taggers, registry, RedactFixtures.CLOCK).build();
    Properties properties = new Properties();
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver = new TopologyTestDriver(topology, properties);
    requests =
        driver.createInputTopic(
            Topics.INFERENCE_REQUESTS.name(), new StringSerializer(), new ByteArraySerializer());
    outcomes =
        driver.createInputTopic(
            Topics.OUTCOMES.name(), new StringSerializer(), new ByteArraySerializer());
    redacted = output(Topics.REDACTED_REQUESTS.name());
    redactedOutcomes = output(Topics.REDACTED_OUTCOMES.name());
    deadLetters = output(Topics.DEAD_LETTERS.name());
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  public void send(String json) {
    send(json.getBytes(StandardCharsets.UTF_8), new RecordHeaders());
  }

  public void send(byte[] value, Headers headers) {
    requests.pipeInput(new TestRecord<>("john@example.com", value, headers, RECORD_TIME));
  }

  /** Under a key that says nothing of the outcome. */
  void sendOutcome(String json) {
    outcomes.pipeInput(
        new TestRecord<>(
            "jane@example.com",
            json.getBytes(StandardCharsets.UTF_8),
            new RecordHeaders().add("who", new byte[] {1}),
            RECORD_TIME));
  }

  List<TestRecord<byte[], byte[]>> rawOutcomes() {
    return redactedOutcomes.readRecordsToList();
  }

  /** The one redacted outcome; fails when there are more or none. */
  Outcome passedOutcome() {
    return only(rawOutcomes(), Topics.REDACTED_OUTCOMES.valueSerde().deserializer());
  }

  /** Time goes by, and what waits is answered. */
  void tick() {
    driver.advanceWallClockTime(Duration.ofMillis(10));
  }

  /** What waits, in the bytes in which the store and its changelog hold it. */
  List<byte[]> waitingSlots() {
    List<byte[]> stored = new ArrayList<>();
    KeyValueStore<Integer, RingSlot> store = driver.getKeyValueStore(RedactTopology.WAITING);
    Serializer<RingSlot> serializer = DurableRing.serde().serializer();
    store.all().forEachRemaining(entry -> stored.add(serializer.serialize("", entry.value)));
    return stored;
  }

  List<TestRecord<byte[], byte[]>> rawRedacted() {
    return redacted.readRecordsToList();
  }

  List<TestRecord<byte[], byte[]>> rawDeadLetters() {
    return deadLetters.readRecordsToList();
  }

  /** The one redacted request; fails when there are more or none. */
  Inference passed() {
    return only(rawRedacted(), Topics.REDACTED_REQUESTS.valueSerde().deserializer());
  }

  /** The one dead letter; fails when there are more or none. */
  public DeadLetter stopped() {
    return only(rawDeadLetters(), Topics.DEAD_LETTERS.valueSerde().deserializer());
  }

  private static <T> T only(List<TestRecord<byte[], byte[]>> records, Deserializer<T> reader) {
    if (records.size() != 1) {
      throw new AssertionError("expected one record, found " + records.size());
    }
    return reader.deserialize("", records.get(0).value());
  }

  double count(String model, String result) {
    return registry
        .find("plumbline.records")
        .tags("stage", "redact", "model", model, "result", result)
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Override
  public void close() {
    driver.close();
  }
}
