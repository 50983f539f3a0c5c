package dev.plumbline.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the model said.
 *
 * @param score probability of {@code label}, in [0, 1]
 * @param scores probabilities of the most likely labels; may be empty
 * @param modelVersion version that scored; null only before the score stage
 * @param source who scored; null only before the score stage
 * @param truncated the text was longer than the model takes
 */
public record Prediction(
    String label,
    double score,
    Map<String, Double> scores,
    @Nullable String modelVersion,
    @Nullable Source source,
    boolean truncated) {

  /** Scored by our model, or passed through from the producer. */
  public enum Source {
    MODEL,
    PROVIDED
  }

  public Prediction {
    Checks.notBlank(label, "prediction.label");
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("prediction.score is not in [0, 1]");
    }
    scores = Checks.map(scores);
  }
}
