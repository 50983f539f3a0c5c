package dev.plumbline.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who scores.
 *
 * @param path model folder; null when the producer scores
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpuN}
 * @param batchSize most records in one forward pass
 * @param linger longest wait for a batch to fill
 * @param answer how the model's numbers become a decision
 * @param sha256 hashes that files must have before anything of them is loaded, by the file's name;
 *     empty checks none
 */
public record ScoringPolicy(
    Source source,
    @Nullable Path path,
    String device,
    int batchSize,
    Duration linger,
    AnswerPolicy answer,
    Map<String, String> sha256) {

  /** The model in {@code path}, or the producer's own prediction. */
  public enum Source {
    MODEL,
    PROVIDED
  }

  public ScoringPolicy {
    sha256 = Map.copyOf(sha256);
  }

  /** One of a model whose own files say all. */
  public ScoringPolicy(
      Source source, @Nullable Path path, String device, int batchSize, Duration linger) {
    this(source, path, device, batchSize, linger, AnswerPolicy.UNDECLARED, Map.of());
  }
}
