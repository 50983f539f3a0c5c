package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.canary.Planted;
import dev.plumbline.cli.demo.CardSupportTraffic;
import dev.plumbline.cli.demo.EmploymentTraffic;
import dev.plumbline.cli.demo.PlannedRecord;
import dev.plumbline.cli.demo.TrafficPlayer;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.TopicReconciliation;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.kafka.client.LineProducer;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real service in a JVM of its own, killed without warning in the middle of traffic. */
class KillServiceIT {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int REQUESTS_OF_A_MODEL = 3_000;

  /** What the traffic makes up, as it stands in the raw records. */
  private static final Pattern PERSONAL =
      Pattern.compile(
          "\"subject\":\"([^\"]+)\"|\\b(4\\d{15})\\b|([a-z]{1,20}\\.[a-z]{1,20}@example\\.com)|(\\+44 20 7946 \\d{4})");

  @TempDir private Path folder;

  private final Path log = Path.of("target/kill-service.log");
  private String servers = "";

  @Test
  void shouldHaveEachRequestExactlyOnceWhenTheServiceIsKilledTwice() throws Exception {
    Files.deleteIfExists(log);
    ExecutorService traffic = Executors.newSingleThreadExecutor();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      // Given
      servers = broker.bootstrapServers();
      ShippedTopics.prepare(servers);
      Path bad = Files.write(folder.resolve("bad.jsonl"), FlowContract.badRequests());
      List<PlannedRecord> plan = plan();
      Process service = start();
      Future<Long> playing =
          traffic.submit(
              () ->
                  new TrafficPlayer(plan, HOUR, Clock.systemUTC())
                      .play(servers, Duration.ofSeconds(30), new CountDownLatch(1)));
      // When
      awaitScored(service, REQUESTS_OF_A_MODEL / 3);
      service = killAndRestart(service);
      new LineProducer(servers).send(bad, Topics.INFERENCE_REQUESTS);
      awaitScored(service, REQUESTS_OF_A_MODEL);
      service = killAndRestart(service);
      assertThat(playing.get(2, TimeUnit.MINUTES)).isEqualTo(plan.size());
      // Then
      Process last = service;
      await().atMost(LONG).pollInterval(Duration.ofSeconds(2)).until(() -> accounted(last));
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofSeconds(2))
          .until(() -> inPanes(last) == scored());
      last.destroy();
      assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
      eachOnce(plan);
      nothingPersonal();
    } finally {
      traffic.shutdownNow();
    }
  }

  private static List<PlannedRecord> plan() {
    List<PlannedRecord> plan =
        new ArrayList<>(CardSupportTraffic.plan(REQUESTS_OF_A_MODEL, HOUR, false, 7));
    plan.addAll(EmploymentTraffic.plan(REQUESTS_OF_A_MODEL, HOUR, 7));
    plan.sort(null);
    return plan;
  }

  private Process start() throws IOException {
    Path policies = Path.of("src/main/resources/demo").toAbsolutePath();
    Path config =
        Files.writeString(
            folder.resolve("plumbline.yaml"),
            """
            kafka: {bootstrapServers: "%s"}
            policies: ["%s/card-support.yaml", "%s/employment.yaml"]
            stateDir: state
            streams: {instanceId: service, replicationFactor: 1}
            http: {port: 0}
            """
                .formatted(servers, policies, policies));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx768m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "--config",
            config.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private Process killAndRestart(Process service) throws Exception {
    service.destroyForcibly();
    assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return start();
  }

  private void awaitScored(Process service, long count) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> alive(service) && scored() >= count);
  }

  private boolean alive(Process service) throws IOException {
    assertThat(service.isAlive()).as("the service ended:%n%s", tail()).isTrue();
    return true;
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  private long scored() {
    return topics().count(Topics.SCORED_REQUESTS.name());
  }

  private boolean accounted(Process service) throws IOException {
    TopicReconciliation found = TopicReconciliation.read(servers);
    return alive(service)
        && found.requests().received()
            == 2L * REQUESTS_OF_A_MODEL + FlowContract.badRequests().size()
        && found.requests().balanced();
  }

  /** People in the evidence panes of both models; every pane is written once. */
  private long inPanes(Process service) throws IOException {
    long[] people = new long[1];
    Set<String> panes = new HashSet<>();
    topics()
        .forEach(
            Topics.PANE_COUNTS.name(),
            (key, value) -> {
              JsonNode pane = json(value);
              assertThat(panes.add(key + pane.get("pane"))).isTrue();
              for (JsonNode group : pane.get("groups")) {
                boolean all = group.get("attribute").asText().equals(GroupCounts.ALL);
                people[0] += all ? group.get("requests").asLong() : 0;
              }
            });
    return alive(service) ? people[0] : -1;
  }

  private void eachOnce(List<PlannedRecord> plan) {
    Map<String, Integer> redacted = ids(Topics.REDACTED_REQUESTS.name());
    Map<String, Integer> scored = ids(Topics.SCORED_REQUESTS.name());
    assertThat(twice(redacted)).isEmpty();
    assertThat(twice(scored)).isEmpty();
    // The empty text can be redacted and not scored.
    assertThat(without(redacted.keySet(), scored.keySet())).containsExactly("bad-6");
    assertThat(without(scored.keySet(), redacted.keySet())).isEmpty();
    Set<String> sent = new HashSet<>();
    plan.stream()
        .filter(record -> record.topic().name().equals(Topics.INFERENCE_REQUESTS.name()))
        .forEach(record -> sent.add(record.requestId()));
    Set<String> letters = new HashSet<>();
    topics()
        .forEach(
            Topics.DEAD_LETTERS.name(),
            (key, value) ->
                assertThat(letters.add(key)).as("two dead letters of %s", key).isTrue());
    // The record with lone surrogates is scored; the other bad ones and the withheld have letters.
    assertThat(without(scored.keySet(), sent)).containsExactly("bad-7");
    assertThat(scored.size() + letters.size())
        .isEqualTo(sent.size() + FlowContract.badRequests().size());
  }

  private static List<String> twice(Map<String, Integer> ids) {
    return ids.keySet().stream().filter(id -> ids.get(id) != 1).toList();
  }

  private static List<String> without(Set<String> these, Set<String> those) {
    return these.stream().filter(id -> !those.contains(id)).toList();
  }

  private Map<String, Integer> ids(String topic) {
    Map<String, Integer> ids = new HashMap<>();
    topics()
        .forEach(
            topic,
            (key, value) -> ids.merge(json(value).get("requestId").asText(), 1, Integer::sum));
    return ids;
  }

  private void nothingPersonal() throws IOException {
    Set<String> planted = new HashSet<>();
    topics()
        .forEach(
            Topics.INFERENCE_REQUESTS.name(),
            (key, value) -> {
              Matcher found = PERSONAL.matcher(new String(value, StandardCharsets.UTF_8));
              while (found.find()) {
                Stream.of(1, 2, 3, 4)
                    .map(found::group)
                    .filter(text -> text != null)
                    .forEach(planted::add);
              }
            });
    assertThat(planted).hasSizeGreaterThan(300);
    Planted search = new Planted(planted);
    assertThat(search.in(Files.readAllBytes(log))).isFalse();
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(search.in(Files.readAllBytes(file))).as(file.toString()).isFalse();
      }
    }
    assertThat(search.in(("x" + planted.iterator().next() + "x").getBytes(StandardCharsets.UTF_8)))
        .isTrue();
    for (String topic :
        List.of("redacted-requests", "scored-requests", "training-examples", "dead-letters")) {
      topics().forEach(topic, (key, value) -> assertThat(search.in(value)).as(topic).isFalse());
    }
  }

  private TopicReader topics() {
    return new TopicReader(servers);
  }

  private static JsonNode json(byte[] value) {
    try {
      return Json.MAPPER.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
