package dev.plumbline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.detect.finder.Detection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * Detection of all entities beside a plain scan of the same characters (the limit) and beside
 * Jackson's parse of the record that carries the text. The counter {@code bytes} is bytes a second;
 * texts are ASCII, so a character is a byte.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-Xmx1g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RedactionBenchmark {

  /** Bytes of this iteration; prints them per second of the processor's, for machines in use. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Volume {
    public long bytes;
    private long begun;

    @Setup(Level.Iteration)
    public void begin() {
      begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @TearDown(Level.Iteration)
    public void end() {
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
      System.out.printf("%.0f MB per CPU second, ", bytes * 1e3 / nanos);
    }
  }

  /** A text and the record that carries it. */
  @State(Scope.Benchmark)
  public static class Texts {
    @Param({"ordinary", "personal"})
    public String kind = "ordinary";

    @Param({"200", "1000", "1000000"})
    public int length = 1000;

    final ObjectMapper json = new ObjectMapper();
    final PatternDetector detector =
        new PatternDetector(PrivacyPolicy.ENTITIES, PatternDetector.DEFAULT_PHONE_REGIONS);
    String text = "";
    byte[] record = {};

    @Setup
    public void write() throws IOException {
      text = SampleTexts.text(length, kind.equals("personal"));
      record =
          json.writeValueAsBytes(
              Map.of(
                  "requestId", "r-1",
                  "model", "card-support",
                  "timestamp", "2026-03-01T12:00:00Z",
                  "text", text,
                  "attributes", Map.of("language", "en", "ageBand", "30-49")));
    }
  }

  @Benchmark
  public List<Detection> detect(Texts texts, Volume volume) {
    volume.bytes += texts.text.length();
    return texts.detector.detect(texts.text);
  }

  @Benchmark
  public int plainScan(Texts texts, Volume volume) {
    volume.bytes += texts.text.length();
    int sum = 0;
    for (int i = 0; i < texts.text.length(); i++) {
      sum = 31 * sum + texts.text.charAt(i);
    }
    return sum;
  }

  @Benchmark
  public JsonNode parseRecord(Texts texts, Volume volume) throws IOException {
    volume.bytes += texts.text.length();
    return texts.json.readTree(texts.record);
  }
}
