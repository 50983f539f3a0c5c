package dev.plumbline.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.embedded.TestCluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every stage relies on, on a real broker: once each, across dead threads and restarts. */
class StageRunnerIT {

  private static final Duration START = Duration.ofMinutes(1);

  /** A dead thread's tasks wait for its session to end: the shortest that a broker allows. */
  private static final Map<String, String> SOON =
      Map.of("consumer.session.timeout.ms", "6000", "consumer.heartbeat.interval.ms", "1000");

  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static TestCluster cluster;

  /** Topics and application id of their own for each test, on one broker. */
  private final String stage = "stage" + NUMBER.incrementAndGet();

  private final String in = stage + "-in";
  private final String out = stage + "-out";

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
    cluster = new TestCluster(broker.bootstrapServers());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void createTopics() throws Exception {
    cluster.create(in, out);
  }

  @Test
  void shouldForwardEachRecordOnceWhenStoppedAndStartedAgain() throws Exception {
    // Given
    send(0, 10);
    try (StageRunner first = started(upperCase())) {
      awaitForwarded(10);
    }
    send(10, 20);

    // When
    try (StageRunner second = started(upperCase())) {
      awaitForwarded(20);

      // Then
      assertThat(second.failed()).isFalse();
      waiting(START).until(() -> second.lag() == 0);
    }
    assertThat(cluster.committed(out)).containsExactlyInAnyOrderElementsOf(expected(20));
  }

  @Test
  void shouldForwardEachRecordOnceWhenAThreadDiesOnTheWay() throws Exception {
    // Given
    AtomicInteger deaths = new AtomicInteger();
    UnaryOperator<String> diesOnce =
        value -> {
          if (value.equals("value 5") && deaths.incrementAndGet() == 1) {
            throw new IllegalStateException("died");
          }
          return value.toUpperCase(Locale.ROOT);
        };
    send(0, 10);

    // When
    try (StageRunner runner = started(mapping(diesOnce))) {
      awaitForwarded(10);

      // Then
      waiting(START).until(runner::running);
      assertThat(deaths).hasValue(2);
    }
    assertThat(cluster.committed(out)).containsExactlyInAnyOrderElementsOf(expected(10));
  }

  @Test
  void shouldStopAndSayFailedWhenThreadsKeepDying() throws Exception {
    // Given
    AtomicInteger deaths = new AtomicInteger();
    UnaryOperator<String> dies =
        value -> {
          deaths.incrementAndGet();
          throw new IllegalStateException("died");
        };
    send(0, 1);

    // When
    try (StageRunner runner = started(mapping(dies))) {
      waiting(Duration.ofMinutes(2)).until(runner::failed);

      // Then: five replacements, then no more
      assertThat(deaths).hasValue(6);
      assertThat(runner.running()).isFalse();
    }
    assertThat(cluster.committed(out)).isEmpty();
  }

  @Test
  void shouldCarryTextsOfAnySizeWhenTheyPassARepartitionAndAStore() throws Exception {
    // Given
    String text = "x".repeat(6_000_000);
    cluster.send(in, "key", text);

    // When
    try (StageRunner runner = started(keepingLast())) {
      waiting(START).until(() -> !cluster.committed(out).isEmpty());

      // Then
      assertThat(runner.failed()).isFalse();
      assertThat(cluster.committed(out)).containsExactly(text);
      assertThat(replicas("plumbline-" + stage + "-by_text-repartition")).isEqualTo(1);
      assertThat(replicas("plumbline-" + stage + "-last-changelog")).isEqualTo(1);
    }
  }

  @Test
  void shouldRefuseTheTopologyWhenAnInternalTopicHasNoName() {
    // Given
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(in, Consumed.with(Serdes.String(), Serdes.String()))
        .groupBy((key, value) -> value)
        .count();

    // When // Then
    assertThatThrownBy(() -> runner(stage, builder.build(), new SimpleMeterRegistry()).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("KSTREAM-AGGREGATE-STATE-STORE-0000000002");
  }

  @Test
  void shouldExportEveryStagesMetricsWhenTwoShareARegistry() throws Exception {
    // Given
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    send(0, 10);

    // When
    try (StageRunner one = runner(stage, upperCase(), registry);
        StageRunner two = runner(stage + "b", upperCase(), registry)) {
      one.start();
      two.start();
      assertThat(one.awaitRunning(START)).isTrue();
      assertThat(two.awaitRunning(START)).isTrue();
      awaitForwarded(20);

      // Then
      for (String name : List.of(stage, stage + "b")) {
        String label = "stage=\"" + name + "\"";
        waiting(Duration.ofMinutes(2))
            .untilAsserted(
                () -> {
                  List<String> lines = registry.scrape().lines().toList();
                  assertThat(lines).anyMatch(has("plumbline_lag_records", label));
                  assertThat(lines).anyMatch(has("kafka_stream_task_process_total", label));
                  assertThat(lines).anyMatch(has("kafka_consumer_fetch_manager_", label));
                  assertThat(lines).anyMatch(has("kafka_producer_", label));
                });
      }
    }
  }

  private static Predicate<String> has(String name, String label) {
    return line -> line.startsWith(name) && line.contains(label);
  }

  private StageRunner started(Topology topology) {
    StageRunner runner = runner(stage, topology, new SimpleMeterRegistry());
    runner.start();
    return runner;
  }

  private static StageRunner runner(String stage, Topology topology, MeterRegistry registry) {
    StreamsSettings settings =
        new StreamsSettings(broker.bootstrapServers(), folder.resolve("state"), "one", 1, 1, SOON);
    return new StageRunner(stage, topology, settings, registry);
  }

  private Topology upperCase() {
    return mapping(value -> value.toUpperCase(Locale.ROOT));
  }

  private Topology mapping(UnaryOperator<String> change) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(in, Consumed.with(Serdes.String(), Serdes.String()))
        .mapValues(change::apply, Named.as("change_value"))
        .to(out, Produced.with(Serdes.String(), Serdes.String()));
    return builder.build();
  }

  private Topology keepingLast() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(in, Consumed.with(Serdes.String(), Serdes.String()))
        .groupBy(
            (key, value) -> value.substring(0, 1),
            Grouped.with("by_text", Serdes.String(), Serdes.String()))
        .reduce(
            (before, now) -> now,
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("last")
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.String()))
        .toStream()
        .to(out, Produced.with(Serdes.String(), Serdes.String()));
    return builder.build();
  }

  private void send(int from, int to) throws Exception {
    for (int number = from; number < to; number++) {
      cluster.send(in, "key " + number, "value " + number);
    }
  }

  /** Threads die here on purpose: Awaitility must not take that for the test's failure. */
  private static ConditionFactory waiting(Duration atMost) {
    return await().dontCatchUncaughtExceptions().atMost(atMost);
  }

  private void awaitForwarded(int records) {
    waiting(START).until(() -> cluster.committed(out).size() >= records);
  }

  private static List<String> expected(int records) {
    return IntStream.range(0, records).mapToObj(number -> "VALUE " + number).toList();
  }

  private static int replicas(String topic) throws Exception {
    try (Admin admin = cluster.admin()) {
      TopicDescription description =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      return description.partitions().get(0).replicas().size();
    }
  }
}
