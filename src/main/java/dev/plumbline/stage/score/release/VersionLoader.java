package dev.plumbline.stage.score.release;

import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.model.store.FolderManifest;
import dev.plumbline.model.store.ModelStore;
import dev.plumbline.model.store.StoreException;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.StorePolicy;
import dev.plumbline.stage.score.model.TextScorer;
import dev.plumbline.stage.score.release.RefusedVersionException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Loads a version so that it can score at once: its files are verified, the folder is validated,
 * and one batch was scored. A version is looked for in the policy's own folder, then in the
 * policy's store. Only where the policy names no store is it loaded from where the release says:
 * who may write the release must not choose what else of the machine is loaded.
 */
public final class VersionLoader implements AutoCloseable {

  private static final String WARM_UP = "How do I get my money back?";

  /** How a folder becomes a scorer. */
  public interface ScorerFactory {
    TextScorer load(Policy policy, Path folder);
  }

  private final ScorerFactory scorers;
  private final Path cache;
  private final InstantSource clock;
  private final Map<String, ModelStore> stores = new HashMap<>();

  /**
   * @param cache where fetched versions lie on this machine
   */
  public VersionLoader(ScorerFactory scorers, Path cache, InstantSource clock) {
    this.scorers = scorers;
    this.cache = cache;
    this.clock = clock;
  }

  /** What the policy names, as it is when there is no release. */
  public TextScorer own(Policy policy) {
    Path path = policy.scoring().path();
    if (path == null) {
      throw new ModelException("policy of model " + policy.model() + " has no scoring.path");
    }
    return scorers.load(policy, path);
  }

  /** Hears what is not loaded. */
  public interface Refusals {

    /** The version that was released last. */
    void refused(String model, String version, RefusedVersionException why);

    /** One before it. */
    void passedOver(String model, RefusedVersionException why);
  }

  /**
   * The newest release; where that is refused the newest that was released before and loads;
   * without any what the policy names. Closed by the caller.
   */
  public TextScorer newest(Policy policy, @Nullable ModelRelease release, Refusals refusals) {
    if (release == null) {
      return own(policy);
    }
    try {
      return load(policy, ReleasedModels.version(release), null);
    } catch (RefusedVersionException e) {
      refusals.refused(policy.model(), release.modelVersion(), e);
    }
    for (EarlierRelease earlier : release.previous()) {
      try {
        return load(policy, earlier, null);
      } catch (RefusedVersionException e) {
        refusals.passedOver(policy.model(), e);
      }
    }
    return own(policy);
  }

  /**
   * Closed by the caller.
   *
   * @param labels what it must tell apart; null when nobody serves yet
   */
  TextScorer load(Policy policy, EarlierRelease version, @Nullable List<String> labels)
      throws RefusedVersionException {
    Path folder = folder(policy, version);
    TextScorer scorer;
    try {
      scorer = scorers.load(policy, folder);
    } catch (ModelException e) {
      throw new RefusedVersionException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) { // of the engine, in no words for an operator
      throw new RefusedVersionException(
          Reason.INVALID, folder + " does not load: " + e.getClass().getSimpleName(), e);
    }
    try {
      check(scorer, version, labels);
      warmUp(scorer, policy.scoring().batchSize());
      return scorer;
    } catch (RefusedVersionException | RuntimeException e) {
      scorer.close();
      throw e instanceof RefusedVersionException refused
          ? refused
          : new RefusedVersionException(
              Reason.INVALID, folder + " does not score: " + e.getClass().getSimpleName(), e);
    }
  }

  private static void check(
      TextScorer scorer, EarlierRelease version, @Nullable List<String> labels)
      throws RefusedVersionException {
    if (!scorer.modelVersion().equals(version.modelVersion())) {
      throw new RefusedVersionException(
          Reason.VERSION,
          "the folder holds version %s, not %s"
              .formatted(scorer.modelVersion(), version.modelVersion()));
    }
    if (labels != null && !new HashSet<>(labels).equals(new HashSet<>(scorer.labels()))) {
      throw new RefusedVersionException(
          Reason.LABELS,
          "it tells apart %s, the version that serves %s".formatted(scorer.labels(), labels));
    }
  }

  /** The first batches of a module are many times slower than those after. */
  private static void warmUp(TextScorer scorer, int batchSize) {
    scorer.score(List.of(WARM_UP));
    scorer.score(IntStream.range(0, batchSize).mapToObj(i -> WARM_UP).toList());
  }

  private Path folder(Policy policy, EarlierRelease version) throws RefusedVersionException {
    Path own = policy.scoring().path();
    if (own != null && holds(own, version.modelVersion())) {
      return own;
    }
    StorePolicy store = policy.retraining().release().store();
    if (store == null) {
      return named(version);
    }
    try {
      return store(store).fetch(policy.model(), version.modelVersion(), version.sha256());
    } catch (StoreException e) {
      throw new RefusedVersionException(
          switch (e.reason()) {
            case MISSING -> Reason.MISSING;
            case CHECKSUM -> Reason.CHECKSUM;
            case UNREACHABLE -> Reason.UNREACHABLE;
          },
          String.valueOf(e.getMessage()),
          e);
    }
  }

  private static boolean holds(Path folder, String version) {
    try {
      return ModelFolder.read(folder).version().equals(version);
    } catch (ModelException e) {
      return false; // told when it is what must be loaded
    }
  }

  /** Without a store. */
  private static Path named(EarlierRelease version) throws RefusedVersionException {
    try {
      Path folder = Path.of(version.path());
      if (!Files.isDirectory(folder)) {
        throw new RefusedVersionException(
            Reason.MISSING,
            "there is no folder %s on this machine, and the policy has no retraining.store"
                .formatted(folder));
      }
      if (version.sha256() != null
          && !version.sha256().equals(FolderManifest.digest(FolderManifest.checksums(folder)))) {
        throw new RefusedVersionException(
            Reason.CHECKSUM, "the files in " + folder + " are not those that were released");
      }
      return folder;
    } catch (InvalidPathException e) {
      throw new RefusedVersionException(Reason.MISSING, "its path is none of this machine", e);
    } catch (IOException e) {
      throw new RefusedVersionException(Reason.INVALID, "its folder cannot be read", e);
    }
  }

  /** Deletes what was fetched of a model but for the versions that are loaded. */
  public void tidy(Policy policy, Set<String> used) {
    StorePolicy store = policy.retraining().release().store();
    if (store != null) {
      store(store).tidyCache(policy.model(), used);
    }
  }

  private synchronized ModelStore store(StorePolicy store) {
    return stores.computeIfAbsent(
        store.location(), location -> ModelStore.open(location, cache, clock));
  }

  @Override
  public synchronized void close() {
    stores.values().forEach(ModelStore::close);
  }
}
