package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.proof.ClusterTopics;
import dev.plumbline.cli.proof.DrawnPanes;
import dev.plumbline.cli.proof.Verifier;
import dev.plumbline.cli.proof.WatchedPanes;
import dev.plumbline.cli.service.DeliverySidecar;
import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.service.ServiceConfig;
import dev.plumbline.config.service.ServiceConfig.SinkType;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.webhook.Receiver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The chain on a real broker. */
class ChainIT {

  private static final String KEY = "credit/demographic_parity_difference/sex/f";
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir private Path folder;

  /** By the folder of a process's state. */
  private final Map<String, SimpleMeterRegistry> registries = new HashMap<>();

  @Test
  void shouldGoOnWithTheChainWhenTheStageRestartsWithoutItsState() throws Exception {
    Verifier.assumeInstalled();
    // Given what the stage makes of the panes when it is never stopped
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED);
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        Receiver witness = new Receiver()) {
      String servers = broker.bootstrapServers();
      ShippedTopics.prepare(servers);
      DrawnPanes panes = new DrawnPanes(21);
      panes.fair(watched, 150, 100);
      Alert page = panes.untilPage(watched, 100, KEY);
      List<byte[]> values = watched.values();
      List<ChainHead> expected = watched.heads();
      // When the stage is stopped in between and starts on another machine
      try (StagePipeline first = pipeline(servers, watched.policy(), "state-1", witness)) {
        first.start(LONG);
        produce(servers, values.subList(0, 100));
        await().atMost(LONG).until(() -> heads(servers).size() == 2);
      }
      try (StagePipeline second = pipeline(servers, watched.policy(), "state-2", witness)) {
        second.start(LONG);
        produce(servers, values.subList(100, values.size()));
        // Then
        await().atMost(LONG).until(() -> heads(servers).size() == expected.size());
        assertThat(heads(servers)).isEqualTo(expected);
        await().atMost(LONG).until(() -> told(witness).equals(expected));
        SimpleMeterRegistry registry = registries.get("state-2");
        assertThat(registry.get("plumbline.chain.panes").tag("model", "credit").gauge().value())
            .isEqualTo(values.size());
        assertThat(registry.get("plumbline.chain.head").tag("model", "credit").gauge().value())
            .isEqualTo(Long.parseLong(last(expected).head().substring(0, 12), 16));
      }
      // And the page is proven from the cluster
      Path proof = folder.resolve("proof.json");
      assertThat(
              execute(
                  "prove",
                  KEY,
                  "--policy",
                  watched.policy(),
                  "--bootstrap-servers",
                  servers,
                  "--out",
                  proof))
          .isZero();
      Verifier.Answer answer = Verifier.verify(proof, "--head", last(expected).head());
      assertThat(answer.said()).startsWith("proof holds: " + KEY + " at " + page.at());
      // And so is the one that opened the incident
      Incident incident = watched.incidents().get(0);
      assertThat(
              execute(
                  "prove",
                  incident.key(),
                  "--policy",
                  watched.policy(),
                  "--bootstrap-servers",
                  servers,
                  "--out",
                  proof))
          .isZero();
      assertThat(Verifier.verify(proof).said())
          .startsWith(
              "proof holds: credit/" + incident.rule() + " at " + incident.status().since());
      assertThat(
              execute(
                  "chain",
                  "credit",
                  "--bootstrap-servers",
                  servers,
                  "--head",
                  last(expected).head()))
          .isZero();
    }
  }

  @Test
  void shouldGiveTheHeadsOfTheLiveStageWhenTrafficIsReplayed() throws Exception {
    // Given an hour and a half in which f is approved less
    Path policy = Files.writeString(folder.resolve("policy.yaml"), DrawnPanes.DECLARED);
    Path requests = folder.resolve("requests.jsonl");
    Files.write(requests, DrawnPanes.requests(90, 30));
    Path out = folder.resolve("out");
    // When
    assertThat(execute("replay", "--policy", policy, "--requests", requests, "--out", out))
        .isZero();
    // Then the stage's own topology says the same of the panes
    Path live = Files.createDirectories(folder.resolve("live"));
    try (WatchedPanes watched = new WatchedPanes(live, DrawnPanes.DECLARED)) {
      for (String line : Files.readAllLines(out.resolve("pane-counts.jsonl"))) {
        watched.add("credit", line.getBytes(StandardCharsets.UTF_8));
      }
      Path recorded = watched.leave(folder.resolve("recorded"));
      assertThat(watched.heads()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(out.resolve("chain-heads.jsonl"))
          .hasSameTextualContentAs(recorded.resolve("chain-heads.jsonl"));
    }
    // And the page that the replay found is proven from its folder
    Verifier.assumeInstalled();
    Path proof = folder.resolve("proof.json");
    assertThat(execute("prove", KEY, "--policy", policy, "--from", out, "--out", proof)).isZero();
    assertThat(Verifier.verify(proof).said()).startsWith("proof holds: " + KEY);
    // By the id of its incident too
    Incident incident =
        Json.MAPPER.readValue(
            Files.readAllLines(out.resolve("incidents.jsonl")).get(0), Incident.class);
    assertThat(execute("prove", incident.id(), "--policy", policy, "--from", out, "--out", proof))
        .isZero();
    assertThat(Verifier.verify(proof).said())
        .startsWith("proof holds: credit/" + incident.rule() + " at " + incident.status().since());
  }

  private StagePipeline pipeline(String servers, Path policy, String state, Receiver witness) {
    ServiceConfig.Sink sink =
        new ServiceConfig.Sink(
            SinkType.WITNESS,
            witness.url("/heads"),
            null,
            Alert.Severity.PAGE,
            null,
            SinkType.WITNESS.rate());
    StreamsSettings streams =
        new StreamsSettings(servers, folder.resolve(state), "chain", 1, 1, Map.of());
    FlowSettings settings =
        FlowSettings.live().delivering(new DeliverySidecar(Map.of("auditor", sink)));
    return new StagePipeline(
        ServiceContext.now(
            PolicyReader.readAll(List.of(policy)),
            streams,
            registries.computeIfAbsent(state, name -> new SimpleMeterRegistry())),
        FlowStages.inOrder(settings).stream()
            .filter(stage -> stage.name().equals("alert"))
            .toList());
  }

  private static void produce(String servers, List<byte[]> values) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(Topics.PANE_COUNTS.name(), "credit", value)).get();
      }
    }
  }

  private static List<ChainHead> heads(String servers) {
    return new ClusterTopics(new TopicReader(servers)).heads("credit");
  }

  private static List<ChainHead> told(Receiver witness) {
    return witness.requests.stream().map(request -> head(request.body())).toList();
  }

  private static ChainHead head(String body) {
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      return Json.MAPPER.treeToValue(json.get("head"), ChainHead.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <V> V last(List<V> values) {
    return values.get(values.size() - 1);
  }

  private static int execute(Object... arguments) {
    return new CommandLine(Main.class)
        .execute(List.of(arguments).stream().map(String::valueOf).toArray(String[]::new));
  }
}
