package dev.plumbline.bench;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.measure.MeasureTopology;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * A broker of its own and the stages that run on it, in this JVM: one stream thread a stage,
 * exactly_once_v2, four partitions, five attributes of five values and two intersections.
 */
final class StageBench implements AutoCloseable {

  private static final String PASSED = "passed-requests";
  private static final int PARTITIONS = 4;

  private static final String POLICY =
      """
      model: bench
      scoring: {source: provided}
      outcome: {favourable: ["yes"]}
      groups:
        attributes: {a: [v0, v1, v2, v3, v4], b: [v0, v1, v2, v3, v4], c: [v0, v1, v2, v3, v4], d: [v0, v1, v2, v3, v4], e: [v0, v1, v2, v3, v4]}
        intersections: [[a, b], [c, d]]%s
      fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
      drift: {signals: [{signal: score, statistic: psi, tolerance: 0.2}]}
      """;

  private final Path folder;
  private final EmbeddedBroker broker;
  private final Policies policies;
  private final Map<String, Double> micros = new HashMap<>();

  private StageBench(Path folder) throws IOException {
    this.folder = folder;
    this.broker = EmbeddedBroker.start(folder.resolve("kafka"));
    this.policies = policies("");
  }

  private Policies policies(String groups) throws IOException {
    Path policy = Files.writeString(folder.resolve("bench.yaml"), POLICY.formatted(groups));
    return PolicyReader.readAll(List.of(policy));
  }

  /** The same with a search of all pairs and triples: 1,450 groups that nobody declared. */
  Policies searching() throws IOException {
    return policies("\n  search: {depth: 3}");
  }

  static StageBench start() throws Exception {
    StageBench bench = new StageBench(Files.createTempDirectory("plumbline-bench"));
    bench.create();
    return bench;
  }

  private void create() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      List<NewTopic> topics = new ArrayList<>();
      for (String name :
          List.of(
              Topics.INFERENCE_REQUESTS.name(),
              Topics.OUTCOMES.name(),
              Topics.REDACTED_REQUESTS.name(),
              Topics.SCORED_REQUESTS.name(),
              Topics.REDACTED_OUTCOMES.name(),
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

  long load(String topic, int records) throws Exception {
    long bytes = Load.send(broker.bootstrapServers(), topic, 0, records, 0);
    long sent = new TopicReader(broker.bootstrapServers()).count(topic);
    if (sent != records) {
      throw new IllegalStateException(sent + " of " + records + " records arrived");
    }
    return bytes;
  }

  /** Requests of {@code policies} as redact writes them, from now on at a rate. */
  void sendRedacted(List<byte[]> values, int rate) throws InterruptedException {
    Load.sendRedacted(broker.bootstrapServers(), values, rate);
  }

  void sendOn(int first, int count, int rate) throws InterruptedException {
    Load.send(broker.bootstrapServers(), Topics.SCORED_REQUESTS.name(), first, count, rate);
  }

  /**
   * Runs stages until the last record.
   *
   * @param from when the clock starts
   * @param done records that the last stage has passed on
   * @param properties of a stage beside those of all
   * @return records a second since the clock started
   */
  double run(
      int records,
      BooleanSupplier from,
      DoubleSupplier done,
      Map<String, Topology> stages,
      Function<String, Map<String, String>> properties)
      throws InterruptedException {
    List<StageRunner> runners = new ArrayList<>();
    try {
      stages.forEach(
          (name, topology) ->
              runners.add(
                  new StageRunner(
                      name,
                      topology,
                      settings(name, properties.apply(name)),
                      new SimpleMeterRegistry())));
      runners.forEach(StageRunner::start);
      await(from);
      double before = done.getAsDouble();
      long begin = System.nanoTime();
      Map<String, Double> cpu = new LinkedHashMap<>();
      stages.keySet().forEach(name -> cpu.put(name, cpu(name)));
      await(() -> done.getAsDouble() >= records);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double share = records - before;
      cpu.forEach(
          (name, used) -> {
            micros.put(name, (cpu(name) - used) * 1e6 / share);
            System.out.printf(Locale.ROOT, "  %s: stream CPU %.1f us/record%n", name, micros(name));
          });
      return share / seconds;
    } finally {
      runners.forEach(StageRunner::close);
    }
  }

  /** Processor time that a stage's stream threads took for a record in its last run. */
  double micros(String stage) {
    return micros.get(stage);
  }

  Policies policies() {
    return policies;
  }

  Topology measuring(MeterRegistry registry) {
    return measuring(registry, policies);
  }

  /** Under policies of the same model. */
  static Topology measuring(MeterRegistry registry, Policies policies) {
    return new MeasureTopology(
            policies, MeasureSettings.live(PARTITIONS), registry, Clock.systemUTC())
        .build();
  }

  /** Passes scored records on and counts them: what a stage costs that measures nothing. */
  static <V> Topology passing(Serde<V> values, AtomicLong passed) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            Topics.SCORED_REQUESTS.name(), Consumed.with(Serdes.String(), values).withName("read"))
        .peek((key, value) -> passed.incrementAndGet(), Named.as("count"))
        .to(PASSED, Produced.with(Serdes.String(), values).withName("pass_on"));
    return builder.build();
  }

  StreamsSettings settings(String name, Map<String, String> overrides) {
    return new StreamsSettings(broker.bootstrapServers(), state(name), name, 1, 1, overrides);
  }

  Path state(String name) {
    return folder.resolve("state-" + name);
  }

  TopicReader reader() {
    return new TopicReader(broker.bootstrapServers());
  }

  static double out(MeterRegistry registry, String stage) {
    return new StageCounts(registry).out(stage);
  }

  @Override
  public void close() {
    broker.close();
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
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
}
