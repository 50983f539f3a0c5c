package dev.plumbline.stage.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several labels for one record. */
class CorrectedLabelsTest {

  private static final Instant NOON = RetrainFlow.NOON;

  @TempDir private Path state;
  private RetrainFlow flow;

  @BeforeEach
  void start() {
    flow = new RetrainFlow(state);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void shouldWriteTheExampleAgainWhenItsLabelIsCorrected() {
    // Given
    flow.scored("a", NOON);
    flow.label("a", NOON.plusSeconds(30), "yes");
    TrainingExample first = flow.examples().get(0);
    // When
    flow.label("a", NOON.plusSeconds(90), "no");
    // Then
    assertThat(flow.examples())
        .containsExactly(
            new TrainingExample(
                "a",
                first.model(),
                first.timestamp(),
                NOON.plusSeconds(90),
                RetrainFlow.TEXT,
                "no",
                first.predicted(),
                first.attributes()));
    assertThat(flow.outcomes("learned")).isEqualTo(1);
    assertThat(flow.outcomes("corrected")).isEqualTo(1);
    assertThat(flow.records("out")).isEqualTo(1);
  }

  @Test
  void shouldKeepTheNewerLabelWhenAnOlderOneComesLate() {
    // Given
    flow.scored("a", NOON);
    flow.label("a", NOON.plusSeconds(90), "no");
    flow.examples();
    // When
    flow.label("a", NOON.plusSeconds(30), "yes");
    // Then
    assertThat(flow.examples()).isEmpty();
    assertThat(flow.outcomes("superseded")).isEqualTo(1);
  }

  @Test
  void shouldWriteOneExampleWhenRecordsAndLabelsRepeat() {
    // When
    flow.scored("a", NOON);
    flow.label("a", NOON.plusSeconds(30), "yes");
    flow.label("a", NOON.plusSeconds(30), "yes");
    flow.scored("a", NOON);
    flow.label("a", NOON.plusSeconds(30), "yes");
    // Then
    assertThat(flow.examples()).hasSize(1);
    assertThat(flow.outcomes("duplicate")).isEqualTo(2);
    assertThat(flow.count("plumbline.training.withheld", "reason", "duplicate")).isEqualTo(1);
  }

  @Test
  void shouldLearnWhenTheLabelIsAtTheHorizonAndNotAMillisecondLater() {
    // Given
    flow.scored("at", NOON);
    flow.scored("beyond", NOON);
    // When
    flow.label("at", NOON.plus(RetrainFlow.HORIZON).plusNanos(999_999), "yes");
    flow.label("beyond", NOON.plus(RetrainFlow.HORIZON).plusMillis(1), "yes");
    // Then
    assertThat(flow.examples()).extracting(TrainingExample::requestId).containsExactly("at");
    assertThat(flow.outcomes("late")).isEqualTo(1);
  }

  @Test
  void shouldLearnNothingWhenThePolicyDoesNotDeclareTheLabel() {
    // Given
    Policy declaring =
        RetrainFixtures.policy().with(new OutcomePolicy(Set.of("yes"), Set.of("yes", "no")));
    TrainingCandidate candidate =
        new TrainingCandidate("desk", NOON, RetrainFlow.TEXT, "no", Map.of(), null, null);
    Outcome typo = new Outcome("a", "desk", NOON, Outcome.Kind.LABEL, "Yes", null, null);
    // When
    ExampleJoin join = ExampleJoin.of(declaring, candidate, typo);
    // Then
    assertThat(join).isEqualTo(new ExampleJoin(candidate, null, "unknown_label"));
    assertThat(ExampleJoin.of(RetrainFixtures.policy(), candidate, typo).result())
        .isEqualTo("learned");
  }

  /** Outcomes may be read months ahead of the records that they are about. */
  @Test
  void shouldTakeTheLastLabelWithinTheHorizonWhenLabelsCameFirst() {
    // Given
    flow.label("a", NOON.plusSeconds(30), "yes");
    flow.label("a", NOON.plus(RetrainFlow.HORIZON).plusSeconds(1), "no");
    flow.label("a", NOON.plusSeconds(60), "maybe");
    // When
    flow.scored("a", NOON);
    // Then
    assertThat(flow.examples())
        .extracting(TrainingExample::label, TrainingExample::labelledAt)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("maybe", NOON.plusSeconds(60)));
    assertThat(flow.outcomes("waiting")).isEqualTo(3);
    assertThat(flow.waited("late")).isEqualTo(1);
    assertThat(flow.waited("learned")).isEqualTo(1);
    assertThat(flow.waited("superseded")).isEqualTo(1);
    assertThat(flow.held(CollectStores.EARLY)).isEmpty();
  }

  @Test
  void shouldKeepSixteenEarlyLabelsWhenMoreCome() {
    // When
    for (int i = 0; i < 18; i++) {
      flow.label("a", NOON.plusSeconds(17 - (i + 1) % 18), "label" + i);
    }
    flow.label("a", NOON, "label16");
    EarlyLabels waiting = flow.get(CollectStores.EARLY, "desk/a");
    // Then: those of the latest times
    assertThat(waiting.labels()).hasSize(16);
    assertThat(waiting.labels().get(15).timestamp()).isEqualTo(NOON.plusSeconds(2));
    assertThat(flow.outcomes("waiting") + flow.outcomes("too_many")).isEqualTo(19);
    assertThat(flow.outcomes("waiting")).isEqualTo(16 + flow.waited("too_many"));
  }

  /** A correction is no further record to learn from. */
  @Test
  void shouldNotCountTheExampleAgainWhenItsLabelIsCorrected() throws IOException {
    // Given
    TestOutputTopic<String, RetrainingJob> jobs = flow.output(Topics.RETRAINING_JOBS);
    flow.scored("a", NOON);
    for (int i = 0; i < 2 * RetrainFixtures.MINIMUM; i++) {
      flow.label("a", NOON.plusSeconds(i), i % 2 == 0 ? "yes" : "no");
    }
    // When
    Alert page = RetrainFixtures.page(NOON.plusSeconds(60), Alert.State.OPEN);
    flow.pipe(Topics.ETHICS_ALERTS, page.key(), Json.MAPPER.writeValueAsString(page));
    // Then
    assertThat(flow.examples()).hasSize(2 * RetrainFixtures.MINIMUM);
    assertThat(jobs.isEmpty()).isTrue();
  }

  @Test
  void shouldCountEveryRecordAndOutcomeOnceWhenTheyAreLeftOut() {
    // Given
    ObjectNode withoutText = RetrainFlow.record("no text", NOON);
    withoutText.remove("text");
    ObjectNode refused = RetrainFlow.record("refused", NOON);
    refused.putObject("consent").putArray("purposes").add("support");
    ObjectNode foreign = RetrainFlow.record("foreign", NOON).put("model", "unknown");
    // When
    for (ObjectNode record : new ObjectNode[] {withoutText, refused, foreign}) {
      flow.pipe(Topics.SCORED_REQUESTS, "k", record.toString());
    }
    flow.scored("a", NOON);
    flow.pipe(Topics.REDACTED_OUTCOMES, "a", RetrainFlow.outcome("a", NOON, "appeal").toString());
    flow.pipe(Topics.REDACTED_OUTCOMES, "a", "{}");
    flow.label("refused", NOON, "yes");
    // Then
    assertThat(flow.count("plumbline.training.withheld", "reason", "no_text")).isEqualTo(1);
    assertThat(flow.count("plumbline.training.withheld", "reason", "no_consent")).isEqualTo(1);
    assertThat(flow.count("plumbline.training.withheld", "reason", "unreadable")).isEqualTo(1);
    assertThat(flow.records("in")).isEqualTo(4);
    assertThat(flow.records("withheld")).isEqualTo(3);
    assertThat(flow.outcomes("not_a_label")).isEqualTo(1);
    assertThat(flow.outcomes("unreadable")).isEqualTo(1);
    assertThat(flow.outcomes("waiting")).isEqualTo(1);
  }
}
