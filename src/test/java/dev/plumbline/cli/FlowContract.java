package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.cli.demo.CardSupportTraffic;
import dev.plumbline.cli.demo.EmploymentTraffic;
import dev.plumbline.cli.demo.PlannedRecord;
import dev.plumbline.cli.demo.TrafficPlayer;
import dev.plumbline.cli.service.DeliverySidecar;
import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.LiveFollowers;
import dev.plumbline.cli.service.MetricsRegistry;
import dev.plumbline.cli.service.RequestBalance;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.cli.service.StageProgress;
import dev.plumbline.cli.service.StatusServer;
import dev.plumbline.cli.service.TopicReconciliation;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.service.ServiceConfig;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.kafka.client.LineProducer;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.webhook.Receiver;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * What the whole flow promises on any broker; the embedded one and a container run the same body.
 */
final class FlowContract {

  private static final String NAME = "Guinevere Pendragon";
  private static final String CARD = "4532015112830366";

  /** Made by Prometheus itself. */
  private static final Set<String> PROMETHEUS_KNOWS = Set.of("up");

  private static final Set<String> PROMETHEUS_ADDS = Set.of("job", "instance");

  private FlowContract() {}

  static void holds(String bootstrapServers, Path folder) throws Exception {
    // Given
    ShippedTopics.prepare(bootstrapServers);
    Policies policies =
        PolicyReader.readAll(
            List.of(
                Path.of("src/main/resources/demo/card-support.yaml"),
                Path.of("src/main/resources/demo/employment.yaml")));
    Duration hour = Duration.ofHours(1);
    List<PlannedRecord> plan = new ArrayList<>(CardSupportTraffic.plan(300, hour, false, 7));
    plan.addAll(EmploymentTraffic.plan(900, hour, 7));
    plan.sort(null);
    Path bad = Files.write(folder.resolve("bad.jsonl"), badRequests());
    PrometheusMeterRegistry registry = MetricsRegistry.registry();
    try (Receiver pager = new Receiver();
        StagePipeline pipeline = pipeline(policies, bootstrapServers, folder, registry, pager)) {
      pipeline.start(Duration.ofSeconds(60));
      // When
      new TrafficPlayer(plan, hour, Clock.systemUTC())
          .play(bootstrapServers, Duration.ofSeconds(4), new CountDownLatch(1));
      new LineProducer(bootstrapServers).send(bad, Topics.INFERENCE_REQUESTS);
      // Then
      await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(() -> accounted(TopicReconciliation.read(bootstrapServers)));
      dashboardsFindTheirMetrics(bootstrapServers, policies, registry, pipeline);
    }
    reasons(new TopicReader(bootstrapServers));
    nothingPersonal(new TopicReader(bootstrapServers));
    demoShowsEveryIndicator(new TopicReader(bootstrapServers));
  }

  private static void accounted(TopicReconciliation found) {
    RequestBalance requests = found.requests();
    assertThat(requests.received()).isEqualTo(1200 + badRequests().size());
    assertThat(requests.balanced()).isTrue();
    // The record with lone surrogates is scored; the rest of the bad ones are not.
    assertThat(requests.deadLettered()).isEqualTo(badRequests().size() - 1L);
    assertThat(requests.withheld()).isPositive();
    assertThat(found.windows().get("employment")).isGreaterThan(50);
    assertThat(found.windows().get("card-support")).isGreaterThan(50);
  }

  private static void demoShowsEveryIndicator(TopicReader topics) {
    List<WindowMeasures> windows = new ArrayList<>();
    topics.each(Topics.WINDOW_MEASURES, windows::add);
    assertThat(windows)
        .filteredOn(window -> window.model().equals("card-support") && window.requests() > 10)
        .isNotEmpty()
        .allSatisfy(
            window -> {
              assertThat(window.ethics().contributions())
                  .containsOnlyKeys(
                      "privacy", "consent", "transparency", "confidence", "oversight");
              assertThat(window.ethics().values().get("transparency")).isBetween(0.5, 1.0);
              // Risky messages weigh more: the weights add up to more than one a record.
              assertThat(window.ethics().sum()).isGreaterThan(8.0 * window.requests() * 0.8);
            });
  }

  private static void reasons(TopicReader topics) {
    List<String> causes = new ArrayList<>();
    topics.forEach(
        Topics.DEAD_LETTERS.name(), (key, value) -> causes.add(read(value).cause().errorClass()));
    assertThat(causes)
        .contains(
            "not_json",
            "wrong_type",
            "unknown_model",
            "missing_field",
            "text_too_long",
            "timestamp_in_future",
            "text_empty",
            "consent_withheld");
  }

  private static DeadLetter read(byte[] value) {
    try {
      return Json.MAPPER.readValue(value, DeadLetter.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void nothingPersonal(TopicReader topics) {
    for (String topic :
        List.of(
            "redacted-requests",
            "scored-requests",
            "dead-letters",
            "pane-counts",
            "window-measures")) {
      topics.forEach(
          topic,
          (key, value) ->
              assertThat(new String(value, StandardCharsets.UTF_8)).doesNotContain(NAME, CARD));
    }
  }

  static List<String> badRequests() {
    String consent = "\"consent\":{\"purposes\":[\"monitoring\"]}";
    String who = "\"subject\":\"" + NAME + "\"," + consent;
    return List.of(
        "{not json, card " + CARD,
        "{\"requestId\":\"bad-1\",\"model\":\"card-support\",\"text\":[7]," + who + "}",
        "{\"requestId\":\"bad-2\",\"model\":\"" + NAME + "\",\"text\":\"x\"}",
        "{\"model\":\"card-support\",\"text\":\"" + CARD + "\"," + who + "}",
        "{\"requestId\":\"bad-4\",\"model\":\"card-support\",\"text\":\""
            + "x".repeat(2_000_000)
            + "\","
            + who
            + "}",
        "{\"requestId\":\"bad-5\",\"model\":\"card-support\",\"text\":\"x\",\"timestamp\":\"3000-01-01T00:00:00Z\","
            + who
            + "}",
        "{\"requestId\":\"bad-6\",\"model\":\"card-support\",\"text\":\"\"," + who + "}",
        "{\"requestId\":\"bad-7\",\"model\":\"card-support\",\"text\":\"card \\ud800 lost, "
            + CARD
            + "\","
            + who
            + "}");
  }

  /** Every name and label in grafana/ is served by this flow, once an alert and a job have come. */
  @SuppressWarnings("try") // what follows the topics only needs closing
  private static void dashboardsFindTheirMetrics(
      String bootstrapServers,
      Policies policies,
      PrometheusMeterRegistry registry,
      StagePipeline pipeline)
      throws Exception {
    StageProgress progress = new StageProgress(registry, new PrintWriter(Writer.nullWriter()));
    Path events = Path.of("src/test/resources/events");
    LineProducer producer = new LineProducer(bootstrapServers);
    producer.send(events.resolve("alert.jsonl"), Topics.ETHICS_ALERTS);
    producer.send(events.resolve("job.jsonl"), Topics.RETRAINING_JOBS);
    try (StatusServer surface =
            new StatusServer(HttpAccess.open("127.0.0.1", 0), registry, policies);
        LiveFollowers live = surface.show(pipeline, progress)) {
      URI metrics = URI.create("http://127.0.0.1:" + surface.port() + "/metrics");
      HttpClient http = HttpClient.newHttpClient();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                String scrape =
                    http.send(
                            HttpRequest.newBuilder(metrics).build(),
                            HttpResponse.BodyHandlers.ofString())
                        .body();
                assertThat(missing(PromQl.served(scrape))).isEmpty();
                assertThat(scrape.lines().filter(line -> line.matches("# HELP \\S+ *"))).isEmpty();
                assertThat(scrape.lines().filter(line -> line.startsWith("kafka_")))
                    .hasSizeBetween(50, 500);
              });
    }
  }

  private static List<String> missing(Map<String, Set<String>> served) throws IOException {
    List<String> missing = new ArrayList<>();
    for (String expression : PromQl.expressions()) {
      PromQl.asked(expression)
          .forEach(
              (metric, labels) -> {
                Set<String> found = new HashSet<>(served.getOrDefault(metric, Set.of()));
                found.addAll(PROMETHEUS_ADDS);
                if (!PROMETHEUS_KNOWS.contains(metric)
                    && (!served.containsKey(metric) || !found.containsAll(labels))) {
                  missing.add(metric + labels);
                }
              });
      Set<String> known = new HashSet<>(PROMETHEUS_ADDS);
      PromQl.asked(expression)
          .keySet()
          .forEach(metric -> known.addAll(served.getOrDefault(metric, Set.of())));
      if (!known.containsAll(PromQl.grouped(expression))) {
        missing.add("labels of " + expression);
      }
    }
    return missing;
  }

  private static StagePipeline pipeline(
      Policies policies,
      String bootstrapServers,
      Path folder,
      PrometheusMeterRegistry registry,
      Receiver pager) {
    ServiceConfig.Sink sink =
        new ServiceConfig.Sink(
            ServiceConfig.SinkType.WEBHOOK,
            pager.url("/"),
            null,
            Alert.Severity.PAGE,
            null,
            ServiceConfig.SinkType.WEBHOOK.rate());
    StreamsSettings streams =
        new StreamsSettings(bootstrapServers, folder.resolve("state"), "flow", 1, 1, Map.of());
    FlowSettings settings =
        FlowSettings.live().delivering(new DeliverySidecar(Map.of("pager", sink)));
    return new StagePipeline(
        ServiceContext.now(policies, streams, registry), FlowStages.inOrder(settings));
  }
}
