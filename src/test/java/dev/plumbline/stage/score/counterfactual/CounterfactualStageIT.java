package dev.plumbline.stage.score.counterfactual;

import static dev.plumbline.stage.score.ScoreFixtures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.event.Outcome;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.score.ScoreTopology;
import dev.plumbline.stage.score.model.GenderScorer;
import dev.plumbline.stage.score.model.ModelWorkers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes beside scoring on a real broker: they change nothing of it, and come once each. */
class CounterfactualStageIT {

  private static final int PARTITIONS = 3;
  private static final int REQUESTS = 300;

  @TempDir private Path folder;

  @Test
  void shouldScoreTheSameAndSayEachChangeOnceWhenProbesRunBeside() throws Exception {
    // When
    Map<String, String> plain = new TreeMap<>();
    Map<String, String> probed = new TreeMap<>();
    List<Outcome> none = run("plain", CounterfactualTopologyTest.policies(0), plain);
    List<Outcome> outcomes = run("probed", CounterfactualTopologyTest.policies(1), probed);

    // Then
    assertThat(none).isEmpty();
    assertThat(plain).hasSize(REQUESTS).isEqualTo(probed);
    assertThat(outcomes)
        .allMatch(outcome -> outcome.kind() == Outcome.Kind.COUNTERFACTUAL)
        .extracting(Outcome::requestId)
        .doesNotHaveDuplicates()
        .hasSize(REQUESTS / 2);
  }

  /** Half of the texts have a listed word; the stages restart in the middle. */
  private List<Outcome> run(String name, Policies policies, Map<String, String> scored)
      throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve(name))) {
      String servers = broker.bootstrapServers();
      createTopics(servers);
      boolean probes = CounterfactualTopology.isWanted(policies);
      for (int half = 0; half < 2; half++) {
        send(servers, half * REQUESTS / 2, (half + 1) * REQUESTS / 2);
        stages(servers, policies, probes, half == 0 ? REQUESTS / 4 : REQUESTS, name);
      }
      TopicReader topics = new TopicReader(servers);
      topics.forEach(
          Topics.SCORED_REQUESTS.name(),
          (key, value) ->
              scored.merge(key, new String(value, StandardCharsets.UTF_8), String::concat));
      topics.each(Topics.REDACTED_OUTCOMES, outcomes::add);
    }
    return outcomes;
  }

  /** Runs both until so many requests are scored, and where probed, their words swapped. */
  private void stages(String servers, Policies policies, boolean probes, int requests, String name)
      throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    StreamsSettings settings =
        new StreamsSettings(servers, folder.resolve(name + "-state"), "one", 1, 1, Map.of());
    TopicReader topics = new TopicReader(servers);
    try (ModelWorkers workers =
            ModelWorkers.open(policies, policy -> new GenderScorer("v1"), registry);
        StageRunner score =
            new StageRunner(
                ScoreTopology.STAGE,
                new ScoreTopology(policies, workers, registry).build(),
                settings,
                registry);
        StageRunner probe =
            new StageRunner(
                CounterfactualTopology.NAME,
                new CounterfactualTopology(policies, workers, registry).build(),
                settings,
                registry)) {
      score.start();
      probe.start();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  topics.count(Topics.SCORED_REQUESTS.name()) >= requests
                      && (!probes
                          || topics.count(Topics.REDACTED_OUTCOMES.name()) >= requests / 2));
    }
  }

  private static void createTopics(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      List<Topic<?>> topics =
          List.of(
              Topics.REDACTED_REQUESTS,
              Topics.SCORED_REQUESTS,
              Topics.REDACTED_OUTCOMES,
              Topics.DEAD_LETTERS);
      admin
          .createTopics(
              topics.stream()
                  .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1))
                  .toList())
          .all()
          .get();
    }
  }

  private static void send(String servers, int from, int to) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = from; i < to; i++) {
        String id = Integer.toString(i);
        String text = i % 2 == 0 ? "he paid " + id : "the theme " + id;
        sent.add(
            producer.send(
                new ProducerRecord<>(Topics.REDACTED_REQUESTS.name(), id, json(id, text))));
      }
      for (Future<RecordMetadata> acknowledged : sent) {
        acknowledged.get();
      }
    }
  }
}
