package dev.plumbline.stage.retrain;

import static dev.plumbline.stage.retrain.RetrainFixtures.COOLDOWN;
import static dev.plumbline.stage.retrain.RetrainFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.AlertRule;
import dev.plumbline.event.JobDecision;
import dev.plumbline.event.JobDecision.Verdict;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.ReleasePolicy;
import dev.plumbline.policy.retraining.ReleasePolicy.Promotion;
import dev.plumbline.policy.retraining.RetrainingDemand;
import dev.plumbline.policy.retraining.ShadowPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate on trial, and after its promotion, in the topology. */
class CandidateTrialTest {

  private static final Duration TRIAL = Duration.ofMinutes(10);
  private static final Duration EXPIRES = Duration.ofDays(2);
  private static final Duration WATCHED = Duration.ofHours(1);
  private static final int LABELLED = 400;

  @TempDir private Path state;
  private RetrainFlow flow;
  private TestOutputTopic<String, RetrainingJob> jobs;
  private int records;

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void shouldPromoteWhenTheChallengerClosesTheGapOnLiveLabels() {
    // Given
    start(Promotion.AUTOMATIC);
    trial();
    // When the champion finds half of the women's positives, the challenger all
    scored(LABELLED, i -> i % 2 == 0, i -> true, NOON.plusSeconds(30));
    assertThat(said()).isEmpty();
    passes(NOON.plus(TRIAL));
    // Then
    assertThat(said())
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.state()).isEqualTo(State.SHADOWING);
              assertThat(job.decision())
                  .isEqualTo(
                      new JobDecision(
                          Verdict.PROMOTE,
                          JobDecision.FLOW,
                          NOON.plus(TRIAL),
                          "passed its trial on live traffic"));
              // 200 women, of whom the champion finds 100; 200 men, all found
              assertThat(job.result().before())
                  .containsEntry("accuracy", 0.75)
                  .containsEntry("gap", 0.5);
              assertThat(job.result().after())
                  .containsEntry("accuracy", 1.0)
                  .containsEntry("gap", 0.0);
            });
  }

  @Test
  void shouldRejectWhenTheChallengerIsNoBetterOnLiveLabels() {
    // Given
    start(Promotion.AUTOMATIC);
    trial();
    // When
    scored(LABELLED, i -> i % 2 == 0, i -> i % 2 == 0, NOON.plusSeconds(30));
    passes(NOON.plus(TRIAL));
    // Then
    assertThat(said())
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.decision()).isNotNull();
              assertThat(job.decision().verdict()).isEqualTo(Verdict.REJECT);
            });
    // When the launcher has carried it out
    flow.pipe(candidate(State.REJECTED));
    // Then
    assertThat(flow.held(JobStores.PAIRS)).isEmpty();
  }

  @Test
  void shouldWaitForLabelsAndExpireWhenTooFewCome() {
    // Given
    start(Promotion.AUTOMATIC);
    trial();
    scored(LABELLED - 1, i -> i % 2 == 0, i -> true, NOON.plusSeconds(30));
    passes(NOON.plus(EXPIRES).minusSeconds(1));
    assertThat(said()).isEmpty();
    // When
    passes(NOON.plus(EXPIRES));
    // Then
    assertThat(said())
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.decision()).isNotNull();
              assertThat(job.decision().verdict()).isEqualTo(Verdict.EXPIRE);
              assertThat(job.decision().reason())
                  .isEqualTo("not enough evidence after PT48H on live traffic");
            });
  }

  @Test
  void shouldJudgeByTheCorrectedLabelWhenOneIsCorrected() {
    // Given
    start(Promotion.AUTOMATIC);
    trial();
    scored(LABELLED, i -> i % 2 == 0, i -> true, NOON.plusSeconds(30));
    // When half of the women were no positives after all
    for (int i = 0; i < LABELLED / 2; i++) {
      if (i % 2 == 1) {
        flow.label("f" + i, NOON.plusSeconds(40), "no");
      }
    }
    passes(NOON.plus(TRIAL));
    // Then the champion had been right
    assertThat(said())
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.decision()).isNotNull();
              assertThat(job.decision().verdict()).isEqualTo(Verdict.REJECT);
              assertThat(job.result().before()).containsEntry("accuracy", 1.0);
              assertThat(job.result().after()).containsEntry("accuracy", 0.75);
            });
  }

  @Test
  void shouldIgnoreAnotherVersionsPredictionsWhenJudging() {
    // Given
    start(Promotion.AUTOMATIC);
    trial();
    // When
    flow.pipe(Topics.SCORED_REQUESTS, "x", challenged("x", "f", "no", "yes", "m9", NOON));
    flow.label("x", NOON.plusSeconds(1), "yes");
    // Then
    assertThat(flow.held(JobStores.PAIRS)).isEmpty();
  }

  @Test
  void shouldWaitForAPersonWhenPromotionIsManual() {
    // Given
    start(Promotion.MANUAL);
    trial();
    scored(LABELLED, i -> i % 2 == 0, i -> true, NOON.plusSeconds(30));
    // When
    passes(NOON.plus(TRIAL));
    // Then
    assertThat(said())
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.state()).isEqualTo(State.SHADOWING);
              assertThat(job.decision()).isNull();
              assertThat(job.result().reason()).startsWith("passed its trial");
              assertThat(job.result().after()).containsEntry("gap", 0.0);
            });
    // When nobody says a word
    passes(NOON.plus(EXPIRES));
    // Then
    assertThat(said())
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.decision()).isNotNull();
              assertThat(job.decision().reason()).isEqualTo("nobody promoted it within PT48H");
            });
  }

  @Test
  void shouldRollBackWhenTheNewVersionPagesOnARuleThatTheOldOneHeld() {
    // Given
    start(Promotion.AUTOMATIC);
    passes(NOON);
    flow.pipe(RetrainFixtures.page(NOON, Alert.State.OPEN));
    promoted();
    AlertRule other = new AlertRule("demographic_parity_difference", "sex", "f");
    // When
    flow.pipe(page(other, NOON.plus(WATCHED), "m2"));
    // Then
    assertThat(said())
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.state()).isEqualTo(State.PROMOTED);
              assertThat(job.decision()).isNotNull();
              assertThat(job.decision().verdict()).isEqualTo(Verdict.ROLL_BACK);
              assertThat(job.decision().reason())
                  .isEqualTo(
                      "the new version paged on demographic_parity_difference/sex/f at"
                          + " 2026-01-01T13:00:00Z, which the one before held");
            });
  }

  @Test
  void shouldNotRollBackWhenTheRuleWasOpenBeforeOrTheVersionIsTheOldOneOrItIsLate() {
    // Given
    start(Promotion.AUTOMATIC);
    passes(NOON);
    flow.pipe(RetrainFixtures.page(NOON, Alert.State.OPEN));
    promoted();
    AlertRule other = new AlertRule("demographic_parity_difference", "sex", "f");
    AlertRule third = new AlertRule("disparate_impact_ratio", "sex", "f");
    // When
    flow.pipe(RetrainFixtures.page(NOON.plusSeconds(60), Alert.State.CLEARED));
    flow.pipe(page(RetrainFixtures.RULE, NOON.plusSeconds(120), "m2"));
    flow.pipe(page(other, NOON.plusSeconds(180), "m1"));
    flow.pipe(page(third, NOON.plus(WATCHED).plusSeconds(1), "m2"));
    // Then
    assertThat(said()).isEmpty();
  }

  private void start(Promotion promotion) {
    Policy policy =
        RetrainFixtures.policy(
            new RetrainingDemand(Set.of(Alert.Severity.PAGE), 1_000_000, 0, COOLDOWN, 2),
            new ReleasePolicy(promotion, new ShadowPolicy(0.1, TRIAL, LABELLED), EXPIRES, WATCHED));
    flow = new RetrainFlow(state, policy);
    jobs = flow.output(Topics.RETRAINING_JOBS);
  }

  /** A job comes to be on trial at noon of event time. */
  private void trial() {
    passes(NOON);
    flow.pipe(candidate(State.CANDIDATE));
    flow.pipe(candidate(State.SHADOWING));
  }

  private void promoted() {
    flow.pipe(candidate(State.CANDIDATE));
    flow.pipe(candidate(State.PROMOTED));
  }

  private static RetrainingJob candidate(State state) {
    return RetrainFixtures.job("j1", state)
        .becomes(
            state, NOON, new JobResult("jobs/j1/candidate", "m2", null, Map.of(), Map.of(), null));
  }

  /** Half of them women, all with the label yes. */
  private void scored(int count, IntPredicate champion, IntPredicate challenger, Instant at) {
    for (int i = 0; i < count; i++) {
      boolean woman = i < count / 2;
      String id = (woman ? "f" : "m") + i;
      String first = !woman || champion.test(i) ? "yes" : "no";
      String second = !woman || challenger.test(i) ? "yes" : "no";
      String record = challenged(id, woman ? "f" : "m", first, second, "m2", at);
      flow.pipe(Topics.SCORED_REQUESTS, id, record);
      flow.label(id, at.plusSeconds(1), "yes");
    }
  }

  private static String challenged(
      String id, String group, String champion, String challenger, String version, Instant at) {
    ObjectNode json = RetrainFlow.record(id, at);
    json.putObject("attributes").put("sex", group);
    json.putObject("prediction").put("label", champion).put("score", 0.9).put("modelVersion", "m1");
    json.putObject("challenger")
        .put("label", challenger)
        .put("score", 0.9)
        .put("modelVersion", version);
    return json.toString();
  }

  private static Alert page(AlertRule rule, Instant at, String version) {
    Alert page = RetrainFixtures.alert(rule, at, Alert.State.OPEN, Alert.Severity.PAGE);
    return new Alert(
        page.key(),
        page.model(),
        rule,
        page.status(),
        page.figures(),
        page.sequential(),
        new AlertContext("a gap", version, "v1", Map.of(), List.of()));
  }

  /** Requests come up to then, one without a label. */
  private void passes(Instant time) {
    flow.scored("clock" + records++, time);
    flow.tick(1);
  }

  private List<RetrainingJob> said() {
    return jobs.readValuesToList();
  }
}
