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
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * What measuring costs beside the same records passed on untouched, what the merge step gets at one,
 * four and sixteen times the traffic, and what a kept prediction takes. One broker and one stream
 * thread in this JVM, exactly_once_v2, four partitions.
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
    System.exit(0); // the runner's own threads end with the process
  }

  private void create() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      List<NewTopic> topics = new ArrayList<>();
      for (String name :
          List.of(
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

  private void throughput(int records, int rounds) throws Exception {
    long bytes = send(0, records, 0);
    long sent = new TopicReader(broker.bootstrapServers()).count(Topics.SCORED_REQUESTS.name());
    if (sent != records) {
      throw new IllegalStateException(sent + " of " + records + " records arrived");
    }
    System.out.printf("%d records of %d bytes%n", records, bytes / records);
    List<double[]> pairs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      AtomicLong passed = new AtomicLong();
      double pass = run("pass" + round, passThrough(passed), passed::get, records);
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      String stage = "measure" + round;
      double measure = run(stage, measuring(registry), () -> measured(registry), records);
      pairs.add(new double[] {pass, measure});
      System.out.printf(
          Locale.ROOT,
          "round %d: passed on %.0f/s, measured %.0f/s, ratio %.2f%n",
          round,
          pass,
          measure,
          measure / pass);
      System.out.printf(
          "state: %.0f MB a million predictions on disk%n",
          size(folder.resolve("state-" + stage)) / 1e6 * 1e6 / records);
    }
  }

  /** Records a second after the first quarter, until the last one. */
  private double run(String name, Topology topology, DoubleSupplier done, int records)
      throws InterruptedException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    StreamsSettings settings =
        new StreamsSettings(
            broker.bootstrapServers(), folder.resolve("state-" + name), name, 1, 1, Map.of())
.withDefaults(MeasureTopology.PROPERTIES);
    try (StageRunner runner = new StageRunner(name, topology, settings, registry)) {
      runner.start();
      await(() -> done.getAsDouble() >= records / 4.0);
      double from = done.getAsDouble();
      long begin = System.nanoTime();
      double cpu = cpu(name);
      await(() -> done.getAsDouble() >= records);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double share = records - from;
      System.out.printf(
          Locale.ROOT, "  %s: stream CPU %.1f us/record%n", name, (cpu(name) - cpu) * 1e6 / share);
      return share / seconds;
    }
  }

  private static Topology passThrough(AtomicLong passed) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            Topics.SCORED_REQUESTS.name(),
            Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("read"))
        .peek((key, value) -> passed.incrementAndGet(), Named.as("count"))
        .to(PASSED, Produced.with(Serdes.String(), Serdes.ByteArray()).withName("pass_on"));
    return builder.build();
  }

  private Topology measuring(SimpleMeterRegistry registry) {
    return new MeasureTopology(
            policies, MeasureSettings.live(PARTITIONS), registry, Clock.systemUTC())
        .build();
  }

  private static double measured(SimpleMeterRegistry registry) {
    return registry.find("plumbline.records").tag("result", "out").counters().stream()
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
        send(first, rate * 10, rate);
        first += rate * 10;
      }
      String deltas = "plumbline-" + stage + "-pane_deltas_by_model-repartition";
      long merged = new TopicReader(broker.bootstrapServers()).count(deltas);
      System.out.printf(
          Locale.ROOT,
          "%d requests/s: %.0f measured, %d deltas to merge in 10 s%n",
          rate,
          measured(registry),
          merged);
    }
  }

  /**
   * @param rate records a second; 0 as fast as can be
   * @return bytes of the values
   */
  private long send(int first, int count, int rate) throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "linger.ms",
            5,
            "batch.size",
            65_536,
            "compression.type",
            "lz4",
            "delivery.timeout.ms",
            600_000);
    Random random = new Random(first);
    long bytes = 0;
    long begin = System.nanoTime();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        byte[] value = record(first + i, random).getBytes(StandardCharsets.UTF_8);
        bytes += value.length;
        producer.send(
            new ProducerRecord<>(Topics.SCORED_REQUESTS.name(), "r" + (first + i), value),
            (sent, failure) -> {
              if (failure != null) {
                throw new IllegalStateException("the load was not sent", failure);
              }
            });
        if (rate > 0 && i % (rate / 50) == 0) {
          long due = begin + i * 1_000_000_000L / rate;
          TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        }
      }
    }
    return bytes;
  }

  private static String record(int i, Random random) {
    double score = random.nextInt(1000) / 1000.0;
    return """
        {"requestId":"r%d","model":"bench","timestamp":"%s","text":"%s","features":{"amount":%d,"months":%d},\
        "attributes":{"a":"v%d","b":"v%d","c":"v%d","d":"v%d"},"consent":{"purposes":["monitoring"]},\
        "prediction":{"label":"%s","score":%s,"scores":{},"modelVersion":"m1","source":"provided","truncated":false},\
        "redactions":[],"policyVersion":"0123456789abcdef","ethics":{"confidence":%s,"consent":1.0,"privacy":1.0}}"""
        .formatted(
            i,
            Instant.ofEpochMilli(System.currentTimeMillis()),
            "I wonder what became of the transfer that I made on Monday",
            random.nextInt(10_000),
            random.nextInt(60),
            random.nextInt(5),
            random.nextInt(5),
            random.nextInt(5),
            random.nextInt(5),
            score > 0.5 ? "yes" : "no",
            score,
            score);
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
