package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.JobDecision;
import dev.plumbline.event.JobDecision.Verdict;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.ReleasePolicy;
import dev.plumbline.policy.retraining.ReleasePolicy.Promotion;
import dev.plumbline.policy.retraining.ShadowPolicy;
import dev.plumbline.stage.retrain.demand.RememberedAlert;
import dev.plumbline.stage.retrain.gate.GateVerdict;
import dev.plumbline.stage.retrain.gate.PromotionGate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the flow decides about a candidate: on its trial by the gate, on its promotion by the pages
 * that follow, and that it expires when neither comes to an end. Carried out by the launcher.
 */
record CandidateRules(Policy policy, JobState state, JobEvidence evidence) {

  static final String PASSED =
      "passed its trial on live traffic; `plumbline promote` puts it into service";

  /**
   * A job after a look at it.
   *
   * @param written what is said of it; empty when there is nothing new
   */
  record Look(WatchedJob job, Optional<RetrainingJob> written) {

    static Look nothing(WatchedJob watched) {
      return new Look(watched, Optional.empty());
    }

    static Look says(WatchedJob watched, RetrainingJob job) {
      return new Look(watched.with(job), Optional.of(job));
    }
  }

  Look look(WatchedJob watched) {
    Instant now = state.time();
    if (now == null || watched.job().pending() != null) {
      return Look.nothing(watched);
    }
    return switch (watched.job().state()) {
      case CANDIDATE -> expiry(watched, now);
      case SHADOWING -> trial(watched, now);
      case PROMOTED -> afterPromotion(watched, now);
      default -> Look.nothing(watched);
    };
  }

  private ReleasePolicy release() {
    return policy.retraining().release();
  }

  private Look expiry(WatchedJob watched, Instant now) {
    if (!watched.lasts(release().expires(), now)) {
      return Look.nothing(watched);
    }
    String reason =
        watched.job().state() == State.SHADOWING && watched.job().result().reason() == null
            ? "not enough evidence after " + release().expires() + " on live traffic"
            : "nobody promoted it within " + release().expires();
    return Look.says(watched, decided(watched.job(), Verdict.EXPIRE, now, reason, null));
  }

  private Look trial(WatchedJob watched, Instant now) {
    ShadowPolicy shadow = release().shadow();
    if (shadow == null) { // the policy has changed its mind
      return release().promotion() == Promotion.MANUAL
          ? expiry(watched, now)
          : Look.says(
              watched,
              decided(watched.job(), Verdict.PROMOTE, now, "the policy asks for no trial", null));
    }
    long pairs = evidence.pairCount(watched.job().jobId());
    boolean due = watched.lasts(shadow.atLeast(), now);
    if (!due || !watched.isWorthALook(pairs, shadow.labelled()) || isWaiting(watched.job())) {
      return expiry(watched, now);
    }
    GateVerdict verdict =
        PromotionGate.judge(policy, watched.job().rule(), evidence.pairs(watched.job().jobId()));
    return judged(watched.lookedAt(pairs), verdict, now);
  }

  private Look judged(WatchedJob watched, GateVerdict verdict, Instant now) {
    RetrainingJob job = watched.job();
    return switch (verdict.ruling()) {
      case NOT_ENOUGH -> expiry(watched, now);
      case REJECTED ->
          Look.says(watched, decided(job, Verdict.REJECT, now, verdict.reason(), verdict));
      case PASSED ->
          release().promotion() == Promotion.MANUAL
              ? Look.says(watched, job.becomes(State.SHADOWING, now, figures(job, verdict, PASSED)))
              : Look.says(
                  watched,
                  decided(job, Verdict.PROMOTE, now, "passed its trial on live traffic", verdict));
    };
  }

  /** Passed, and a person has the last word. */
  private static boolean isWaiting(RetrainingJob job) {
    return PASSED.equals(job.result().reason());
  }

  private Look afterPromotion(WatchedJob watched, Instant now) {
    Instant since = watched.since();
    if (since == null || release().rollbackWithin().isZero()) {
      return Look.nothing(watched);
    }
    Instant until = since.plus(release().rollbackWithin());
    return state.alerts().stream()
        .filter(alert -> !watched.pagedBefore().contains(alert.key()))
        .filter(alert -> isOf(watched.job(), alert))
        .filter(alert -> pagedWithin(alert, since, until))
        .findFirst()
        .map(alert -> Look.says(watched, rolledBack(watched.job(), alert, now)))
        .orElse(Look.nothing(watched));
  }

  /** A page of panes that the version before still filled says nothing of this one. */
  private static boolean isOf(RetrainingJob job, RememberedAlert alert) {
    String version = alert.modelVersion();
    return version == null || version.equals(job.result().modelVersion());
  }

  private static boolean pagedWithin(RememberedAlert alert, Instant since, Instant until) {
    Instant paged = alert.paged();
    return paged != null && !paged.isBefore(since) && !paged.isAfter(until);
  }

  private static RetrainingJob rolledBack(RetrainingJob job, RememberedAlert alert, Instant now) {
    String reason =
        "the new version paged on %s at %s, which the one before held"
            .formatted(alert.rule(), alert.paged());
    return decided(job, Verdict.ROLL_BACK, now, reason, null);
  }

  private static RetrainingJob decided(
      RetrainingJob job,
      Verdict verdict,
      Instant now,
      @Nullable String reason,
      @Nullable GateVerdict figures) {
    JobDecision decision = new JobDecision(verdict, JobDecision.FLOW, now, reason);
    return job.decided(
        decision, figures == null ? job.result() : figures(job, figures, job.result().reason()));
  }

  private static JobResult figures(
      RetrainingJob job, GateVerdict verdict, @Nullable String reason) {
    return job.result().judged(verdict.before(), verdict.after(), reason);
  }
}
