package dev.plumbline.stage.score.counterfactual;

import static dev.plumbline.stage.score.ScoreFixtures.SCORED_HERE;
import static dev.plumbline.stage.score.ScoreFixtures.bytes;
import static dev.plumbline.stage.score.ScoreFixtures.json;
import static dev.plumbline.stage.score.ScoreFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.Inference;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.Prediction;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.stage.score.ScoreFixtures;
import dev.plumbline.stage.score.model.GenderScorer;
import dev.plumbline.stage.score.model.HeldWorker;
import dev.plumbline.stage.score.model.ModelWorkers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterfactualTopologyTest {

  private static final Instant ARRIVAL = Instant.parse("2026-02-02T00:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final GenderScorer scorer = new GenderScorer("v1");
  private HeldWorker worker = HeldWorker.inline(scorer);
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> scored;
  private TestOutputTopic<String, Outcome> outcomes;

  static Policies policies(double sample) {
    return Policies.of(
        List.of(
            ScoreFixtures.policy(
                SCORED_HERE,
                ScoringPolicy.Source.MODEL,
                "",
                new EthicsPolicy(
                    Map.of(),
                    Map.of(),
                    0,
                    1,
                    EthicsPolicy.Means.NONE,
                    EthicsPolicy.Risk.NONE,
                    new EthicsPolicy.Counterfactual(
                        sample,
                        Map.of(
                            "gender", List.of(List.of("he", "she")),
                            "origin", List.of(List.of("german", "french", "she"))))))));
  }

  @BeforeEach
  void start() {
    start(1, worker);
  }

  private void start(double sample, HeldWorker with) {
    stop();
    worker = with;
    Properties settings = new Properties();
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver = new TopologyTestDriver(topology(sample), settings, ARRIVAL);
    scored =
        driver.createInputTopic(
            Topics.SCORED_REQUESTS.name(), new StringSerializer(), new ByteArraySerializer());
    outcomes =
        driver.createOutputTopic(
            Topics.REDACTED_OUTCOMES.name(),
            new StringDeserializer(),
            Topics.REDACTED_OUTCOMES.valueSerde().deserializer());
  }

  private Topology topology(double sample) {
    ModelWorkers workers = new ModelWorkers(Map.of(SCORED_HERE, worker));
    return new CounterfactualTopology(policies(sample), workers, registry).build();
  }

  @AfterEach
  void stop() {
    if (driver != null) {
      driver.close();
    }
  }

  private static byte[] scoredBy(String version, String id, String text) {
    Inference asked = request(id, SCORED_HERE, text);
    return json(asked.scored(GenderScorer.predict(text, version), Map.of()));
  }

  private void give(String id, String text) {
    scored.pipeInput(id, scoredBy("v1", id, text), ARRIVAL);
  }

  private double count(String name, String... tags) {
    return registry.find(name).tags(tags).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  @Test
  void shouldDescribeTheTopologyAsCheckedIn() throws IOException {
    assertThat(topology(1).describe().toString())
        .isEqualToNormalizingNewlines(
            Files.readString(Path.of("src/test/resources/topologies/probe.txt")));
  }

  @ParameterizedTest
  @CsvSource({
    "he paid, 0.25, true", // 0.6 favoured, 0.35 not
    "She paid, 0.25, true",
    "he and she, 0, false", // both swap places
    "she told she, 0.5, true", // 0.1 to 0.6
  })
  void shouldSayWhatChangesWhenTheGenderIsSwapped(String text, double change, boolean flipped) {
    // When
    give("r1", text);
    // Then
    TestRecord<String, Outcome> written = outcomes.readRecord();
    Outcome outcome = written.value();
    assertThat(written.key()).isEqualTo("r1");
    assertThat(outcome.requestId()).isEqualTo("r1");
    assertThat(outcome.model()).isEqualTo(SCORED_HERE);
    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.COUNTERFACTUAL);
    assertThat(outcome.timestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(outcome.label()).isEqualTo("gender");
    assertThat(outcome.value()).isCloseTo(change, within(1e-12));
    assertThat(outcome.flipped()).isEqualTo(flipped);
  }

  @Test
  void shouldTakeTheLargestChangeWhenThereAreSeveralGroups() {
    // When: french changes nothing, "she" flips
    give("r1", "a german paid");
    // Then
    Outcome outcome = outcomes.readValue();
    assertThat(outcome.label()).isEqualTo("origin");
    assertThat(outcome.value()).isCloseTo(0.25, within(1e-12));
    assertThat(outcome.flipped()).isTrue();
    assertThat(scorer.texts).containsExactly("a french paid", "a she paid");
    assertThat(outcomes.isEmpty()).isTrue();
  }

  @Test
  void shouldSayOneThingForEachAttributeWhenATextHasWordsOfBoth() {
    // When
    give("r1", "he is german");
    // Then
    assertThat(outcomes.readValuesToList())
        .extracting(Outcome::label)
        .containsExactly("gender", "origin");
  }

  @Test
  void shouldPassOverWhatHasNoWordsOrIsNotOursOrCannotBeRead() {
    // When
    give("r1", "the theme");
    scored.pipeInput("r2", json(request("r2", SCORED_HERE, "he paid")), ARRIVAL);
    Prediction provided =
        new Prediction("good", 0.6, Map.of(), "v1", Prediction.Source.PROVIDED, false);
    scored.pipeInput(
        "r3", json(request("r3", SCORED_HERE, "he").scored(provided, Map.of())), ARRIVAL);
    scored.pipeInput("r4", json(request("r4", "no policy", "he")), ARRIVAL);
    scored.pipeInput("r5", bytes("{"), ARRIVAL);
    scored.pipeInput("r6", (byte[]) null, ARRIVAL);
    // Then
    assertThat(outcomes.isEmpty()).isTrue();
    assertThat(scorer.texts).isEmpty();
    assertThat(count("plumbline.records", "stage", "probe", "result", "in")).isEqualTo(6);
    assertThat(count("plumbline.records", "stage", "probe", "result", "out")).isEqualTo(6);
  }

  @Test
  void shouldAskAFixedShareOnlyWhenThePolicySaysSo() {
    // Given
    start(0.2, worker);
    // When
    for (int i = 0; i < 500; i++) {
      give("r" + i, "he paid");
    }
    // Then
    List<String> first = outcomes.readKeyValuesToList().stream().map(kv -> kv.key).toList();
    assertThat(first).hasSizeBetween(60, 145); // five standard deviations around 100
    start(0.2, worker);
    for (int i = 499; i >= 0; i--) {
      give("r" + i, "he paid");
    }
    assertThat(outcomes.readKeyValuesToList().stream().map(kv -> kv.key).toList())
        .containsExactlyInAnyOrderElementsOf(first);
  }

  @Test
  void shouldSayNothingWhenTheModelFailsOnAVariantOrIsAnotherVersion() {
    // When
    give("r1", "he boom");
    scored.pipeInput("r2", scoredBy("v0", "r2", "he paid"), ARRIVAL);
    give("r3", "he paid");
    // Then
    assertThat(outcomes.readKeyValuesToList()).extracting(kv -> kv.key).containsExactly("r3");
    assertThat(count("plumbline.probes", "result", "failed")).isEqualTo(1);
    assertThat(count("plumbline.probes", "result", "other_version")).isEqualTo(1);
    assertThat(count("plumbline.probes", "result", "flipped")).isEqualTo(1);
  }

  @Test
  void shouldAnswerInOrderWhenTheModelTakesItsTime() {
    // Given
    start(1, HeldWorker.holding(scorer));
    give("r1", "he one");
    give("r2", "he two");
    give("r3", "none");
    assertThat(outcomes.isEmpty()).isTrue();
    assertThat(worker.behind).containsExactly("she one", "she two");
    // When
    worker.release(1);
    driver.advanceWallClockTime(Duration.ofMillis(20));
    assertThat(outcomes.isEmpty()).isTrue();
    worker.releaseAll();
    driver.advanceWallClockTime(Duration.ofMillis(20));
    // Then
    assertThat(outcomes.readKeyValuesToList()).extracting(kv -> kv.key).containsExactly("r1", "r2");
  }

  @Test
  void shouldStartNothingWhenNoPolicyListsWords() {
    assertThat(CounterfactualTopology.isWanted(policies(1))).isTrue();
    assertThat(CounterfactualTopology.isWanted(policies(0))).isFalse();
    assertThat(CounterfactualTopology.isWanted(ScoreFixtures.policies())).isFalse();
  }
}
