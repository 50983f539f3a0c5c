package dev.plumbline.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One retraining job's present state, the value of {@code retraining-jobs}.
 *
 * @param cause key of the alert that asked for it
 * @param rule what that alert watches, so that the candidate is judged by it
 * @param requestedAt event time of the request
 * @param at event time of this state (the launcher's clock for states it writes)
 * @param examples labelled records available at the request
 * @param candidate folder of the candidate model; null until there is one
 * @param before figures of the running model on the held-back share, by name
 * @param after figures of the candidate on the same records
 * @param reason why it failed or was rejected
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
    @Nullable String candidate,
    Map<String, Double> before,
    Map<String, Double> after,
    @Nullable String reason,
    String policyVersion) {

  /** Requested by the flow, the rest by the launcher. */
  public enum State {
    REQUESTED,
    RUNNING,
    CANDIDATE,
    REJECTED,
    FAILED,
    PROMOTED;

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
    before = MessageChecks.map(before);
    after = MessageChecks.map(after);
  }

  /** This job in a new state, as its launcher sees it. */
  public RetrainingJob becomes(
      State next,
      Instant when,
      @Nullable String candidateFolder,
      Map<String, Double> figuresBefore,
      Map<String, Double> figuresAfter,
      @Nullable String why) {
    return new RetrainingJob(
        jobId,
        model,
        next,
        cause,
        rule,
        requestedAt,
        when,
        examples,
        candidateFolder,
        figuresBefore,
        figuresAfter,
        why,
        policyVersion);
  }
}
