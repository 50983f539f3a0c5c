package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.JobResult;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.RetrainingDemand;
import dev.plumbline.stage.retrain.gate.HoldoutMetrics;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When a job is opened: an alert of a severity that the policy names, about something that a model
 * can mend, is open, enough labelled records exist, no job is under way and the cooldown, in the
 * alerts' event time, has passed. Until then the wish waits; it goes when the alert clears.
 */
public final class JobRules {

  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What is remembered next, and the job to open, if any. */
  public record Step(JobState state, @Nullable RetrainingJob opened) {}

  private JobRules() {}

  public static Step event(Policy policy, JobState state, JobEvent event) {
    if (event.alert() != null) {
      return alert(policy, state, event.alert());
    }
    return event.job() != null
        ? job(policy, state, event.job())
        : examples(policy, state, event.examples());
  }

  static Step alert(Policy policy, JobState state, Alert alert) {
    if (!policy.retraining().demand().on().contains(alert.severity())
        || !HoldoutMetrics.concern(alert.rule())) {
      return new Step(state, null);
    }
    RetrainRequest wish = state.wish();
    if (alert.state() == Alert.State.CLEARED) {
      boolean same = wish != null && wish.cause().equals(alert.key());
      return new Step(same ? state.wishes(null) : state, null);
    }
    return decide(
        policy,
        wish == null
            ? state.wishes(new RetrainRequest(alert.key(), alert.rule(), alert.at()))
            : state);
  }

  static Step examples(Policy policy, JobState state, long more) {
    return decide(policy, state.collected(more));
  }

  /** A state of an older job, or one that the newest job has left, says nothing. */
  static Step job(Policy policy, JobState state, RetrainingJob job) {
    RetrainingJob last = state.last();
    boolean older = last != null && last.requestedAt().isAfter(job.requestedAt());
    boolean echo =
        last != null
            && last.jobId().equals(job.jobId())
            && last.state() != RetrainingJob.State.REQUESTED
            && (last.state().ended() || job.state() == RetrainingJob.State.REQUESTED);
    return older || echo ? new Step(state, null) : decide(policy, state.job(job));
  }

  private static Step decide(Policy policy, JobState state) {
    RetrainRequest wish = state.wish();
    RetrainingDemand rules = policy.retraining().demand();
    if (wish == null || state.running() || state.examples() < rules.minimumLabelled()) {
      return new Step(state, null);
    }
    Instant last = state.lastRequest();
    if (last != null && wish.at().isBefore(last.plus(rules.cooldown()))) {
      return new Step(state.wishes(null), null); // the next alert asks again
    }
    RetrainingJob job = open(policy, state, wish);
    return new Step(new JobState(state.examples(), null, wish.at(), job), job);
  }

  private static RetrainingJob open(Policy policy, JobState state, RetrainRequest wish) {
    return new RetrainingJob(
        policy.model() + "-" + COMPACT.format(wish.at()),
        policy.model(),
        RetrainingJob.State.REQUESTED,
        wish.cause(),
        wish.rule(),
        wish.at(),
        wish.at(),
        state.examples(),
        JobResult.NONE,
        policy.version());
  }
}
