package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.ServiceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of hostile records on every topic that a stage reads and that other people can write,
 * by right or by mistake, with good requests behind them.
 */
class HostileRecordsIT {

  private static final int OF_PRODUCERS = 4_000;
  private static final int BY_MISTAKE = 500;
  private static final int GOOD = 50;
  private static final int OUTCOMES_EACH = 20;

  private static final String REQUEST =
      """
      {"requestId":"hostile-ID","model":"desk","timestamp":"NOW","text":"my card is lost",
       "response":"we block it","subject":"person 7","features":{"age":41.5,"city":"Bremen",
       "vip":true},"attributes":{"sex":"female","language":"en"},
       "consent":{"purposes":["monitoring"]},"prediction":{"label":"yes","score":0.8,
       "scores":{"yes":0.8,"no":0.2},"modelVersion":"v1","unknownTokenRate":0.1,
       "truncated":false}}""";

  private static final String OUTCOME =
      """
      {"requestId":"good-7","model":"desk","timestamp":"NOW","kind":"label","label":"yes",
       "value":0.5,"flipped":false}""";

  private static final String SCORED =
      """
      {"requestId":"mistake-ID","model":"desk","timestamp":"NOW","text":"lost","features":{"age":4},
       "attributes":{"sex":"male"},"subject":"s","prediction":{"label":"yes","score":0.8,
       "scores":{"yes":0.8},"modelVersion":"v1","source":"provided","truncated":false},
       "redactions":[{"entity":"PERSON","field":"text","count":1}],"policyVersion":"x",
       "flags":["f"],"ethics":{"privacy":0.5}}""";

  private static final String ALERT =
      """
      {"key":"desk/accuracy_difference/sex/female","model":"desk",
       "rule":{"metric":"accuracy_difference","attribute":"sex","group":"female"},"state":"open",
       "severity":"page","since":"NOW","onset":"NOW","at":"NOW","value":0.3,"n":100,
       "nReference":100,"tolerance":0.1,"evidence":5.0,"threshold":4.0,"summary":"s",
       "policyVersion":"x","contributions":{"a":0.5},"examples":["e"]}""";

  private static final String JOB =
      """
      {"jobId":"desk-1","model":"desk","state":"rejected","cause":"k",
       "rule":{"metric":"accuracy_difference","attribute":"sex","group":"female"},
       "requestedAt":"NOW","at":"NOW","examples":7,"candidate":null,"before":{"gap":0.2},
       "after":{"gap":0.1},"reason":"r","policyVersion":"x"}""";

  private static final String RELEASE =
      """
      {"model":"desk","modelVersion":"v2","path":"models/none","cause":"job","at":"NOW"}""";

  @TempDir private static Path folder;
  private static final SimpleMeterRegistry REGISTRY = new SimpleMeterRegistry();
  private static final Map<String, Long> SENT = new HashMap<>();
  private static EmbeddedBroker broker;
  private static StagePipeline pipeline;

  @BeforeAll
  static void run() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    ShippedTopics.prepare(broker.bootstrapServers());
    StreamsSettings streams =
        new StreamsSettings(
            broker.bootstrapServers(), folder.resolve("state"), "one", 1, 1, Map.of());
    pipeline =
        new StagePipeline(
            ServiceContext.now(PolicyReader.readAll(List.of(policy())), streams, REGISTRY),
            FlowStages.inOrder(FlowSettings.live()));
    pipeline.start(Duration.ofSeconds(60));
    send(new HostileRecords(16));
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> scored().containsAll(good()));
  }

  @AfterAll
  static void close() {
    pipeline.close();
    broker.close();
  }

  @Test
  void shouldKeepEveryStageRunningWhenRecordsAreHostile() {
    assertThat(pipeline.failed()).isFalse();
    assertThat(pipeline.runners()).allMatch(StageRunner::running).noneMatch(StageRunner::disturbed);
  }

  /** The fields are checked first: nothing was left for the handler of exceptions. */
  @Test
  void shouldRefuseAFieldByItsNameWhenItIsHostile() {
    assertThat(letters().values().stream().flatMap(List::stream))
        .allSatisfy(
            letter ->
                assertThat(letter.cause().errorClass())
                    .as(letter.stage() + ": " + letter.cause().reason())
                    .isNotIn("processing_failed", "too_large"));
  }

  @Test
  void shouldAnswerEveryRecordOnceWhenProducersSentIt() {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(passed(Topics.REDACTED_REQUESTS) + refused(Topics.INFERENCE_REQUESTS))
                  .isEqualTo(SENT.get(Topics.INFERENCE_REQUESTS.name()));
              assertThat(
                      passed(Topics.REDACTED_OUTCOMES)
                          - SENT.get(Topics.REDACTED_OUTCOMES.name())
                          + refused(Topics.OUTCOMES))
                  .isEqualTo(SENT.get(Topics.OUTCOMES.name()));
            });
  }

  private static Path policy() throws Exception {
    return Files.writeString(
        folder.resolve("desk.yaml"),
        """
        model: desk
        scoring: {source: model, path: %s}
        outcome: {favourable: [lost_or_stolen_card]}
        groups: {attributes: {sex: [female, male], language: [en, de]}}
        fairness:
          - {metric: demographic_parity_difference, tolerance: 0.1}
          - {metric: accuracy_difference, tolerance: 0.1}
          - {metric: mean_score_difference, tolerance: 0.1}
          - {metric: calibration_in_the_large_difference, tolerance: 0.1}
        drift:
          reference: {first: PT15M}
          signals:
            - {signal: score, statistic: psi, tolerance: 0.2}
            - {signal: "feature:age", statistic: psi, tolerance: 0.2}
            - {signal: text_length, statistic: kolmogorov_smirnov, tolerance: 0.2}
        retraining: {on: [page], minimumLabelled: 100000}
        """
            .formatted(Path.of("models/card-support").toAbsolutePath()));
  }

  private static void send(HostileRecords hostile) {
    String now = Instant.now().minusSeconds(60).toString();
    send(Topics.INFERENCE_REQUESTS, hostile.mutationsOf(at(now, REQUEST), OF_PRODUCERS));
    send(Topics.OUTCOMES, hostile.mutationsOf(at(now, OUTCOME), OF_PRODUCERS));
    send(Topics.REDACTED_REQUESTS, hostile.mutationsOf(at(now, SCORED), BY_MISTAKE));
    send(Topics.SCORED_REQUESTS, hostile.mutationsOf(at(now, SCORED), BY_MISTAKE));
    send(Topics.REDACTED_OUTCOMES, hostile.mutationsOf(at(now, OUTCOME), BY_MISTAKE));
    send(Topics.ETHICS_ALERTS, hostile.mutationsOf(at(now, ALERT), BY_MISTAKE));
    send(Topics.RETRAINING_JOBS, hostile.mutationsOf(at(now, JOB), BY_MISTAKE));
    send(Topics.MODEL_RELEASES, hostile.mutationsOf(at(now, RELEASE), BY_MISTAKE));
    List<byte[]> requests = new ArrayList<>();
    List<byte[]> outcomes = new ArrayList<>();
    for (String id : good()) {
      requests.add(bytes(at(now, REQUEST).replace("hostile-ID", id)));
      for (int i = 0; i < OUTCOMES_EACH; i++) {
        outcomes.add(bytes(at(now, OUTCOME).replace("good-7", id)));
      }
    }
    send(Topics.OUTCOMES, outcomes); // early ones wait for their request
    send(Topics.INFERENCE_REQUESTS, requests);
  }

  private static String at(String now, String template) {
    return template.replace("NOW", now);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> good() {
    return IntStream.range(100, 100 + GOOD).mapToObj(i -> "good-" + i).toList();
  }

  private static void send(Topic<?> topic, List<byte[]> records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      records.forEach(record -> producer.send(new ProducerRecord<>(topic.name(), record)));
    }
    SENT.merge(topic.name(), (long) records.size(), Long::sum);
  }

  private static Set<String> scored() {
    Set<String> ids = new HashSet<>();
    reader().forEach(Topics.SCORED_REQUESTS.name(), (key, value) -> ids.add(key));
    return ids;
  }

  private static long passed(Topic<?> topic) {
    return reader().count(topic.name()) - (topic == Topics.REDACTED_REQUESTS ? BY_MISTAKE : 0);
  }

  private static int refused(Topic<?> topic) {
    return letters().getOrDefault(topic.name(), List.of()).size();
  }

  /** By the topic that the record was read from. */
  private static Map<String, List<DeadLetter>> letters() {
    Map<String, List<DeadLetter>> letters = new HashMap<>();
    reader()
        .each(
            Topics.DEAD_LETTERS,
            letter ->
                letters
                    .computeIfAbsent(letter.origin().topic(), topic -> new ArrayList<>())
                    .add(letter));
    return letters;
  }

  private static TopicReader reader() {
    return new TopicReader(broker.bootstrapServers());
  }
}
