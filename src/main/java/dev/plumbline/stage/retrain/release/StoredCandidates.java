package dev.plumbline.stage.retrain.release;

import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.model.store.ModelStore;
import dev.plumbline.model.store.StoreException;
import dev.plumbline.model.store.StoredModel;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.StorePolicy;
import dev.plumbline.stage.retrain.job.CandidateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a candidate into its policy's store before anybody is told of it, so that every scorer can
 * load what the job says, and deletes old versions. Without a store it stays where it is.
 */
public final class StoredCandidates implements CandidateStore {

  private static final Logger LOG = LoggerFactory.getLogger(StoredCandidates.class);

  private final ReleaseLog releases;
  private final Path cache;
  private final InstantSource clock;

  /**
   * @param cache for what would be fetched, which is nothing
   */
  public StoredCandidates(ReleaseLog releases, Path cache, InstantSource clock) {
    this.releases = releases;
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public EarlierRelease keep(Policy policy, Path candidate) throws IOException {
    StorePolicy place = policy.retraining().release().store();
    if (place == null) {
      return LEFT_IN_FOLDER.keep(policy, candidate);
    }
    try (ModelStore store = ModelStore.open(place.location(), cache, clock)) {
      StoredModel stored = store.publish(policy.model(), candidate);
      prune(store, stored, place.keep());
      return new EarlierRelease(stored.version(), stored.location(), stored.sha256());
    } catch (StoreException e) {
      LOG.error(
          "a candidate cannot be stored, model={}, problem={}", policy.model(), e.getMessage());
      throw new IOException(e);
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
