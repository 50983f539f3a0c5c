package dev.plumbline.stage.retrain.job;

import static dev.plumbline.stage.retrain.RetrainFixtures.COOLDOWN;
import static dev.plumbline.stage.retrain.RetrainFixtures.MINIMUM;
import static dev.plumbline.stage.retrain.RetrainFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.RetrainFixtures;
import dev.plumbline.stage.retrain.demand.LabelledRecord;
import dev.plumbline.stage.retrain.demand.RememberedAlert;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobRulesTest {

  private Policy policy = RetrainFixtures.policy();
  private JobState state = JobState.START;
  private final RecordedLabels labels = new RecordedLabels();
  private final List<RetrainingJob> opened = new ArrayList<>();

  @Test
  void shouldOpenAJobWhenAPageFindsEnoughExamples() {
    // Given
    examples(MINIMUM);
    // When
    page(NOON);
    // Then
    assertThat(opened)
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.state()).isEqualTo(State.REQUESTED);
              assertThat(job.jobId()).isEqualTo("desk-20260101T120000");
              assertThat(job.cause()).isEqualTo("desk/equal_opportunity_difference/sex/f");
              assertThat(job.rule()).isEqualTo(RetrainFixtures.RULE);
              assertThat(job.requestedAt()).isEqualTo(NOON);
              assertThat(job.examples()).isEqualTo(MINIMUM);
              assertThat(job.policyVersion()).isEqualTo("v1");
            });
  }

  @Test
  void shouldWaitForExamplesWhenThePageComesFirst() {
    // Given
    page(NOON);
    examples(MINIMUM - 1);
    assertThat(opened).isEmpty();
    // When
    examples(1);
    // Then
    assertThat(opened).hasSize(1);
  }

  @Test
  void shouldNotOpenAJobWhenThePageClearedBeforeTheExamplesCame() {
    // Given
    page(NOON);
    take(JobEvent.of(RetrainFixtures.page(NOON.plusSeconds(60), Alert.State.CLEARED)));
    // When
    examples(MINIMUM);
    // Then
    assertThat(opened).isEmpty();
  }

  @Test
  void shouldNotOpenAJobWhenOnlyAWarningIsOpen() {
    // Given
    examples(MINIMUM);
    // When
    take(JobEvent.of(RetrainFixtures.alert(NOON, Alert.State.OPEN, Alert.Severity.WARNING)));
    // Then
    assertThat(opened).isEmpty();
  }

  /** Training changes nothing about who makes requests. */
  @Test
  void shouldNotOpenAJobWhenPeopleAreMissing() {
    // Given
    policy = RetrainFixtures.policy(Set.of(Alert.Severity.WARNING));
    examples(MINIMUM);
    AlertRule missing = new AlertRule("representation", "sex", "f");
    // When
    take(
        JobEvent.of(
            RetrainFixtures.alert(missing, NOON, Alert.State.OPEN, Alert.Severity.WARNING)));
    // Then
    assertThat(opened).isEmpty();
  }

  @Test
  void shouldOpenAJobWhenAWarningEscalates() {
    // Given
    examples(MINIMUM);
    take(JobEvent.of(RetrainFixtures.alert(NOON, Alert.State.OPEN, Alert.Severity.WARNING)));
    // When
    take(JobEvent.of(RetrainFixtures.page(NOON.plusSeconds(60), Alert.State.ESCALATED)));
    // Then
    assertThat(opened).hasSize(1);
  }

  @Test
  void shouldNeverOpenAJobWhenThePolicyNamesNoSeverity() {
    // Given
    policy = RetrainFixtures.policy(Set.of());
    examples(MINIMUM);
    // When
    page(NOON);
    // Then
    assertThat(opened).isEmpty();
  }

  @Test
  void shouldOpenOneJobAtATimeWhenPagesComeWhileOneRuns() {
    // Given
    examples(MINIMUM);
    page(NOON);
    becomes(State.RUNNING);
    // When
    page(NOON.plus(COOLDOWN));
    // Then
    assertThat(opened).hasSize(1);
    // When
    becomes(State.REJECTED);
    // Then
    assertThat(opened).hasSize(2);
    assertThat(opened.get(1).requestedAt()).isEqualTo(NOON.plus(COOLDOWN));
    assertThat(opened.get(1).attempt()).isZero();
  }

  @Test
  void shouldKeepTheCooldownWhenAPageComesSoonAfterAJobEnded() {
    // Given
    examples(MINIMUM);
    page(NOON);
    becomes(State.REJECTED);
    // When
    page(NOON.plus(COOLDOWN).minusSeconds(1));
    // Then
    assertThat(opened).hasSize(1);
    // When
    take(JobEvent.of(NOON.plus(COOLDOWN)));
    // Then
    assertThat(opened).hasSize(2);
  }

  @Test
  void shouldRetryAtOnceAndOnceOnlyWhenAJobFails() {
    // Given
    examples(MINIMUM);
    page(NOON);
    // When
    fails(opened.get(0), 1);
    // Then
    assertThat(opened)
        .extracting(RetrainingJob::jobId, RetrainingJob::attempt)
        .containsExactly(tuple("desk-20260101T120000", 0), tuple("desk-20260101T120000-2", 1));
    // When
    fails(opened.get(1), 2);
    // Then
    assertThat(opened).hasSize(2);
    // When the cooldown of the first request is over
    take(JobEvent.of(NOON.plus(COOLDOWN)));
    // Then
    assertThat(opened).hasSize(3);
    assertThat(opened.get(2).attempt()).isZero();
  }

  @Test
  void shouldNotRetryWhenTheAlertHasCleared() {
    // Given
    examples(MINIMUM);
    page(NOON);
    take(JobEvent.of(RetrainFixtures.page(NOON.plusSeconds(60), Alert.State.CLEARED)));
    // When
    fails(opened.get(0), 1);
    // Then
    assertThat(opened).hasSize(1);
  }

  @Test
  void shouldRetryAPersonsJobWhenNoAlertIsOpen() {
    // Given
    take(JobEvent.of(NOON));
    RetrainingJob asked = persons("asked");
    take(JobEvent.of(asked));
    // When
    fails(asked, 1);
    // Then
    assertThat(opened)
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.cause()).isEqualTo("person: ada: a test");
              assertThat(job.attempt()).isEqualTo(1);
            });
  }

  @Test
  void shouldOpenNoJobWhenACandidateAwaitsAWord() {
    // Given
    examples(MINIMUM);
    page(NOON);
    becomes(State.RUNNING);
    becomes(State.CANDIDATE);
    // When
    take(JobEvent.of(NOON.plus(COOLDOWN)));
    // Then
    assertThat(opened).hasSize(1);
    // When
    becomes(State.REJECTED);
    // Then
    assertThat(opened).hasSize(2);
  }

  @Test
  void shouldRememberTheMostUrgentWhenThereAreTooManyAlerts() {
    // When
    for (int i = 0; i < JobState.MOST_ALERTS + 50; i++) {
      AlertRule rule = new AlertRule("drift", "group", "g" + i);
      Alert.Severity severity = i < 210 ? Alert.Severity.WARNING : Alert.Severity.PAGE;
      take(
          JobEvent.of(
              RetrainFixtures.alert(rule, NOON.plusSeconds(i), Alert.State.OPEN, severity)));
    }
    // Then
    assertThat(state.alerts()).hasSize(JobState.MOST_ALERTS);
    assertThat(state.alerts()).filteredOn(RememberedAlert::isPage).hasSize(40);
    assertThat(state.alerts().get(0).rule().group()).isEqualTo("g210");
  }

  /** Counts alone may not grow what is remembered, or every label would cost its size. */
  @Test
  void shouldBeTheSameStateWhenALabelOfTheSameSecondComes() {
    // Given
    page(NOON);
    JobState before = state;
    // When
    take(JobEvent.of(label("a", NOON.plusMillis(999))));
    // Then
    assertThat(state).isSameAs(before);
  }

  @Test
  void shouldOpenNoSecondJobWhenTheTopicRepeatsOlderStates() {
    // Given
    examples(MINIMUM);
    page(NOON);
    RetrainingJob first = opened.get(0);
    becomes(State.RUNNING);
    becomes(State.REJECTED);
    // When
    take(JobEvent.of(first));
    take(JobEvent.of(first.becomes(State.RUNNING, NOON, JobResult.NONE)));
    // Then
    assertThat(state.isBusy()).isFalse();
    assertThat(opened).hasSize(1);
  }

  @Test
  void shouldStayRunningWhenTheRequestIsReadAfterTheLauncherBegan() {
    // Given
    examples(MINIMUM);
    page(NOON);
    becomes(State.RUNNING);
    // When
    take(JobEvent.of(opened.get(0)));
    // Then
    assertThat(state.isBusy()).isTrue();
    assertThat(opened).hasSize(1);
  }

  /** As after a crash: what is not in the store is not known. */
  @Test
  void shouldGoOnWhenTheStateIsReadBackFromItsStore() throws IOException {
    // Given
    page(NOON);
    examples(MINIMUM);
    becomes(State.RUNNING);
    RetrainingJob candidate = opened.get(0).becomes(State.SHADOWING, NOON, JobResult.NONE);
    take(JobEvent.of(candidate));
    // When
    JobState read = Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(state), JobState.class);
    // Then
    assertThat(read).isEqualTo(state);
    assertThat(read.isBusy()).isTrue();
    assertThat(read.pages()).containsExactly("desk/" + RetrainFixtures.RULE);
  }

  private void page(Instant at) {
    take(JobEvent.of(RetrainFixtures.page(at, Alert.State.OPEN)));
  }

  private void examples(int count) {
    for (int i = 0; i < count; i++) {
      take(JobEvent.of(label("r" + i, NOON.minusSeconds(60))));
    }
  }

  private static LabelledRecord label(String id, Instant at) {
    return new LabelledRecord(id, at, "yes", null, Map.of("sex", "f"), "no", null);
  }

  private static RetrainingJob persons(String id) {
    return new RetrainingJob(
        id,
        "desk",
        State.REQUESTED,
        "person: ada: a test",
        RetrainFixtures.RULE,
        NOON,
        NOON,
        0,
        JobResult.NONE,
        "");
  }

  private void becomes(State next) {
    RetrainingJob last = opened.get(opened.size() - 1);
    take(JobEvent.of(last.becomes(next, NOON, JobResult.NONE)));
  }

  private void fails(RetrainingJob job, int attempt) {
    take(JobEvent.of(job.after(attempt - 1).starts(NOON, "v1")));
    take(JobEvent.of(job.after(attempt).becomes(State.FAILED, NOON, JobResult.because("a test"))));
  }

  private void take(JobEvent event) {
    labels.add(policy, event);
    JobRules.Step step = JobRules.event(policy, state, event, labels);
    state = step.state();
    opened.addAll(step.written());
  }
}
