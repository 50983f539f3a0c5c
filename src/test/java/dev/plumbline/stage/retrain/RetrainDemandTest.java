package dev.plumbline.stage.retrain;

import static dev.plumbline.stage.retrain.RetrainFixtures.COOLDOWN;
import static dev.plumbline.stage.retrain.RetrainFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.ReleasePolicy;
import dev.plumbline.policy.retraining.RetrainingDemand;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a job is wanted is a state of the model, whatever comes in between, in the topology. */
class RetrainDemandTest {

  private static final AlertRule OTHER = new AlertRule("demographic_parity_difference", "sex", "f");

  @TempDir private Path state;
  private RetrainFlow flow;
  private TestOutputTopic<String, RetrainingJob> jobs;
  private final List<RetrainingJob> opened = new ArrayList<>();

  private void start(Policy policy) {
    flow = new RetrainFlow(state, policy);
    jobs = flow.output(Topics.RETRAINING_JOBS);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void shouldOpenAJobWhenTheFirstOfTwoPagesClearsBeforeLabelsCome() {
    // Given
    start(RetrainFixtures.policy());
    flow.pipe(RetrainFixtures.page(NOON, Alert.State.OPEN));
    flow.pipe(
        RetrainFixtures.alert(OTHER, NOON.plusSeconds(10), Alert.State.OPEN, Alert.Severity.PAGE));
    flow.pipe(RetrainFixtures.page(NOON.plusSeconds(20), Alert.State.CLEARED));
    // When
    labels(5, "f", "yes", NOON.plusSeconds(30));
    // Then
    assertThat(opened()).singleElement().satisfies(job -> assertThat(job.rule()).isEqualTo(OTHER));
  }

  @Test
  void shouldOpenAJobAgainWhenOneWasRejectedAndTheCooldownIsOver() {
    // Given
    start(RetrainFixtures.policy());
    labels(5, "f", "yes", NOON);
    flow.pipe(RetrainFixtures.page(NOON.plusSeconds(60), Alert.State.OPEN));
    opened();
    carriedOut(opened.get(0), 1, State.REJECTED);
    // When
    flow.scored("r", NOON.plusSeconds(59).plus(COOLDOWN));
    flow.tick(1);
    // Then
    assertThat(opened()).hasSize(1);
    // When
    flow.scored("s", NOON.plusSeconds(60).plus(COOLDOWN));
    flow.tick(1);
    // Then
    assertThat(opened()).hasSize(2);
    assertThat(opened.get(1).requestedAt()).isEqualTo(NOON.plusSeconds(60).plus(COOLDOWN));
  }

  /** The page is of what the version before did: it clears when the new one has shown itself. */
  @Test
  void shouldGiveAPromotedVersionTheCooldownWhenThePageStaysOpen() {
    // Given
    start(RetrainFixtures.policy());
    flow.pipe(RetrainFixtures.page(NOON, Alert.State.OPEN));
    labels(5, "f", "yes", NOON.plusSeconds(60));
    RetrainingJob job = opened().get(0);
    Instant promotion = NOON.plus(COOLDOWN).minusSeconds(3600);
    RetrainingJob running = job.starts(job.at(), "v1");
    flow.pipe(running);
    RetrainingJob candidate = running.becomes(State.CANDIDATE, job.at(), JobResult.NONE);
    flow.pipe(candidate);
    flow.pipe(candidate.becomes(State.PROMOTED, promotion, JobResult.NONE));
    // When the cooldown of the request is over, that of the promotion not
    flow.scored("r", promotion.plus(COOLDOWN).minusSeconds(60));
    flow.tick(1);
    assertThat(opened()).hasSize(1);
    flow.scored("s", promotion.plus(COOLDOWN).plusSeconds(60));
    flow.tick(1);
    // Then
    assertThat(opened()).hasSize(2);
  }

  @Test
  void shouldTryAgainOnceWhenTheTrainerWasKilled() {
    // Given
    start(RetrainFixtures.policy());
    labels(5, "f", "yes", NOON);
    flow.pipe(RetrainFixtures.page(NOON.plusSeconds(60), Alert.State.OPEN));
    opened();
    // When
    carriedOut(opened.get(0), 1, State.FAILED);
    // Then
    assertThat(opened()).extracting(RetrainingJob::attempt).containsExactly(0, 1);
    // When
    carriedOut(opened.get(1), 2, State.FAILED);
    // Then
    assertThat(opened()).hasSize(2);
  }

  @Test
  void shouldOpenAJobAfterTheCooldownWhenAPageCameInsideIt() {
    // Given
    start(RetrainFixtures.policy());
    labels(5, "f", "yes", NOON);
    flow.pipe(RetrainFixtures.page(NOON.plusSeconds(60), Alert.State.OPEN));
    opened();
    carriedOut(opened.get(0), 1, State.REJECTED);
    flow.pipe(RetrainFixtures.page(NOON.plusSeconds(90), Alert.State.CLEARED));
    flow.pipe(
        RetrainFixtures.alert(OTHER, NOON.plusSeconds(120), Alert.State.OPEN, Alert.Severity.PAGE));
    assertThat(opened()).hasSize(1);
    // When a label is dated past the cooldown
    flow.scored("r", NOON.plusSeconds(180));
    flow.label("r", NOON.plus(COOLDOWN).plusSeconds(60), "yes");
    flow.tick(1);
    // Then
    assertThat(opened()).hasSize(1);
    // When requests come up to there
    flow.scored("s", NOON.plus(COOLDOWN).plusSeconds(60));
    flow.tick(1);
    // Then
    assertThat(opened()).hasSize(2);
    assertThat(opened.get(1).rule()).isEqualTo(OTHER);
  }

  /** Of a true positive rate only those with a favourable label are evidence. */
  @Test
  void shouldWaitUntilBothGroupsHavePositivesWhenTheRateIsOfPositives() {
    // Given
    start(
        RetrainFixtures.policy(
            new RetrainingDemand(Set.of(Alert.Severity.PAGE), 20, 3, COOLDOWN, 2),
            ReleasePolicy.DEFAULT));
    flow.pipe(RetrainFixtures.page(NOON, Alert.State.OPEN));
    labels(15, "m", "yes", NOON.plusSeconds(60));
    labels(30, "f", "no", NOON.plusSeconds(120));
    labels(2, "f", "yes", NOON.plusSeconds(180));
    assertThat(opened()).isEmpty();
    // When a label is corrected to the favourable one
    flow.label("f-no-0", NOON.plusSeconds(240), "yes");
    // Then
    assertThat(opened()).singleElement().satisfies(job -> assertThat(job.examples()).isEqualTo(47));
  }

  @Test
  void shouldWaitForTheOthersWhenOnlyTheRulesGroupHasLabels() {
    // Given
    start(
        RetrainFixtures.policy(
            new RetrainingDemand(Set.of(Alert.Severity.PAGE), 5, 3, COOLDOWN, 2),
            ReleasePolicy.DEFAULT));
    flow.pipe(RetrainFixtures.page(NOON, Alert.State.OPEN));
    labels(50, "f", "yes", NOON.plusSeconds(60));
    labels(2, "m", "yes", NOON.plusSeconds(120));
    assertThat(opened()).isEmpty();
    // When
    flow.labelled("last", NOON.plusSeconds(180), "m", "yes");
    // Then
    assertThat(opened()).hasSize(1);
  }

  private void labels(int count, String group, String label, Instant at) {
    for (int i = 0; i < count; i++) {
      flow.labelled(group + "-" + label + "-" + i, at, group, label);
    }
  }

  private void carriedOut(RetrainingJob job, int attempt, State end) {
    RetrainingJob running = job.after(attempt - 1).starts(job.at(), "v1");
    flow.pipe(running);
    flow.pipe(running.becomes(end, job.at(), JobResult.because("a test")));
  }

  /** All that have been opened so far. */
  private List<RetrainingJob> opened() {
    opened.addAll(jobs.readValuesToList());
    return opened;
  }
}
