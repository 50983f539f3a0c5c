package dev.plumbline.stage.retrain.release;

import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.JobDecision;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.job.JobQueue;
import dev.plumbline.stage.retrain.job.JobStep;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what is decided about a candidate. A release is written before the job's state says
 * so: a crash in between is mended by doing it again, and what is there already is known by the
 * job's id, so that it is written once.
 */
public final class JobReleases implements JobQueue.Work {

  private static final Logger LOG = LoggerFactory.getLogger(JobReleases.class);

  private final Policies policies;
  private final ReleaseLog releases;
  private final InstantSource clock;

  public JobReleases(Policies policies, ReleaseLog releases, InstantSource clock) {
    this.policies = policies;
    this.releases = releases;
    this.clock = clock;
  }

  @Override
  public void run(RetrainingJob job, Consumer<RetrainingJob> states) throws InterruptedException {
    switch (JobStep.next(policies, job)) {
      case TRY -> states.accept(becomes(job, State.SHADOWING, job.result()));
      case PROMOTE -> {
        promote(job);
        states.accept(becomes(job, State.PROMOTED, job.result()));
      }
      case REJECT -> states.accept(becomes(job, State.REJECTED, because(job)));
      case EXPIRE -> states.accept(becomes(job, State.EXPIRED, because(job)));
      case ROLL_BACK -> {
        rollBack(job);
        states.accept(becomes(job, State.ROLLED_BACK, because(job)));
      }
      case TRAIN, WAIT -> {}
    }
  }

  private RetrainingJob becomes(RetrainingJob job, State next, JobResult result) {
    LOG.info("job={}, model={}, state={}", job.jobId(), job.model(), next);
    return job.becomes(next, clock.instant(), result);
  }

  private static JobResult because(RetrainingJob job) {
    JobDecision decision = job.decision();
    return decision == null || decision.reason() == null
        ? job.result()
        : job.result().over(decision.reason());
  }

  private void promote(RetrainingJob job) throws InterruptedException {
    ModelRelease serving = releases.newest(job.model());
    if (serving != null && serving.cause().equals(job.jobId())) {
      return; // before a crash
    }
    String version = job.result().modelVersion();
    String path = job.result().candidate();
    if (version == null || path == null) {
      throw new IllegalStateException("job " + job.jobId() + " has no candidate");
    }
    EarlierRelease next = new EarlierRelease(version, path, job.result().sha256());
    Instant now = clock.instant();
    releases.append(
        serving == null
            ? ModelRelease.first(job.model(), next, declared(job.model()), job.jobId(), now)
            : serving.followedBy(next, job.jobId(), now));
  }

  /** What the policy names, which serves until the first release; null when it cannot be read. */
  private @Nullable EarlierRelease declared(String model) {
    Policy policy = policies.find(model);
    Path path = policy == null ? null : policy.scoring().path();
    try {
      return path == null
          ? null
          : new EarlierRelease(ModelFolder.read(path).version(), path.toString(), null);
    } catch (ModelException e) {
      LOG.warn("the policy's model cannot be read, so nothing can be rolled back to it", e);
      return null;
    }
  }

  /** Only where the job's release still serves: another may have come, or a person been sooner. */
  private void rollBack(RetrainingJob job) throws InterruptedException {
    ModelRelease serving = releases.newest(job.model());
    if (serving == null || !serving.cause().equals(job.jobId())) {
      return;
    }
    Optional<EarlierRelease> before = serving.previous().stream().findFirst();
    if (before.isPresent()) {
      releases.append(serving.rolledBackTo(before.get(), clock.instant()));
    } else {
      LOG.error("no earlier version is known, so nothing is rolled back, job={}", job.jobId());
    }
  }
}
