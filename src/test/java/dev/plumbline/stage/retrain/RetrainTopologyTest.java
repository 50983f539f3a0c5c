package dev.plumbline.stage.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainTopologyTest {

  private static final Instant NOON = RetrainFixtures.NOON;

  @TempDir private Path state;
  private RetrainFlow flow;
  private TestOutputTopic<String, RetrainingJob> jobs;
  private TestOutputTopic<String, DeadLetter> letters;

  @BeforeEach
  void start() {
    flow = new RetrainFlow(state);
    jobs = flow.output(Topics.RETRAINING_JOBS);
    letters = flow.output(Topics.DEAD_LETTERS);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void shouldBeTheCheckedInTopologyWhenBuilt() throws IOException {
    assertThat(flow.topology.describe().toString())
        .isEqualToNormalizingNewlines(
            Files.readString(Path.of("src/test/resources/topologies/retrain.txt")));
  }

  @Test
  void shouldWriteAnExampleWhenALabelFindsItsRecord() {
    // Given
    flow.scored("a", NOON);
    // When
    flow.label("a", NOON.plusSeconds(30), "yes");
    // Then
    assertThat(flow.examples().get(0))
        .satisfies(
            example -> {
              assertThat(example.requestId()).isEqualTo("a");
              assertThat(example.text()).isEqualTo("where is my card");
              assertThat(example.label()).isEqualTo("yes");
              assertThat(example.predicted()).isEqualTo("no");
              assertThat(example.timestamp()).isEqualTo(NOON);
              assertThat(example.labelledAt()).isEqualTo(NOON.plusSeconds(30));
              assertThat(example.attributes()).containsEntry("sex", "f");
            });
    assertThat(flow.records("in")).isEqualTo(1);
    assertThat(flow.records("out")).isEqualTo(1);
  }

  @Test
  void shouldWriteAnExampleWhenTheLabelCameFirst() {
    // Given
    flow.label("a", NOON.plusSeconds(30), "yes");
    // When
    flow.scored("a", NOON);
    // Then
    assertThat(flow.examples().get(0).label()).isEqualTo("yes");
  }

  @Test
  void shouldLearnNothingWhenConsentIsMissing() {
    // Given
    ObjectNode record = RetrainFlow.record("a", NOON);
    record.putObject("consent").putArray("purposes").add("support");
    flow.pipe(Topics.SCORED_REQUESTS, "a", record.toString());
    // When
    flow.label("a", NOON.plusSeconds(30), "yes");
    // Then
    assertThat(flow.examples()).isEmpty();
    assertThat(flow.records("withheld")).isEqualTo(1);
  }

  @Test
  void shouldRequestOneJobWhenAPageFindsEnoughExamples() {
    // Given
    for (int i = 0; i < RetrainFixtures.MINIMUM; i++) {
      flow.scored("r" + i, NOON);
      flow.label("r" + i, NOON.plusSeconds(i), "yes");
    }
    // When
    Alert page = RetrainFixtures.page(NOON.plusSeconds(60), Alert.State.OPEN);
    flow.pipe(Topics.ETHICS_ALERTS, page.key(), json(page));
    // Then
    assertThat(jobs.readKeyValuesToList())
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.key).isEqualTo("desk");
              assertThat(job.value.state()).isEqualTo(RetrainingJob.State.REQUESTED);
              assertThat(job.value.examples()).isEqualTo(RetrainFixtures.MINIMUM);
            });
  }

  @Test
  void shouldGoOnWhenInputsCannotBeRead() {
    // When
    flow.pipe(Topics.SCORED_REQUESTS, "x", "{no json");
    flow.pipe(Topics.REDACTED_OUTCOMES, "x", "[]");
    flow.pipe(Topics.ETHICS_ALERTS, "x", "{\"key\":7}");
    flow.pipe(Topics.RETRAINING_JOBS, "x", "nothing");
    flow.scored("a", NOON);
    flow.label("a", NOON.plusSeconds(30), "yes");
    // Then
    assertThat(flow.examples()).hasSize(1);
    assertThat(letters.readValuesToList())
        .extracting(letter -> letter.origin().topic(), letter -> letter.cause().errorClass())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ethics-alerts", "not_json"),
            org.assertj.core.groups.Tuple.tuple("retraining-jobs", "not_json"));
    assertThat(flow.records("in")).isEqualTo(2);
    assertThat(flow.records("withheld")).isEqualTo(1);
  }

  private static String json(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
