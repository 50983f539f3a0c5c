package dev.plumbline.event;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One retraining job's present state, the value of {@code retraining-jobs}.
 *
 * @param cause key of the alert that asked for it, or {@value #PERSON} with who and why
 * @param rule what that alert watches, so that the candidate is judged by it
 * @param requestedAt event time of the request
 * @param at event time of this state (the launcher's clock for states it writes)
 * @param examples labelled records available at the request; 0 when a person asked
 * @param result what has come of it; in JSON its fields stand beside the others
 * @param attempt how often the trainer has been started for it, and for the failed jobs that it
 *     tries again
 * @param decision what is to become of it, or why it became what it is; null when nobody has
 *     decided anything
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
    String policyVersion,
    int attempt,
    @Nullable JobDecision decision) {

  /** How the cause of a job begins that a person asked for. */
  public static final String PERSON = "person: ";

  /** Requested by the flow or a person; the launcher carries jobs from state to state. */
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

    /** A job that a crash cut short runs again; nothing else goes back. */
    public boolean mayBecome(State next) {
      return next().contains(next);
    }

    private Set<State> next() {
      return switch (this) {
        case REQUESTED -> EnumSet.of(RUNNING, REJECTED, FAILED);
        case RUNNING -> EnumSet.of(RUNNING, CANDIDATE, REJECTED, FAILED);
        case CANDIDATE -> EnumSet.of(SHADOWING, PROMOTED, REJECTED, EXPIRED);
        case SHADOWING -> EnumSet.of(PROMOTED, REJECTED, EXPIRED);
        case PROMOTED -> EnumSet.of(ROLLED_BACK);
        case REJECTED, FAILED, EXPIRED, ROLLED_BACK -> EnumSet.noneOf(State.class);
      };
    }

    /** The trainer has still to run, or runs. */
    public boolean training() {
      return this == REQUESTED || this == RUNNING;
    }

    /** No other job may open while it is none of these; a promoted one may yet be rolled back. */
    public boolean ended() {
      return !training() && this != CANDIDATE && this != SHADOWING;
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

  /** One that nobody has started or decided about. */
  public RetrainingJob(
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
    this(
        jobId,
        model,
        state,
        cause,
        rule,
        requestedAt,
        at,
        examples,
        result,
        policyVersion,
        0,
        null);
  }

  public boolean askedByPerson() {
    return cause.startsWith(PERSON);
  }

  /** This job in a new state, as its launcher sees it. */
  public RetrainingJob becomes(State next, Instant when, JobResult nextResult) {
    return copy(next, when, nextResult, policyVersion, attempt, decision);
  }

  /** This job with its trainer started once more, under the policy that the launcher has. */
  public RetrainingJob starts(Instant when, String version) {
    return copy(State.RUNNING, when, JobResult.NONE, version, attempt + 1, decision);
  }

  /** This job in its state, with what is to become of it and the figures that say so. */
  public RetrainingJob decided(JobDecision next, JobResult figures) {
    return copy(state, next.at(), figures, policyVersion, attempt, next);
  }

  /** This job as one that tries others again, which have failed so often. */
  public RetrainingJob after(int attempts) {
    return copy(state, at, result, policyVersion, attempts, decision);
  }

  /** What was decided and has not been carried out; null when there is no such thing. */
  public @Nullable JobDecision pending() {
    return decision != null && decision.verdict().concerns(state) ? decision : null;
  }

  /**
   * This job, known from the records before, after one more record of it. Records that would lead
   * back, such as those of a launcher that has been overtaken, change nothing; of several decisions
   * about one state the first counts.
   */
  public RetrainingJob then(RetrainingJob read) {
    if (read.state == State.RUNNING && state == State.RUNNING) {
      return read.attempt > attempt ? read : this;
    }
    if (state != read.state && state.mayBecome(read.state)) {
      return read.decision == null ? read.withDecision(decision) : read;
    }
    JobDecision said = read.decision;
    if (said != null && pending() == null && said.verdict().concerns(state)) {
      return decided(said, read.result);
    }
    boolean figures = said == null && decision == null && state == State.SHADOWING;
    return figures && read.state == State.SHADOWING ? read : this;
  }

  private RetrainingJob withDecision(@Nullable JobDecision other) {
    return copy(state, at, result, policyVersion, attempt, other);
  }

  private RetrainingJob copy(
      State newState,
      Instant newAt,
      JobResult newResult,
      String newVersion,
      int newAttempt,
      @Nullable JobDecision newDecision) {
    return new RetrainingJob(
        jobId,
        model,
        newState,
        cause,
        rule,
        requestedAt,
        newAt,
        examples,
        newResult,
        newVersion,
        newAttempt,
        newDecision);
  }
}
