package dev.plumbline.stage.score.release;

import dev.plumbline.event.JobDecision;
import dev.plumbline.event.JobDecision.Verdict;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.kafka.client.TopicAppender;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the job that brought a release that a scorer refuses it, so that the release is taken back:
 * else the job stays promoted, and some scorers serve what others refuse.
 */
final class RefusalReport {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalReport.class);

  private final StreamsSettings settings;
  private final InstantSource clock;

  RefusalReport(StreamsSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A release is written before its job is promoted, and only of a promoted one can it be said.
   *
   * @return whether nothing is left to be told: false while the job is about to be promoted, or the
   *     cluster is away
   */
  boolean tell(ModelRelease release, RefusedVersionException why) {
    try {
      RetrainingJob job = job(release);
      if (job == null || (job.state().ended() && job.state() != State.PROMOTED)) {
        return true; // a person's release, or one that has been taken back
      }
      if (job.state() != State.PROMOTED) {
        return false;
      }
      if (job.pending() == null) {
        append(
            job.decided(
                new JobDecision(
                    Verdict.ROLL_BACK,
                    JobDecision.FLOW,
                    clock.instant(),
                    "a scorer refuses version %s: %s"
                        .formatted(release.modelVersion(), why.getMessage())),
                job.result()));
        LOG.warn(
            "the job is told that its release is refused, job={}, model={}",
            job.jobId(),
            job.model());
      }
      return true;
    } catch (RuntimeException e) { // of the clients: no broker, no right
      LOG.warn(
          "the job of a refused release cannot be told, model={}, error={}",
          release.model(),
          e.getClass().getSimpleName());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private @Nullable RetrainingJob job(ModelRelease release) {
    AtomicReference<@Nullable RetrainingJob> found = new AtomicReference<>();
    new TopicReader(settings)
        .readable(
            Topics.RETRAINING_JOBS,
            RetrainingJob.class,
            (key, job) -> {
              if (job != null
                  && job.jobId().equals(release.cause())
                  && job.model().equals(release.model())) {
                RetrainingJob known = found.get();
                found.set(known == null ? job : known.then(job));
              }
            });
    return found.get();
  }

  private void append(RetrainingJob job) throws InterruptedException {
    try (TopicAppender<RetrainingJob> jobs = TopicAppender.open(Topics.RETRAINING_JOBS, settings)) {
      jobs.append(job.model(), job);
    }
  }
}
