package dev.plumbline.model.store;

import dev.plumbline.file.FileNames;
import dev.plumbline.file.FileTrees;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions of models, each a folder {@code MODEL/VERSION} of files and their {@link
 * FolderManifest}. The manifest is written last and deleted first, so a version is there whole or
 * not at all, whatever becomes of a publisher half-way. A version is named by what it holds, so
 * publishers of the same one cannot harm each other. What is fetched is copied into a local cache
 * and its checksums are verified there: what a scorer loads is what was verified.
 */
public final class ModelStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelStore.class);

  private final ObjectStorage storage;
  private final Path cache;
  private final InstantSource clock;

  ModelStore(ObjectStorage storage, Path cache, InstantSource clock) {
    this.storage = storage;
    this.cache = cache;
    this.clock = clock;
  }

  /**
   * Touches nothing yet.
   *
   * @param location a directory, or {@code s3://BUCKET/PREFIX}
   * @param cache where fetched versions lie on this machine
   */
  public static ModelStore open(String location, Path cache, InstantSource clock) {
    ObjectStorage storage =
        location.startsWith("s3://")
            ? new S3Storage(URI.create(location))
            : new DirectoryStorage(Path.of(location));
    return new ModelStore(storage, cache, clock);
  }

  /**
   * Copies a folder into the store, unless its version is there already.
   *
   * @throws StoreException when the store cannot be written
   * @throws ModelException when the folder is no model
   */
  public StoredModel publish(String model, Path folder) throws StoreException {
    String version = ModelFolder.read(folder).version();
    String place = place(model, version);
    try {
      FolderManifest manifest = find(place);
      if (manifest == null) {
        manifest =
            new FolderManifest(model, version, clock.instant(), FolderManifest.checksums(folder));
        for (String file : manifest.files().keySet()) {
          storage.put(place + file, folder.resolve(file));
        }
        putManifest(place, manifest);
        LOG.info(
            "model stored, model={}, version={}, files={}",
            model,
            version,
            manifest.files().size());
      }
      return new StoredModel(
          model,
          version,
          storage.location(place.substring(0, place.length() - 1)),
          manifest.digest());
    } catch (IOException e) {
      throw unreachable("cannot store version " + version, e);
    }
  }

  private void putManifest(String place, FolderManifest manifest) throws IOException {
    Path file = Files.createTempFile("manifest", ".json");
    try {
      manifest.write(file);
      storage.put(place + FolderManifest.NAME, file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * A version's folder on this machine, every file of it as it was published.
   *
   * @param sha256 of what was released, see {@link StoredModel}; null when nobody noted it
   */
  public Path fetch(String model, String version, @Nullable String sha256) throws StoreException {
    String place = place(model, version);
    try {
      FolderManifest manifest = find(place);
      if (manifest == null) {
        throw new StoreException(
            StoreException.Reason.MISSING,
            "there is no version " + version + " at " + storage.location(place));
      }
      if (sha256 != null && !sha256.equals(manifest.digest())) {
        throw new StoreException(
            StoreException.Reason.CHECKSUM,
            "the files listed in %s are not those that were released"
                .formatted(storage.location(place + FolderManifest.NAME)));
      }
      return fetch(manifest, place);
    } catch (IOException e) {
      throw unreachable("cannot fetch version " + version, e);
    }
  }

  private Path fetch(FolderManifest manifest, String place) throws IOException, StoreException {
    Path kept = cache.resolve(place);
    if (Files.isDirectory(kept)) {
      if (FolderManifest.checksums(kept).equals(manifest.files())) {
        return kept;
      }
      FileTrees.delete(kept);
    }
    Path models = Files.createDirectories(kept.resolveSibling(""));
    Path part = Files.createTempDirectory(models, ".");
    try {
      for (Map.Entry<String, String> file : manifest.files().entrySet()) {
        copy(place + file.getKey(), part.resolve(file.getKey()), file.getValue());
      }
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
      return kept;
    } finally {
      FileTrees.delete(part);
    }
  }

  private void copy(String key, Path to, String sha256) throws IOException, StoreException {
    Files.createDirectories(to.resolveSibling(""));
    try {
      storage.get(key, to);
    } catch (NoSuchFileException e) {
      throw new StoreException(
          StoreException.Reason.CHECKSUM, storage.location(key) + " is missing", e);
    }
    if (!FolderManifest.sha256(to).equals(sha256)) {
      throw new StoreException(
          StoreException.Reason.CHECKSUM, storage.location(key) + " is not what its manifest says");
    }
  }

  /** A model's versions that are there whole, the one that was published last first. */
  public List<String> versions(String model) throws StoreException {
    try {
      List<FolderManifest> found = new ArrayList<>();
      for (String key : storage.keys(FileNames.of(model) + "/")) {
        if (key.endsWith("/" + FolderManifest.NAME)) {
          FolderManifest manifest =
              find(key.substring(0, key.length() - FolderManifest.NAME.length()));
          if (manifest != null) {
            found.add(manifest);
          }
        }
      }
      return found.stream()
          .sorted(
              Comparator.comparing(FolderManifest::publishedAt)
                  .thenComparing(FolderManifest::version)
                  .reversed())
          .map(FolderManifest::version)
          .toList();
    } catch (IOException e) {
      throw unreachable("cannot list versions of model " + model, e);
    }
  }

  /**
   * Deletes all but the newest versions of a model.
   *
   * @param keep how many stay
   * @param used versions that stay in any case
   * @return versions that were deleted
   */
  public List<String> prune(String model, int keep, Set<String> used) throws StoreException {
    List<String> old =
        versions(model).stream().skip(keep).filter(version -> !used.contains(version)).toList();
    for (String version : old) {
      delete(model, version);
    }
    return old;
  }

  private void delete(String model, String version) throws StoreException {
    String place = place(model, version);
    try {
      storage.delete(place + FolderManifest.NAME);
      for (String key : storage.keys(place)) {
        storage.delete(key);
      }
      LOG.info("old model deleted, model={}, version={}", model, version);
    } catch (IOException e) {
      throw unreachable("cannot delete version " + version, e);
    }
  }

  /** Deletes what was fetched of a model but for the versions that are loaded or will be. */
  public void tidyCache(String model, Set<String> used) {
    Path models = cache.resolve(FileNames.of(model));
    try (Stream<Path> versions = Files.isDirectory(models) ? Files.list(models) : Stream.empty()) {
      for (Path version : versions.toList()) {
        if (!used.contains(version.getFileName().toString())) {
          FileTrees.delete(version);
        }
      }
    } catch (IOException e) {
      LOG.warn("old versions stay in the cache, model={}, error={}", model, e.toString());
    }
  }

  @Override
  public void close() {
    storage.close();
  }

  private @Nullable FolderManifest find(String place) throws IOException {
    Path folder = Files.createTempDirectory("manifest");
    Path file = folder.resolve(FolderManifest.NAME);
    try {
      storage.get(place + FolderManifest.NAME, file);
      return FolderManifest.read(file);
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  /** Where a version lies, with a slash at its end. */
  private static String place(String model, String version) throws StoreException {
    if (!version.matches("\\w[\\w.-]{0,63}")) {
      throw new StoreException(
          StoreException.Reason.MISSING, "a store has no version of such a name");
    }
    return FileNames.of(model) + "/" + version + "/";
  }

  private static StoreException unreachable(String what, IOException e) {
    return new StoreException(StoreException.Reason.UNREACHABLE, what + ": " + e.getMessage(), e);
  }
}
