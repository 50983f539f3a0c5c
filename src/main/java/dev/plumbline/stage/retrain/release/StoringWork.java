package dev.plumbline.stage.retrain.release;

import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.store.ModelStore;
import dev.plumbline.model.store.StoreException;
import dev.plumbline.model.store.StoredModel;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.StorePolicy;
import dev.plumbline.stage.retrain.job.JobQueue;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains, and puts a candidate into the policy's store before anybody is told of it, so that every
 * scorer can load what the job says. A job whose candidate cannot be stored has failed, and is
 * tried again like any other.
 */
public final class StoringWork implements JobQueue.Work {

  private static final Logger LOG = LoggerFactory.getLogger(StoringWork.class);

  private final JobQueue.Work training;
  private final Policies policies;
  private final ReleaseLog releases;
  private final Path cache;
  private final InstantSource clock;

  /**
   * @param cache for what would be fetched, which is nothing
   */
  public StoringWork(
      JobQueue.Work training,
      Policies policies,
      ReleaseLog releases,
      Path cache,
      InstantSource clock) {
    this.training = training;
    this.policies = policies;
    this.releases = releases;
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public void run(RetrainingJob job, Consumer<RetrainingJob> states) throws InterruptedException {
    training.run(job, state -> states.accept(stored(state)));
  }

  private RetrainingJob stored(RetrainingJob job) {
    Policy policy = policies.find(job.model());
    StorePolicy place = policy == null ? null : policy.retraining().release().store();
    String candidate = job.result().candidate();
    if (job.state() != State.CANDIDATE || place == null || candidate == null) {
      return job;
    }
    try (ModelStore store = ModelStore.open(place.location(), cache, clock)) {
      StoredModel stored = store.publish(job.model(), Path.of(candidate));
      prune(store, stored, place.keep());
      JobResult result = job.result();
      return job.becomes(
          State.CANDIDATE,
          job.at(),
          new JobResult(
              stored.location(),
              stored.version(),
              result.before(),
              result.after(),
              result.reason()));
    } catch (StoreException | ModelException e) {
      LOG.error(
          "a candidate cannot be stored, job={}, model={}, problem={}",
          job.jobId(),
          job.model(),
          e.getMessage());
      return job.becomes(
          State.FAILED,
          job.at(),
          JobResult.because("the candidate could not be stored: " + e.getMessage()));
    }
  }

  /** What serves and what served before it stay. That old versions stay too long is no failure. */
  private void prune(ModelStore store, StoredModel stored, int keep) {
    try {
      Set<String> used = new HashSet<>(Set.of(stored.version()));
      ModelRelease serving = releases.newest(stored.model());
      if (serving != null) {
        used.add(serving.modelVersion());
        serving.previous().stream()
            .findFirst()
            .map(EarlierRelease::modelVersion)
            .ifPresent(used::add);
      }
      store.prune(stored.model(), keep, used);
    } catch (StoreException | RuntimeException e) { // of a store or a broker that is away
      LOG.warn(
          "old versions stay in the store, model={}, error={}",
          stored.model(),
          e.getClass().getSimpleName());
    }
  }
}
