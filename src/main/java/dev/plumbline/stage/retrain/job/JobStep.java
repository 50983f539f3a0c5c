package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.JobDecision;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.ReleasePolicy;
import dev.plumbline.policy.retraining.ReleasePolicy.Promotion;
import org.jspecify.annotations.Nullable;

/** What the launcher has to do about a job, which follows from its state and nothing else. */
public enum JobStep {
  /** Run the trainer, again if it was cut short. */
  TRAIN,
  /** Put the candidate on trial. */
  TRY,
  PROMOTE,
  REJECT,
  EXPIRE,
  ROLL_BACK,
  /** Nothing: it has ended, or the flow or a person decides. */
  WAIT;

  public static JobStep next(Policies policies, RetrainingJob job) {
    JobDecision decision = job.pending();
    if (decision != null) {
      return switch (decision.verdict()) {
        case PROMOTE -> PROMOTE;
        case REJECT -> REJECT;
        case EXPIRE -> EXPIRE;
        case ROLL_BACK -> ROLL_BACK;
      };
    }
    return switch (job.state()) {
      case REQUESTED, RUNNING -> TRAIN;
      case CANDIDATE -> undecided(policies.find(job.model()), job);
      default -> WAIT;
    };
  }

  /** A candidate without a version was made before there were promotions. */
  private static JobStep undecided(@Nullable Policy policy, RetrainingJob job) {
    if (policy == null || job.result().modelVersion() == null) {
      return WAIT;
    }
    ReleasePolicy release = policy.retraining().release();
    if (release.shadow() != null) {
      return TRY;
    }
    return release.promotion() == Promotion.AUTOMATIC ? PROMOTE : WAIT;
  }
}
