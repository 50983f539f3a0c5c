package dev.plumbline.event;

import java.time.Instant;

/**
 * One retraining job's present state, the value of {@code retraining-jobs}.
 *
 * @param cause key of the alert that asked for it
 * @param rule what that alert watches, so that the candidate is judged by it
 * @param requestedAt event time of the request
 * @param at event time of this state (the launcher's clock for states it writes)
 * @param examples labelled records available at the request
 * @param result what has come of it; in JSON its fields stand beside the others
 */
public record RetrainingJob(
    String jobId,
    String model,
    State state,
    String cause,
    AlertRule rule,
    Instant requestedAt,
    Instant at,
    long examples,
    JobResult result,
    String policyVersion) {

  /** Requested by the flow, the rest by the launcher. */
  public enum State {
    REQUESTED,
    RUNNING,
    CANDIDATE,
    SHADOWING,
    PROMOTED,
    REJECTED,
    FAILED,
    EXPIRED,
    ROLLED_BACK;

    public boolean ended() {
      return this != REQUESTED && this != RUNNING;
    }
  }

  public RetrainingJob {
    MessageChecks.notBlank(jobId, "jobId");
    MessageChecks.notBlank(model, "model");
    MessageChecks.notNull(state, "state");
    MessageChecks.notBlank(cause, "cause");
    MessageChecks.notNull(rule, "rule");
    MessageChecks.notNull(requestedAt, "requestedAt");
    MessageChecks.notNull(at, "at");
    MessageChecks.notNull(result, "result");
  }

  /** This job in a new state, as its launcher sees it. */
  public RetrainingJob becomes(State next, Instant when, JobResult nextResult) {
    return new RetrainingJob(
        jobId, model, next, cause, rule, requestedAt, when, examples, nextResult, policyVersion);
  }
}
