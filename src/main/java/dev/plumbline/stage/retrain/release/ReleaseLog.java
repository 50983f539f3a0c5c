package dev.plumbline.stage.retrain.release;

import dev.plumbline.event.ModelRelease;
import org.jspecify.annotations.Nullable;

/** The releases of all models, the newest of each; in the service {@code model-releases}. */
public interface ReleaseLog {

  /** The model's newest release; null when it serves what its policy names. */
  @Nullable ModelRelease newest(String model);

  /** Returns once the release is certain to be there. */
  void append(ModelRelease release) throws InterruptedException;
}
