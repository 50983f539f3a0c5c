package dev.plumbline.stage.redact.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.bench.SampleRecords;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.Inference;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.redact.detect.finder.Detection;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import dev.plumbline.stage.redact.ner.EntityTaggers;
import dev.plumbline.stage.redact.text.TaggedTexts;
import dev.plumbline.stage.redact.text.TextFinder;
import dev.plumbline.stage.redact.text.TextRedactor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the stage does to one record: from bytes to the typed record without redaction ({@code
 * read}) and with it ({@code redact}), so that the difference is what redaction costs. Beside them
 * parts and comparisons: Jackson's tree, the stage's own tree, the next stage's reader of the same
 * record, and all from bytes to bytes. Every entity on; records as {@link SampleRecords} writes
 * them, each in its turn.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-Xmx1g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RecordBenchmark {

  private static final String POLICY =
      """
      model: card-support
      scoring: {source: provided}
      outcome: {favourable: [resolved]}
      groups: {attributes: {ageBand: [18-29, 30-49, 50-64], language: []}}
      privacy: {entities: all}
      """;

  private static final class FindsNothing implements TextFinder {
    @Override
    public List<Detection> find(String text) {
      return List.of();
    }

    @Override
    public boolean mayFind(String text) {
      return false;
    }
  }

  /** Records of one kind, raw and redacted. */
  @State(Scope.Thread)
  public static class Records {
    @Param({"chat", "demo", "chat-personal", "long", "long-personal"})
    public String kind = "chat";

    final Serializer<Inference> serializer = Topics.REDACTED_REQUESTS.valueSerde().serializer();
    final Deserializer<Inference> deserializer =
        Topics.REDACTED_REQUESTS.valueSerde().deserializer();
    List<byte[]> bytes = List.of();
    List<byte[]> redacted = List.of();
    RequestRedactor step;
    ModelRedactor reader;
    final EventTime time = new EventTime(Clock.systemUTC());
    private int next;
    private long count;
    private long begun;

    @Setup
    public void write() throws IOException {
      bytes = SampleRecords.of(kind);
      Path file = Files.writeString(Files.createTempFile("bench", ".yaml"), POLICY);
      Policies policies = PolicyReader.readAll(List.of(file));
      Policy policy = policies.all().iterator().next();
      RedactionKeys keys = RedactionKeys.open(null, null);
      EntityTaggers none = EntityTaggers.open(policies);
      step = new RequestRedactor(policies, RedactSettings.DEFAULT, keys, none, Clock.systemUTC());
      reader =
          new ModelRedactor(
              policy,
              new TextRedactor(policy.privacy(), new FindsNothing(), keys),
              null,
              (purpose, value, digits) -> "pseudonym");
      redacted = bytes.stream().map(this::bytesToBytes).toList();
    }

    byte[] bytesToBytes(byte[] value) {
      RedactionResult outcome = step.open(value, 0).redact(TaggedTexts.NONE);
      return serializer.serialize("", ((RedactionResult.Passed) outcome).inference());
    }

    int turn() {
      count++;
      next = next + 1 == bytes.size() ? 0 : next + 1;
      return next;
    }

    @Setup(Level.Iteration)
    public void begin() {
      count = 0;
      begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Of the processor's time, for machines that others use too. */
    @TearDown(Level.Iteration)
    public void end() {
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
      System.out.printf("%.0f ns of CPU a record, ", (double) nanos / count);
    }
  }

  @Benchmark
  public JsonNode jackson(Records records) throws IOException {
    return Json.MAPPER.readTree(records.bytes.get(records.turn()));
  }

  @Benchmark
  public RawRequest parse(Records records) {
    return RawRequest.parse(records.bytes.get(records.turn()));
  }

  @Benchmark
  public Inference read(Records records) {
    RawRequest raw = RawRequest.parse(records.bytes.get(records.turn()));
    Instant time = records.time.read(raw.child("timestamp"), 0, Duration.ofHours(1));
    return records.reader.redact(raw, time, TaggedTexts.NONE);
  }

  @Benchmark
  public Inference redact(Records records) {
    RedactionResult outcome =
        records.step.open(records.bytes.get(records.turn()), 0).redact(TaggedTexts.NONE);
    return ((RedactionResult.Passed) outcome).inference();
  }

  @Benchmark
  public Inference next(Records records) {
    return records.deserializer.deserialize("", records.redacted.get(records.turn()));
  }

  @Benchmark
  public byte[] step(Records records) {
    return records.bytesToBytes(records.bytes.get(records.turn()));
  }
}
