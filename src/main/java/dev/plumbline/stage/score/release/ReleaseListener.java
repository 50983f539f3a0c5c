package dev.plumbline.stage.score.release;

import dev.plumbline.event.ModelRelease;
import dev.plumbline.kafka.client.RecordListener;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.score.model.ModelWorker;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.model.TextScorer;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;

/**
 * Lets a released version score: loads it beside the one that serves and swaps between two batches.
 * One that is refused changes nothing.
 */
final class ReleaseListener implements RecordListener<ModelRelease> {

  private final Policies policies;
  private final ModelWorkers workers;
  private final VersionLoader loader;
  private final ServingVersions versions;
  private final BiPredicate<ModelRelease, RefusedVersionException> refusals;
  private final PendingByModel<ModelRelease> pending = new PendingByModel<>();

  /**
   * @param refusals hears of a release that does not serve, again and again until nothing is left
   *     to be done about it
   */
  ReleaseListener(
      Policies policies,
      ModelWorkers workers,
      VersionLoader loader,
      ServingVersions versions,
      BiPredicate<ModelRelease, RefusedVersionException> refusals) {
    this.policies = policies;
    this.workers = workers;
    this.loader = loader;
    this.versions = versions;
    this.refusals = refusals;
  }

  @Override
  public void offer(ModelRelease release, int partition, long offset) {
    pending.put(release.model(), release);
  }

  @Override
  public boolean work(BooleanSupplier readToTheEnd) {
    pending.work(readToTheEnd, this::isServed);
    return false;
  }

  /** Whether nothing is left to be done. */
  private boolean isServed(String model, ModelRelease release) {
    Policy policy = policies.find(model);
    ModelWorker worker = workers.find(model);
    if (policy == null || worker == null) {
      return true; // another process's
    }
    String version = release.modelVersion();
    try {
      if (!worker.modelVersion().equals(version)) {
        TextScorer next = loader.load(policy, ReleasedModels.version(release), worker.labels());
        worker.swap(next);
        loader.tidy(policy, Set.of(version));
      }
      versions.servesReleased(model, version);
      return true;
    } catch (RefusedVersionException e) {
      versions.refused(model, version, e);
      return e.reason() != RefusedVersionException.Reason.UNREACHABLE && refusals.test(release, e);
    }
  }
}
