package dev.plumbline.kafka.streams;

import dev.plumbline.kafka.topic.OversizeException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one stage's topology with exactly_once_v2. A thread that dies is replaced, at most {@link
 * ThreadReplacements}' number of times in its interval; then the stage stops and reports itself
 * failed.
 */
public final class StageRunner implements BackgroundTask {

  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  /** Of one answer of a broker, which is in memory until it is polled; a larger record is one. */
  private static final int FETCH_BYTES = 8 << 20;

  /**
   * Records of one poll: compressed, a fetch may hold hundreds of megabytes, a poll unpacks them.
   */
  private static final int POLLED = 50;

  private final String stage;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final SourceTopics sources;
  private final StateFolder state;

  /** Told of every change of the state. */
  private final Object changes = new Object();

  private final ThreadReplacements replacements = new ThreadReplacements(5, Duration.ofMinutes(10));

  /**
   * @throws IllegalArgumentException when a store or an internal topic has no name of its own
   */
  public StageRunner(
      String stage, Topology topology, StreamsSettings settings, MeterRegistry registry) {
    InternalNames.check(stage, topology);
    this.stage = stage;
    StageClients clients = new StageClients();
    Properties properties = properties(stage, settings, registry);
    properties.put(StageClients.OFFSETS, clients);
    this.streams = new KafkaStreams(topology, properties, clients);
    this.metrics = new KafkaStreamsMetrics(streams, Tags.of("stage", stage));
    metrics.bindTo(registry);
    Gauge.builder("plumbline.lag.records", this, StageRunner::lag)
        .tag("stage", stage)
        .description("Records waiting in the stage's input topics")
        .register(registry);
    Gauge.builder("plumbline.stage.running", this, runner -> runner.running() ? 1 : 0)
        .tag("stage", stage)
        .description("1 while the stage runs")
        .register(registry);
    this.sources = new SourceTopics(stage, topology, settings);
    this.state = new StateFolder(stage, settings.stateDirectory().resolve(applicationId(stage)));
    streams.setUncaughtExceptionHandler(this::answer);
    streams.setStateListener((now, before) -> onState(now));
  }

  /** Of an application by its name; the id of its consumer group too. */
  public static String applicationId(String application) {
    return "plumbline-" + application;
  }

  public void start() {
    streams.start();
  }

  /**
   * Waits until the stage runs. On a busy machine it may have to share its partitions out anew
   * right after it ran at first.
   *
   * @return false when the stage was not running after {@code timeout}, or has ended
   */
  public boolean awaitRunning(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    synchronized (changes) {
      long left = timeout.toMillis();
      while (!running() && !streams.state().hasCompletedShutdown() && left > 0) {
        changes.wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    }
    return running();
  }

  public String stage() {
    return stage;
  }

  public boolean running() {
    return streams.state() == KafkaStreams.State.RUNNING && sources.missing().isEmpty();
  }

  @Override
  public List<String> notices() {
    Set<String> missing = sources.missing();
    return missing.isEmpty()
        ? List.of()
        : List.of("stage " + stage + " waits for topics that are not there: " + missing);
  }

  @Override
  public boolean failed() {
    return state.lost()
        || streams.state() == KafkaStreams.State.ERROR
        || streams.state() == KafkaStreams.State.PENDING_ERROR;
  }

  /** Whether a thread died within the last minutes; records may have been counted twice since. */
  public boolean disturbed() {
    return replacements.any();
  }

  /** Records that wait in the input topics, as the consumers last saw it. */
  public double lag() {
    return streams.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("records-lag"))
        .mapToDouble(metric -> metric.metricValue() instanceof Double lag && lag > 0 ? lag : 0)
        .sum();
  }

  @Override
  public void close() {
    sources.close();
    metrics.close();
    if (!streams.close(CLOSE_TIMEOUT)) {
      LOG.warn("stage did not close in time, stage={}, timeout={}", stage, CLOSE_TIMEOUT);
    }
  }

  private StreamThreadExceptionResponse answer(Throwable error) {
    if (SourceTopics.missed(error)) {
      return sources.await()
          ? StreamThreadExceptionResponse.REPLACE_THREAD
          : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    return state.lost()
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : replacements.answer(stage, error);
  }

  private void onState(KafkaStreams.State now) {
    LOG.debug("stage changed state, stage={}, state={}", stage, now);
    synchronized (changes) {
      changes.notifyAll();
    }
  }

  private static Properties properties(
      String stage, StreamsSettings settings, MeterRegistry registry) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(stage));
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replicationFactor());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    properties.put(StreamsConfig.POLL_MS_CONFIG, 10);
    properties.put("processing.exception.handler.global.enabled", true);
    properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonRecords.class);
    properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonRecords.class);
    properties.put(PoisonRecords.STAGE, stage);
    properties.put(PoisonRecords.REGISTRY, registry);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        settings.instanceId() + "-" + stage);
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLLED);
    properties.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 65_536);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        OversizeException.LARGEST_RECORD);
    // Internal topics carry the same records as the topics between the stages, of any age and date.
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        OversizeException.LARGEST_RECORD);
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), "CreateTime");
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
        Long.MAX_VALUE);
    properties.putAll(settings.overrides());
    return properties;
  }
}
