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
    MessageChecks.notBlank(model, "model");
    MessageChecks.notBlank(modelVersion, "modelVersion");
    MessageChecks.notBlank(path, "path");
    MessageChecks.notBlank(cause, "cause");
    MessageChecks.notNull(at, "at");
  }
}
