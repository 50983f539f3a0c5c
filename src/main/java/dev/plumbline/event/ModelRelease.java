package dev.plumbline.event;

import java.time.Instant;

/**
 * A version that serves from now on, the value of {@code model-releases}.
 *
 * @param path model folder
 * @param cause job id, or {@code rollback}
 */
public record ModelRelease(
    String model, String modelVersion, String path, String cause, Instant at) {
  public ModelRelease {
    Checks.notBlank(model, "model");
    Checks.notBlank(modelVersion, "modelVersion");
    Checks.notBlank(path, "path");
    Checks.notBlank(cause, "cause");
    Checks.notNull(at, "at");
  }
}
