package dev.plumbline.stage.redact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.bench.SampleRecords;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.Inference;
import dev.plumbline.kafka.Json;
import dev.plumbline.kafka.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * What the stage does to one record, in its parts: the bytes' parse by Jackson and by the stage's
 * own reader, the parsed record's redaction, and all from bytes to bytes. Every entity on; records
 * as {@link SampleRecords} writes them, each in its turn.
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

  /** Records of one kind, raw and parsed. */
  @State(Scope.Thread)
  public static class Records {
    @Param({"chat", "chat-personal", "long", "long-personal"})
    public String kind = "chat";

    final Serializer<Inference> serializer = Topics.REDACTED_REQUESTS.valueSerde().serializer();
    List<byte[]> bytes = List.of();
    List<RawRequest> parsed = List.of();
    RequestRedactor step;
    ModelRedactor redactor;
    Instant time = Instant.parse("2026-03-01T12:00:00Z");
    private int next;
    private long count;
    private long begun;

    @Setup
    public void write() throws IOException {
      bytes = SampleRecords.of(kind);
      parsed = bytes.stream().map(RawRequest::parse).toList();
      Path file = Files.writeString(Files.createTempFile("bench", ".yaml"), POLICY);
      Policies policies = PolicyReader.readAll(List.of(file));
      Policy policy = policies.all().iterator().next();
      RedactionKeys keys = RedactionKeys.open(null, null);
      EntityTaggers none = EntityTaggers.open(policies);
      step = new RequestRedactor(policies, RedactSettings.DEFAULT, keys, none, Clock.systemUTC());
      redactor =
          new ModelRedactor(
              policy,
              Redactor.of(policy.privacy(), RedactSettings.DEFAULT.phoneRegions(), keys),
              null,
              keys.hash());
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
  public Inference redact(Records records) {
    return records.redactor.redact(records.parsed.get(records.turn()), records.time, Tagged.NONE);
  }

  @Benchmark
  public byte[] step(Records records) {
    Outcome outcome = records.step.redact(records.bytes.get(records.turn()), 0, Tagged.NONE);
    return records.serializer.serialize("", ((Outcome.Passed) outcome).inference());
  }
}
