package dev.plumbline.policy;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who scores.
 *
 * @param path model folder; null when the producer scores
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpuN}
 * @param batchSize most records in one forward pass
 * @param linger longest wait for a batch to fill
 */
public record ScoringPolicy(
    Source source, @Nullable Path path, String device, int batchSize, Duration linger) {

  /** The model in {@code path}, or the producer's own prediction. */
  public enum Source {
    MODEL,
    PROVIDED
  }
}
