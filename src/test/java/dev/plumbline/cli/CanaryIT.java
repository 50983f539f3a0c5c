package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.plumbline.cli.canary.CanaryOutcomes;
import dev.plumbline.cli.canary.CanaryTraffic;
import dev.plumbline.cli.canary.CanaryTraffic.Sent;
import dev.plumbline.cli.canary.Identifiers;
import dev.plumbline.cli.canary.Planted;
import dev.plumbline.cli.service.DeliverySidecar;
import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.LiveFollowers;
import dev.plumbline.cli.service.MetricsRegistry;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.cli.service.StageProgress;
import dev.plumbline.cli.service.StatusServer;
import dev.plumbline.cli.service.TopicReconciliation;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.service.ServiceConfig;
import dev.plumbline.event.Inference;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.keys.KeyPurpose;
import dev.plumbline.stage.redact.keys.KeysetFile;
import dev.plumbline.stage.redact.keys.KeysetSource;
import dev.plumbline.stage.redact.request.RedactSettings;
import dev.plumbline.webhook.Receiver;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The first promise: no raw personal data leaves {@code inference-requests} and {@code outcomes}.
 * Plants an identifier of every entity in every place of a record, thousands in all, and looks for
 * each of them in every byte that the whole flow leaves anywhere else.
 */
class CanaryIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final String RAW = Topics.INFERENCE_REQUESTS.name();
  private static final String RAW_OUTCOMES = Topics.OUTCOMES.name();
  private static final String SCORED = "canary-scored";
  private static final String PROVIDED = "canary-provided";

  @TempDir private Path folder;

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final CanaryTraffic traffic = new CanaryTraffic(Instant.now(), PROVIDED, SCORED);
  private final Planted planted = new Planted(traffic.identifiers());
  private final Map<String, String> leaks = new HashMap<>();
  private String servers = "";

  @Test
  void shouldLetNoIdentifierOutOfTheRawTopic() throws Exception {
    // Given a way to make up each entity that is detected
    assertThat(Identifiers.unknown()).as("entities without a generator").isEmpty();
    assertThat(traffic.identifiers()).hasSizeGreaterThan(2_500);
    listen();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      servers = broker.bootstrapServers();
      ShippedTopics.prepare(servers);
      // When
      run();
      // Then
      assertThat(topic(RAW)).as("the search finds what is there").isEqualTo(planted.searched());
      assertThat(topic(RAW_OUTCOMES)).isEqualTo(planted.searched());
      topics();
    } finally {
      root.detachAppender(logged);
    }
    files();
    logs();
    assertThat(leaks).isEmpty();
  }

  private void listen() {
    logged.start();
    ((Logger) LoggerFactory.getLogger("dev.plumbline")).setLevel(Level.ALL);
    root.addAppender(logged);
  }

  @SuppressWarnings("try") // what follows the topics only needs closing
  private void run() throws Exception {
    Policies policies = PolicyReader.readAll(List.of(policy(PROVIDED), policy(SCORED)));
    PrometheusMeterRegistry registry = MetricsRegistry.registry();
    StageProgress progress = new StageProgress(registry, new PrintWriter(Writer.nullWriter()));
    try (Receiver pager = new Receiver();
        StagePipeline pipeline = pipeline(policies, registry, pager);
        StatusServer surface =
            new StatusServer(HttpAccess.open("127.0.0.1", 0), registry, policies);
        LiveFollowers live = surface.show(pipeline, progress)) {
      pipeline.start(Duration.ofSeconds(90));
      send();
      await().atMost(LONG).pollInterval(Duration.ofSeconds(2)).until(this::accounted);
      await().atMost(LONG).until(() -> !pager.requests.isEmpty());
      for (Receiver.Request page : List.copyOf(pager.requests)) {
        look("page", bytes(page.headers() + page.body()));
      }
      answers(surface.port());
    }
  }

  /** Each operator has its entities. */
  private Path policy(String model) throws IOException {
    List<String> entities = PrivacyPolicy.ENTITIES.stream().sorted().toList();
    List<Operator> operators =
        Stream.of(Operator.values()).filter(operator -> operator != Operator.KEEP).toList();
    StringBuilder chosen = new StringBuilder();
    for (int i = 0; i < entities.size(); i++) {
      String operator = operators.get(i % operators.size()).name().toLowerCase(Locale.ROOT);
      chosen.append(entities.get(i)).append(": ").append(operator).append(", ");
    }
    String scoring =
        model.equals(SCORED)
            ? "{source: model, path: %s}".formatted(Path.of("models/card-support").toAbsolutePath())
            : "{source: provided}";
    return Files.writeString(
        folder.resolve(model + ".yaml"),
        """
        model: %s
        privacy:
          operators: {%s default: replace}
          consent: {purpose: monitoring, missing: withhold}
        scoring: %s
        outcome: {favourable: ["yes"]}
        groups:
          attributes: {channel: [], tier: [gold, silver]}
          reference: {channel: a}
          minimumSize: 10
        fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
        alerts: {falsePages: {atMost: 1, per: P1D}, clearAfter: 3, sinks: [pager]}
        retraining: {on: [page], minimumLabelled: 10}
        """
            .formatted(model, chosen, scoring));
  }

  private StagePipeline pipeline(
      Policies policies, PrometheusMeterRegistry registry, Receiver pager) throws IOException {
    RedactSettings redact =
        new RedactSettings(
            Set.of(CanaryTraffic.ALLOWED_HEADER),
            PatternDetector.DEFAULT_PHONE_REGIONS,
            key(KeyPurpose.SEALING),
            key(KeyPurpose.HASH),
            key(KeyPurpose.ENCRYPT));
    ServiceConfig.Sink sink =
        new ServiceConfig.Sink(
            ServiceConfig.SinkType.WEBHOOK,
            pager.url("/"),
            null,
            Alert.Severity.WARNING,
            null,
            ServiceConfig.SinkType.WEBHOOK.rate());
    // Compressed segments would hide what is in them.
    Map<String, String> plain =
        Map.of("compression.type", "none", "producer.compression.type", "none");
    StreamsSettings streams =
        new StreamsSettings(servers, folder.resolve("state"), "canary", 1, 1, plain);
    FlowSettings settings =
        FlowSettings.alone(redact, MeasureSettings.live(4))
            .delivering(new DeliverySidecar(Map.of("pager", sink)));
    return new StagePipeline(
        ServiceContext.now(policies, streams, registry), FlowStages.inOrder(settings));
  }

  private KeysetSource key(KeyPurpose purpose) throws IOException {
    Path file = Files.createDirectories(folder.resolve("keys")).resolve(purpose + ".json");
    return new KeysetSource.InFile(KeysetFile.create(file, purpose).forService());
  }

  private void send() {
    Map<String, Object> properties = Map.of("bootstrap.servers", servers);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
      int number = 0;
      for (Sent each : traffic.sent()) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(RAW, each.key(), each.value());
        each.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
        var unused = producer.send(record);
        var alsoUnused =
            producer.send(new ProducerRecord<>(RAW_OUTCOMES, each.id(), outcome(each)));
        ProducerRecord<String, byte[]> personal =
            new ProducerRecord<>(
                RAW_OUTCOMES,
                each.identifier().sentence(),
                CanaryOutcomes.value(each, number++, model(each)));
        personal.headers().add(CanaryTraffic.ALLOWED_HEADER, bytes(each.identifier().sentence()));
        var unusedToo = producer.send(personal);
      }
    }
  }

  private static byte[] outcome(Sent sent) {
    return bytes(
        Json.MAPPER
            .createObjectNode()
            .put("requestId", sent.id())
            .put("model", model(sent))
            .put("timestamp", Instant.now().toString())
            .put("kind", "label")
            .put("label", "yes")
            .toString());
  }

  private static String model(Sent sent) {
    return new String(sent.value(), StandardCharsets.UTF_8).contains(SCORED) ? SCORED : PROVIDED;
  }

  private boolean accounted() {
    TopicReconciliation found = TopicReconciliation.read(servers);
    long examples = new TopicReader(servers).count(Topics.TRAINING_EXAMPLES.name());
    return found.requests().received() == traffic.sent().size()
        && found.requests().balanced()
        && found.windows().keySet().containsAll(Set.of(PROVIDED, SCORED))
        && examples > traffic.sent().size() / 8;
  }

  private void answers(int port) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    List<String> paths =
        new ArrayList<>(List.of("/", "/metrics", "/health/ready", "/api/stages", "/api/models"));
    for (String model : List.of(PROVIDED, SCORED, "nobody@example.com")) {
      Stream.of("windows", "rules", "alerts", "jobs")
          .forEach(p -> paths.add("/api/models/" + model + "/" + p));
    }
    for (String path : paths) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      look(path, http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }
  }

  private void topics() throws Exception {
    Set<String> topics;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    }
    assertThat(topics).anyMatch(name -> name.endsWith("-changelog"));
    for (String topic : new TreeSet<>(topics)) {
      if (!Set.of(RAW, RAW_OUTCOMES).contains(topic)) {
        topic(topic).forEach(found -> leaks.put(found, "topic " + topic));
      }
    }
    words();
  }

  /** Keys, values and headers of all records, committed or not. */
  private Set<String> topic(String topic) {
    Set<String> found = new HashSet<>();
    Map<String, Object> properties = Map.of("bootstrap.servers", servers);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          found.addAll(planted.found(all(record)));
        }
      }
    }
    return found;
  }

  private static byte[] all(ConsumerRecord<byte[], byte[]> record) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Stream.concat(
            Stream.of(record.key(), record.value()),
            Stream.of(record.headers().toArray()).map(header -> header.value()))
        .forEach(
            part -> {
              all.writeBytes(part == null ? new byte[0] : part);
              all.write(0);
            });
    return all.toByteArray();
  }

  /** Identifiers that are too short to be looked for anywhere, in the records of their requests. */
  private void words() {
    Set<String> tooShort = new HashSet<>(planted.tooShort());
    Map<String, String> byRequest =
        traffic.sent().stream()
            .filter(sent -> tooShort.contains(sent.identifier().value()))
            .collect(Collectors.toMap(Sent::id, sent -> sent.identifier().value()));
    for (var topic : List.of(Topics.REDACTED_REQUESTS, Topics.SCORED_REQUESTS)) {
      new TopicReader(servers)
          .each(
              topic,
              (Inference record) -> {
                String value = byRequest.get(record.requestId());
                String texts = record.text() + "\n" + record.response() + "\n" + record.features();
                if (value != null
                    && Pattern.compile("\\b" + Pattern.quote(value) + "\\b")
                        .matcher(texts)
                        .find()) {
                  leaks.put(value, topic.name());
                }
              });
    }
  }

  /** The broker's segments but for the raw topics', the stages' state. */
  private void files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.contains("/" + RAW + "-") && !name.contains("/" + RAW_OUTCOMES + "-")) {
          look(name, Files.readAllBytes(file));
        }
      }
    }
  }

  private void logs() {
    for (ILoggingEvent event : List.copyOf(logged.list)) {
      String thrown =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      look("log of " + event.getLoggerName(), bytes(event.getFormattedMessage() + thrown));
    }
    assertThat(logged.list).isNotEmpty();
  }

  private void look(String where, byte[] bytes) {
    planted.found(bytes).forEach(found -> leaks.put(found, where));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
