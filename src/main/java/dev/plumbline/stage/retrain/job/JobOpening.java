package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.RetrainingDemand;
import dev.plumbline.stage.retrain.demand.LabelCounts;
import dev.plumbline.stage.retrain.demand.LabelMinimum;
import dev.plumbline.stage.retrain.demand.RememberedAlert;
import dev.plumbline.stage.retrain.gate.PromotionGate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The job to open, if one is wanted: an alert of a severity that the policy names, about something
 * that a model can mend, is open, there are labels enough for its rule, no job is under way and the
 * cooldown is over by the model's event time. A job that failed is tried again at once, as often as
 * the policy says, while what asked for it still does.
 */
final class JobOpening {

  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What asks for a job. */
  private record Wish(String cause, AlertRule rule) {}

  private JobOpening() {}

  static Optional<RetrainingJob> wanted(Policy policy, JobState state, LabelCounts counts) {
    RetrainingDemand demand = policy.retraining().demand();
    Instant now = state.time();
    if (now == null || state.isBusy()) {
      return Optional.empty();
    }
    Optional<RetrainingJob> failed =
        state
            .newest()
            .filter(job -> job.state() == State.FAILED && job.attempt() < demand.attempts());
    Optional<Wish> wish = failed.filter(RetrainingJob::askedByPerson).map(job -> wish(job));
    if (wish.isEmpty()) {
      wish = alert(policy, state, counts).map(alert -> new Wish(alert.key(), alert.rule()));
    }
    boolean cool = isCool(state, now, demand.cooldown());
    int attempts = failed.map(RetrainingJob::attempt).orElse(0);
    return wish.filter(any -> failed.isPresent() || cool)
        .map(any -> open(policy, state, any, now, counts.total().labelled()).after(attempts));
  }

  /**
   * Since the newest request, and since the newest promotion: a version that has just begun to
   * serve is given as long to show what it does.
   */
  private static boolean isCool(JobState state, Instant now, Duration cooldown) {
    Instant last = state.lastRequest();
    boolean promoted =
        state
            .newest()
            .filter(job -> job.state() == State.PROMOTED)
            .filter(job -> now.isBefore(job.at().plus(cooldown)))
            .isPresent();
    return !promoted && (last == null || !now.isBefore(last.plus(cooldown)));
  }

  private static Wish wish(RetrainingJob job) {
    return new Wish(job.cause(), job.rule());
  }

  /** The most urgent alert that a job can be opened for. */
  private static Optional<RememberedAlert> alert(
      Policy policy, JobState state, LabelCounts counts) {
    return state.alerts().stream()
        .filter(alert -> policy.retraining().demand().on().contains(alert.severity()))
        .filter(alert -> PromotionGate.concerns(alert.rule()))
        .sorted(RememberedAlert.URGENCY)
        .filter(alert -> LabelMinimum.isReached(policy, alert.rule(), counts))
        .findFirst();
  }

  private static RetrainingJob open(
      Policy policy, JobState state, Wish wish, Instant now, long labelled) {
    return new RetrainingJob(
        id(policy, state, now),
        policy.model(),
        State.REQUESTED,
        wish.cause(),
        wish.rule(),
        now,
        now,
        labelled,
        JobResult.NONE,
        policy.version());
  }

  /** Two jobs of one second, such as one and its retry, are told apart by a number. */
  private static String id(Policy policy, JobState state, Instant now) {
    String first = policy.model() + "-" + COMPACT.format(now);
    String id = first;
    for (int number = 2; state.find(id).isPresent(); number++) {
      id = first + "-" + number;
    }
    return id;
  }
}
