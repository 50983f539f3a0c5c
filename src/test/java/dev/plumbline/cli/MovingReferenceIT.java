package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.kafka.client.LineProducer;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import dev.plumbline.stage.redact.request.RedactSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Drift against the same hours of the weeks before, and against the day before: the running stages
 * on a real broker, whose records come out of order within grace and which move to an empty disk in
 * the middle, say what a replay of the same records says.
 */
class MovingReferenceIT {

  private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final int DAYS = 17;
  private static final int MOVED = 9;
  private static final int A_DAY = 500;
  private static final List<String> MODELS = List.of("weekly", "rolling");

  @TempDir private Path folder;

  private record Arrival(Instant at, String line) {}

  @Test
  void shouldSayWhatAReplaySaysWhenRecordsComeOutOfOrderAndTheServiceMoves() throws Exception {
    // Given
    List<Arrival> arrivals = arrivals();
    List<Path> policies =
        List.of(policy("weekly", "seasonal: P7D"), policy("rolling", "rolling: P1D"));
    Instant moved = START.plus(Duration.ofDays(MOVED));
    Path first = lines("first", arrivals.stream().filter(each -> each.at().isBefore(moved)));
    Path second = lines("second", arrivals.stream().filter(each -> !each.at().isBefore(moved)));
    Path all = lines("all", arrivals.stream());
    Path out = replay(policies, all);
    Map<String, JsonNode> expected = drift(read(out, "window-measures.jsonl"));
    List<JsonNode> expectedAlerts = driftAlerts(read(out, "ethics-alerts.jsonl"));
    assertThat(expectedAlerts).extracting(each -> each.get("model").asText()).contains("weekly");
    assertThat(expectedAlerts).extracting(each -> each.get("model").asText()).contains("rolling");

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      String servers = broker.bootstrapServers();
      ShippedTopics.prepare(servers);
      // When
      try (StagePipeline stages = stages(policies, servers, "one")) {
        stages.start(LONG);
        new LineProducer(servers).send(first, Topics.INFERENCE_REQUESTS);
        // The last hours stay open until more comes.
        awaitWindows(servers, (int) Duration.ofDays(MOVED).toHours() - 3);
      }
      try (StagePipeline stages = stages(policies, servers, "two")) {
        new LineProducer(servers).send(second, Topics.INFERENCE_REQUESTS);
        stages.start(LONG);
        awaitWindows(servers, (int) Duration.ofDays(DAYS).toHours() - 3);
        // Then
        await()
            .atMost(LONG)
            .untilAsserted(
                () ->
                    assertThat(driftAlerts(read(servers, Topics.ETHICS_ALERTS)))
                        .hasSize(expectedAlerts.size()));
      }
      Map<String, JsonNode> told = drift(read(servers, Topics.WINDOW_MEASURES));
      assertThat(told).hasSizeGreaterThan(2 * (DAYS * 24 - 3) - 1);
      told.forEach((window, drift) -> assertThat(drift).as(window).isEqualTo(expected.get(window)));
      assertThat(driftAlerts(read(servers, Topics.ETHICS_ALERTS))).isEqualTo(expectedAlerts);
    }
  }

  /**
   * Days and weekends differ; scores of everybody fall in the afternoon of the fifteenth day. Each
   * record is up to nine minutes late, and grace is ten.
   */
  private static List<Arrival> arrivals() {
    Random random = new Random(5);
    List<Arrival> arrivals = new ArrayList<>();
    for (int n = 0; n < DAYS * A_DAY; n++) {
      Instant at = START.plusMillis((long) (random.nextDouble() * DAYS * 86_400_000L));
      long day = Duration.between(START, at).toDays();
      double wave = Math.sin(2 * Math.PI * (at.getEpochSecond() % 86_400) / 86_400);
      boolean wrong = day == 14 && wave < -0.3;
      double score = 0.7 + 0.08 * wave - (wrong ? 0.35 : 0) + 0.05 * random.nextGaussian();
      for (String model : MODELS) {
        Instant arrives = at.plusMillis((long) (random.nextDouble() * 9 * 60_000));
        arrivals.add(new Arrival(arrives, request(model, n, at, score)));
      }
    }
    arrivals.sort(Comparator.comparing(Arrival::at).thenComparing(Arrival::line));
    return arrivals;
  }

  private static String request(String model, int n, Instant at, double score) {
    double probability = Math.max(0.01, Math.min(0.99, score));
    return String.format(
        Locale.ROOT,
        "{\"requestId\":\"%s-%d\",\"model\":\"%s\",\"timestamp\":\"%s\",\"attributes\":{\"sex\":\"%s\"},"
            + "\"prediction\":{\"label\":\"%s\",\"score\":%.4f}}",
        model,
        n,
        model,
        at,
        n % 2 == 0 ? "f" : "m",
        n % 3 == 0 ? "no" : "yes",
        probability);
  }

  private Path policy(String model, String reference) throws IOException {
    return Files.writeString(
        folder.resolve(model + ".yaml"),
        """
        model: %s
        scoring: {source: provided}
        privacy: {consent: {missing: allow}}
        outcome: {favourable: ["yes"]}
        groups: {attributes: {sex: [f, m]}, minimumSize: 5}
        windows: {size: PT1H, advance: PT1H, grace: PT10M}
        drift:
          reference: {%s}
          signals: [{signal: score, statistic: kolmogorov_smirnov}, {signal: label}]
        fairness: [{metric: demographic_parity_difference, tolerance: 0.3}]
        """
            .formatted(model, reference));
  }

  private Path lines(String name, Stream<Arrival> arrivals) throws IOException {
    return Files.write(folder.resolve(name + ".jsonl"), arrivals.map(Arrival::line).toList());
  }

  private Path replay(List<Path> policies, Path requests) {
    Path out = folder.resolve("out");
    List<String> arguments = new ArrayList<>(List.of("--policy"));
    policies.forEach(policy -> arguments.add(policy.toString()));
    arguments.addAll(List.of("--requests", requests.toString(), "--out", out.toString()));
    int exit =
        new CommandLine(new ReplayCommand())
            .setOut(new PrintWriter(Writer.nullWriter()))
            .execute(arguments.toArray(String[]::new));
    assertThat(exit).isZero();
    return out;
  }

  /** No pause of a busy machine counts as silence: only records let event time pass. */
  private StagePipeline stages(List<Path> policies, String servers, String disk) {
    MeasureSettings measure =
        new MeasureSettings(1, Duration.ofMillis(200), Duration.ofMinutes(30), Publication.LIVE);
    return new StagePipeline(
        ServiceContext.now(
            Policies.of(policies.stream().map(PolicyReader::read).toList()),
            new StreamsSettings(servers, folder.resolve(disk), disk, 1, 1, Map.of()),
            new SimpleMeterRegistry()),
        FlowStages.named(
            List.of("redact", "score", "measure", "alert"),
            FlowStages.inOrder(FlowSettings.alone(RedactSettings.DEFAULT, measure))));
  }

  private static void awaitWindows(String servers, int hours) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> drift(read(servers, Topics.WINDOW_MEASURES)).size() >= MODELS.size() * hours);
  }

  private static List<JsonNode> read(Path out, String file) throws IOException {
    List<JsonNode> values = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve(file))) {
      values.add(Json.MAPPER.readTree(line));
    }
    return values;
  }

  private static List<JsonNode> read(String servers, Topic<?> topic) {
    List<JsonNode> values = new ArrayList<>();
    new TopicReader(servers)
        .forEach(
            topic.name(),
            (key, value) -> {
              try {
                values.add(Json.MAPPER.readTree(value));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return values;
  }

  /** Drift of each window, by model and start. */
  private static Map<String, JsonNode> drift(List<JsonNode> windows) {
    Map<String, JsonNode> drift = new TreeMap<>();
    for (JsonNode window : windows) {
      drift.put(
          window.get("model").asText() + " " + window.get("window").get("start").asText(),
          window.get("drift"));
    }
    return drift;
  }

  /** In order of time; each model has one rule of drift. */
  private static List<JsonNode> driftAlerts(List<JsonNode> alerts) {
    return alerts.stream()
        .filter(alert -> alert.get("rule").get("metric").asText().startsWith("drift"))
        .sorted(Comparator.comparing((JsonNode alert) -> alert.get("at").asText() + alert))
        .toList();
  }
}
