package dev.plumbline.event;

import org.jspecify.annotations.Nullable;

/**
 * A version that served before a {@link ModelRelease}, with all that is needed to serve it again.
 *
 * @param path model folder
 * @param sha256 of the folder's files, as in the release; null when nobody noted it
 */
public record EarlierRelease(String modelVersion, String path, @Nullable String sha256) {
  public EarlierRelease {
    MessageChecks.notBlank(modelVersion, "modelVersion");
    MessageChecks.notBlank(path, "path");
  }
}
