package dev.plumbline.stage.retrain.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.JobDecision;
import dev.plumbline.event.JobDecision.Verdict;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.ReleasePolicy;
import dev.plumbline.policy.retraining.ReleasePolicy.Promotion;
import dev.plumbline.policy.retraining.RetrainingDemand;
import dev.plumbline.policy.retraining.ShadowPolicy;
import dev.plumbline.stage.retrain.RetrainFixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobReleasesTest {

  private static final Instant NOW = RetrainFixtures.NOON.plusSeconds(90);
  private static final Path SERVING = Path.of("models/card-support");

  private final Map<String, ModelRelease> newest = new HashMap<>();
  private final List<ModelRelease> written = new ArrayList<>();
  private final List<RetrainingJob> said = new ArrayList<>();

  @Test
  void shouldReleaseTheCandidateWithWhatThePolicyNamesBeforeItWhenItIsTheFirst() throws Exception {
    // When
    run(policy(Promotion.AUTOMATIC, null), candidate());
    // Then
    assertThat(written)
        .containsExactly(
            new ModelRelease(
                "desk",
                "m2",
                "jobs/j1/candidate",
                "ef".repeat(32),
                "j1",
                NOW,
                List.of(
                    new EarlierRelease(
                        ModelFolder.read(SERVING).version(), SERVING.toString(), null))));
    assertThat(said)
        .singleElement()
        .satisfies(job -> assertThat(job.state()).isEqualTo(State.PROMOTED));
  }

  /** The release had been written, and then the process was killed. */
  @Test
  void shouldReleaseOnceWhenACrashCameBeforeTheJobsState() throws Exception {
    // Given
    Policy policy = policy(Promotion.AUTOMATIC, null);
    assertThatThrownBy(
            () ->
                releases(policy)
                    .run(
                        candidate(),
                        state -> {
                          throw new IllegalStateException("killed");
                        }))
        .hasMessage("killed");
    // When
    run(policy, candidate());
    // Then
    assertThat(written).hasSize(1);
    assertThat(said)
        .singleElement()
        .satisfies(job -> assertThat(job.state()).isEqualTo(State.PROMOTED));
  }

  @Test
  void shouldPutOnTrialWhenThePolicyAsksForOne() throws Exception {
    // When
    run(policy(Promotion.AUTOMATIC, ShadowPolicy.DEFAULT), candidate());
    // Then
    assertThat(written).isEmpty();
    assertThat(said)
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.state()).isEqualTo(State.SHADOWING);
              assertThat(job.result().modelVersion()).isEqualTo("m2");
            });
  }

  @Test
  void shouldDoNothingUntilAPersonSaysSoWhenPromotionIsManual() throws Exception {
    // Given
    Policy policy = policy(Promotion.MANUAL, null);
    run(policy, candidate());
    assertThat(said).isEmpty();
    // When
    run(policy, decided(candidate(), Verdict.PROMOTE));
    // Then
    assertThat(written).hasSize(1);
    assertThat(said)
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.state()).isEqualTo(State.PROMOTED);
              assertThat(job.decision()).isNotNull();
              assertThat(job.decision().by()).isEqualTo("ada");
            });
  }

  @Test
  void shouldSayTheReasonWhenACandidateIsRejected() throws Exception {
    // When
    run(policy(Promotion.MANUAL, null), decided(candidate(), Verdict.REJECT));
    // Then
    assertThat(written).isEmpty();
    assertThat(said)
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.state()).isEqualTo(State.REJECTED);
              assertThat(job.result().reason()).isEqualTo("a word");
              assertThat(job.result().candidate()).isEqualTo("jobs/j1/candidate");
            });
  }

  @Test
  void shouldTakeTheModelBackOnceWhenAPromotionIsRolledBack() throws Exception {
    // Given
    Policy policy = policy(Promotion.AUTOMATIC, null);
    run(policy, candidate());
    RetrainingJob back = decided(said.get(0), Verdict.ROLL_BACK);
    // When
    run(policy, back);
    run(policy, back); // after a crash
    // Then
    assertThat(written).hasSize(2);
    assertThat(written.get(1).cause()).isEqualTo(ModelRelease.ROLLBACK);
    assertThat(written.get(1).path()).isEqualTo(SERVING.toString());
    assertThat(written.get(1).previous())
        .containsExactly(new EarlierRelease("m2", "jobs/j1/candidate", "ef".repeat(32)));
    assertThat(said.get(2).state()).isEqualTo(State.ROLLED_BACK);
  }

  @Test
  void shouldLeaveTheNewerReleaseWhenAnotherJobWasPromotedMeanwhile() throws Exception {
    // Given
    Policy policy = policy(Promotion.AUTOMATIC, null);
    run(policy, candidate());
    ModelRelease newer =
        written.get(0).followedBy(new EarlierRelease("m3", "jobs/j2/candidate", null), "j2", NOW);
    newest.put("desk", newer);
    // When
    run(policy, decided(said.get(0), Verdict.ROLL_BACK));
    // Then
    assertThat(newest).containsEntry("desk", newer);
    assertThat(said.get(1).state()).isEqualTo(State.ROLLED_BACK);
  }

  /** Jobs of builds that promoted nothing. */
  @Test
  void shouldNotPromoteWhenACandidateSaysNoVersion() throws Exception {
    // When
    run(policy(Promotion.AUTOMATIC, null), RetrainFixtures.job("j1", State.CANDIDATE));
    // Then
    assertThat(written).isEmpty();
    assertThat(said).isEmpty();
  }

  private void run(Policy policy, RetrainingJob job) throws InterruptedException {
    releases(policy).run(job, said::add);
  }

  private JobReleases releases(Policy policy) {
    return new JobReleases(
        Policies.of(List.of(policy)),
        new ReleaseLog() {
          @Override
          public @Nullable ModelRelease newest(String model) {
            return newest.get(model);
          }

          @Override
          public void append(ModelRelease release) {
            newest.put(release.model(), release);
            written.add(release);
          }
        },
        () -> NOW);
  }

  private static Policy policy(Promotion promotion, @Nullable ShadowPolicy shadow) {
    return RetrainFixtures.policy(
        RetrainingDemand.NEVER,
        new ReleasePolicy(promotion, shadow, Duration.ofDays(7), Duration.ofHours(1)));
  }

  private static RetrainingJob candidate() {
    return RetrainFixtures.job("j1", State.RUNNING)
        .becomes(
            State.CANDIDATE,
            RetrainFixtures.NOON,
            new JobResult("jobs/j1/candidate", "m2", "ef".repeat(32), Map.of(), Map.of(), null));
  }

  private static RetrainingJob decided(RetrainingJob job, Verdict verdict) {
    return job.decided(
        new JobDecision(verdict, "ada", RetrainFixtures.NOON, "a word"), job.result());
  }
}
