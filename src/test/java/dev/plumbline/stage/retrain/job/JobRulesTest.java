package dev.plumbline.stage.retrain.job;

import static dev.plumbline.stage.retrain.RetrainFixtures.COOLDOWN;
import static dev.plumbline.stage.retrain.RetrainFixtures.MINIMUM;
import static dev.plumbline.stage.retrain.RetrainFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.RetrainFixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobRulesTest {

  private Policy policy = RetrainFixtures.policy();
  private JobState state = JobState.START;
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
  }

  @Test
  void shouldKeepTheCooldownWhenAPageComesSoonAfterAJobEnded() {
    // Given
    examples(MINIMUM);
    page(NOON);
    becomes(State.FAILED);
    // When
    page(NOON.plus(COOLDOWN).minusMillis(1));
    // Then
    assertThat(opened).hasSize(1);
    // When
    page(NOON.plus(COOLDOWN));
    // Then
    assertThat(opened).hasSize(2);
  }

  @Test
  void shouldOpenNoSecondJobWhenTheTopicRepeatsOlderStates() {
    // Given
    examples(MINIMUM);
    page(NOON);
    RetrainingJob first = opened.get(0);
    becomes(State.CANDIDATE);
    // When
    take(JobEvent.of(first));
    take(JobEvent.of(first.becomes(State.RUNNING, NOON, JobResult.NONE)));
    // Then
    assertThat(state.running()).isFalse();
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
    assertThat(state.running()).isTrue();
    assertThat(opened).hasSize(1);
  }

  private void page(Instant at) {
    take(JobEvent.of(RetrainFixtures.page(at, Alert.State.OPEN)));
  }

  private void examples(int count) {
    for (int i = 0; i < count; i++) {
      take(JobEvent.oneExample());
    }
  }

  private void becomes(State next) {
    RetrainingJob last = opened.get(opened.size() - 1);
    take(JobEvent.of(last.becomes(next, NOON, JobResult.NONE)));
  }

  private void take(JobEvent event) {
    JobRules.Step step = JobRules.event(policy, state, event);
    state = step.state();
    if (step.opened() != null) {
      opened.add(step.opened());
    }
  }
}
