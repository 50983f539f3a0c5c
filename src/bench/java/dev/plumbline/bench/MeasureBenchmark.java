package dev.plumbline.bench;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.kafka.EmbeddedBroker;
import dev.plumbline.kafka.StageRunner;
import dev.plumbline.kafka.StreamsSettings;
import dev.plumbline.kafka.TopicReader;
import dev.plumbline.kafka.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.measure.MeasureSettings;
import dev.plumbline.stage.measure.MeasureTopology;
import dev.plumbline.stage.redact.EntityTaggers;
import dev.plumbline.stage.redact.RedactSettings;
import dev.plumbline.stage.redact.RedactTopology;
import dev.plumbline.stage.score.ModelWorkers;
import dev.plumbline.stage.score.ScoreTopology;
import java.util.LinkedHashMap;
import org.apache.kafka.common.serialization.Serde;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * What measuring costs beside the same records passed on as bytes, read and passed on, and beside
 * the flow that redacts and scores them; what the merge step gets at one, four and sixteen times
 * the traffic, and what a kept prediction takes. One broker and one stream thread a stage in this
 * JVM, exactly_once_v2, four partitions.
 */
public final class MeasureBenchmark {

  private static final int PARTITIONS = 4;
  private static final String PASSED = "passed-requests";

  private static final String POLICY =
      """
      model: bench
      scoring: {source: provided}
      outcome: {favourable: ["yes"]}
      groups:
        attributes: {a: [v0, v1, v2, v3, v4], b: [v0, v1, v2, v3, v4], c: [v0, v1, v2, v3, v4], d: [v0, v1, v2, v3, v4]}
        intersections: [[a, b], [c, d]]
      fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
      drift: {signals: [{signal: score, statistic: psi, tolerance: 0.2}]}
      """;

  private final Path folder;
  private final EmbeddedBroker broker;
  private final Policies policies;

  private MeasureBenchmark(Path folder) throws IOException {
    this.folder = folder;
    this.broker = EmbeddedBroker.start(folder.resolve("kafka"));
    Path policy = Files.writeString(folder.resolve("bench.yaml"), POLICY);
    this.policies = PolicyReader.readAll(List.of(policy));
  }

  /**
   * @param args records of the throughput runs, rounds
   */
  public static void main(String[] args) throws Exception {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path folder = Files.createTempDirectory("plumbline-bench");
    MeasureBenchmark bench = new MeasureBenchmark(folder);
    bench.create();
    bench.throughput(records, rounds);
    bench.merge();
    bench.broker.close();
    flow(records, rounds);
    System.exit(0); // the runner's own threads end with the process
  }

  private void create() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      List<NewTopic> topics = new ArrayList<>();
      for (String name :
          List.of(
              Topics.INFERENCE_REQUESTS.name(),
              Topics.REDACTED_REQUESTS.name(),
              Topics.SCORED_REQUESTS.name(),
              Topics.OUTCOMES.name(),
              PASSED,
              Topics.PANE_COUNTS.name(),
              Topics.WINDOW_MEASURES.name(),
              Topics.DEAD_LETTERS.name())) {
        topics.add(
            new NewTopic(name, PARTITIONS, (short) 1)
                .configs(Map.of("compression.type", "producer", "retention.ms", "-1")));
      }
      admin.createTopics(topics).all().get();
    }
  }

  /** The measure stage beside topologies that pass the same records on. */
  private void throughput(int records, int rounds) throws Exception {
    long bytes = load(Topics.SCORED_REQUESTS.name(), records);
    System.out.printf("%d records of %d bytes%n", records, bytes / records);
    for (int round = 0; round < rounds; round++) {
      AtomicLong passed = new AtomicLong();
      double pass = run(records, passed::get, Map.of("pass" + round, passBytes(passed)));
      AtomicLong read = new AtomicLong();
      double typed = run(records, read::get, Map.of("read" + round, passRecords(read)));
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      String stage = "measure" + round;
      double measure =
          run(records, () -> out(registry, "measure"), Map.of(stage, measuring(registry)));
      System.out.printf(
          Locale.ROOT,
          "round %d: bytes passed on %.0f/s, records read and passed on %.0f/s, measured %.0f/s,"
              + " ratios %.2f and %.2f%n",
          round,
          pass,
          typed,
          measure,
          measure / pass,
          measure / typed);
      System.out.printf(
          Locale.ROOT,
          "state: %.0f MB a million predictions on disk%n",
          size(folder.resolve("state-" + stage)) / 1e6 * 1e6 / records);
    }
  }

  /**
   * Requests redacted and scored, without and with the measure stage behind, each on a broker of
   * its own. The first pair warms the JVM up and is not reported.
   */
  private static void flow(int records, int rounds) throws Exception {
    for (int round = -1; round < rounds; round++) {
      double plain = flow(records, false);
      double full = flow(records, true);
      if (round >= 0) {
        System.out.printf(
            Locale.ROOT,
            "round %d: flow without measuring %.0f/s, with %.0f/s, ratio %.2f%n",
            round,
            plain,
            full,
            full / plain);
      }
    }
  }

  /**
   * @return records a second until the last one is scored, or measured
   */
  private static double flow(int records, boolean measured) throws Exception {
    MeasureBenchmark bench = new MeasureBenchmark(Files.createTempDirectory("plumbline-bench"));
    try (EmbeddedBroker broker = bench.broker) {
      bench.create();
      bench.load(Topics.INFERENCE_REQUESTS.name(), records);
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      Map<String, Topology> stages = bench.flow(measured ? "full" : "plain", registry);
      if (measured) {
        stages.put("full-measure", bench.measuring(registry));
      }
      String last = measured ? MeasureTopology.STAGE : ScoreTopology.STAGE;
      return bench.run(records, () -> out(registry, last), stages);
    }
  }

  private Map<String, Topology> flow(String name, SimpleMeterRegistry registry) {
    Map<String, Topology> stages = new LinkedHashMap<>();
    stages.put(
        name + "-redact",
        new RedactTopology(
                policies,
                RedactSettings.DEFAULT,
                EntityTaggers.open(policies),
                registry,
                Clock.systemUTC())
            .build());
    stages.put(
        name + "-score",
        new ScoreTopology(policies, ModelWorkers.open(policies, registry), registry).build());
    return stages;
  }

  private long load(String topic, int records) throws Exception {
    long bytes = Load.send(broker.bootstrapServers(), topic, 0, records, 0);
    long sent = new TopicReader(broker.bootstrapServers()).count(topic);
    if (sent != records) {
      throw new IllegalStateException(sent + " of " + records + " records arrived");
    }
    return bytes;
  }

  /**
   * Runs stages until the last record.
   *
   * @return records a second after the first quarter
   */
  private double run(int records, DoubleSupplier done, Map<String, Topology> stages)
      throws InterruptedException {
    List<StageRunner> runners = new ArrayList<>();
    try {
      stages.forEach(
          (name, topology) ->
              runners.add(
                  new StageRunner(name, topology, settings(name), new SimpleMeterRegistry())));
      runners.forEach(StageRunner::start);
      await(() -> done.getAsDouble() >= records / 4.0);
      double from = done.getAsDouble();
      long begin = System.nanoTime();
      Map<String, Double> cpu = new LinkedHashMap<>();
      stages.keySet().forEach(name -> cpu.put(name, cpu(name)));
      await(() -> done.getAsDouble() >= records);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double share = records - from;
      cpu.forEach(
          (name, before) ->
              System.out.printf(
                  Locale.ROOT,
                  "  %s: stream CPU %.1f us/record%n",
                  name,
                  (cpu(name) - before) * 1e6 / share));
      return share / seconds;
    } finally {
      runners.forEach(StageRunner::close);
    }
  }

  private StreamsSettings settings(String name) {
    return new StreamsSettings(
            broker.bootstrapServers(), folder.resolve("state-" + name), name, 1, 1, Map.of())
        .withDefaults(MeasureTopology.PROPERTIES);
  }

  /** What a topology costs that does nothing: copies bytes. */
  private static Topology passBytes(AtomicLong passed) {
    return pass(Serdes.ByteArray(), passed);
  }

  /** What a topology costs that reads records, as every one must that uses them. */
  private static Topology passRecords(AtomicLong passed) {
    return pass(Topics.SCORED_REQUESTS.valueSerde(), passed);
  }

  private static <V> Topology pass(Serde<V> values, AtomicLong passed) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            Topics.SCORED_REQUESTS.name(),
            Consumed.with(Serdes.String(), values).withName("read"))
        .peek((key, value) -> passed.incrementAndGet(), Named.as("count"))
        .to(PASSED, Produced.with(Serdes.String(), values).withName("pass_on"));
    return builder.build();
  }

  private Topology measuring(SimpleMeterRegistry registry) {
    return new MeasureTopology(
            policies, MeasureSettings.live(PARTITIONS), registry, Clock.systemUTC())
        .build();
  }

  private static double out(SimpleMeterRegistry registry, String stage) {
    return registry.find("plumbline.records").tags("stage", stage, "result", "out").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  /** Deltas that the merge step gets in ten seconds of steady traffic. */
  private void merge() throws Exception {
    int first = 100_000_000;
    for (int rate : new int[] {500, 2_000, 8_000}) {
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      String stage = "merge" + rate;
      StreamsSettings settings =
          new StreamsSettings(
              broker.bootstrapServers(),
              folder.resolve("state-" + stage),
              stage,
              1,
              1,
              Map.of("main.consumer.auto.offset.reset", "latest"))
.withDefaults(MeasureTopology.PROPERTIES);
      try (StageRunner runner = new StageRunner(stage, measuring(registry), settings, registry)) {
        runner.start();
        if (!runner.awaitRunning(java.time.Duration.ofMinutes(1))) {
          throw new IllegalStateException("the stage does not run");
        }
        Load.send(broker.bootstrapServers(), Topics.SCORED_REQUESTS.name(), first, rate * 10, rate);
        first += rate * 10;
      }
      String deltas = "plumbline-" + stage + "-pane_deltas_by_model-repartition";
      long merged = new TopicReader(broker.bootstrapServers()).count(deltas);
      System.out.printf(
          Locale.ROOT,
          "%d requests/s: %.0f measured, %d deltas to merge in 10 s%n",
          rate,
          out(registry, "measure"),
          merged);
    }
  }

  private static void await(java.util.function.BooleanSupplier done) throws InterruptedException {
    while (!done.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Processor seconds of the stage's stream threads. */
  private static double cpu(String name) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (long id : threads.getAllThreadIds()) {
      ThreadInfo thread = threads.getThreadInfo(id);
      if (thread != null
          && thread.getThreadName().contains("plumbline-" + name + "-")
          && thread.getThreadName().matches(".*StreamThread-\\d+")) {
        nanos += threads.getThreadCpuTime(id);
      }
    }
    return nanos / 1e9;
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(
              file -> {
                try {
                  return Files.size(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .sum();
    }
  }
}
