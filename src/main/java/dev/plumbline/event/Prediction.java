package dev.plumbline.event;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the model said.
 *
 * @param score probability of {@code label} where it lies in [0, 1]; else a number that a producer
 *     calls so, which only drift looks at; always such a number where the model's policy says that
 *     it is a regression; null when there is no number
 * @param scores probabilities of the most likely labels; may be empty
 * @param modelVersion version that scored; null only before the score stage
 * @param source who scored; null only before the score stage
 * @param truncated the text was longer than the model takes
 * @param unknownTokenRate share of the text's tokens that the tokenizer does not know; null when
 *     the producer scored
 */
public record Prediction(
    String label,
    @Nullable Double score,
    Map<String, Double> scores,
    @Nullable String modelVersion,
    @Nullable Source source,
    boolean truncated,
    @Nullable Double unknownTokenRate) {

  /** Scored by our model, or passed through from the producer. */
  public enum Source {
    MODEL,
    PROVIDED
  }

  public Prediction {
    MessageChecks.notBlank(label, "prediction.label");
    if (score != null && !Double.isFinite(score)) {
      throw new IllegalArgumentException("prediction.score is not finite");
    }
    if (unknownTokenRate != null && !(unknownTokenRate >= 0 && unknownTokenRate <= 1)) {
      throw new IllegalArgumentException("prediction.unknownTokenRate is not in [0, 1]");
    }
    scores = MessageChecks.map(scores);
  }

  /** One whose tokens are not known. */
  public Prediction(
      String label,
      @Nullable Double score,
      Map<String, Double> scores,
      @Nullable String modelVersion,
      @Nullable Source source,
      boolean truncated) {
    this(label, score, scores, modelVersion, source, truncated, null);
  }

  /** Probability of the label, in [0, 1]; NaN when the score is none. */
  public double confidence() {
    return score != null && score >= 0 && score <= 1 ? score : Double.NaN;
  }

  /**
   * Probability that one of {@code labels} is right, in [0, 1]: the sum of their scores; without
   * scores that of the label, or of any other label; NaN when there is none.
   */
  public double probabilityOf(Set<String> labels) {
    if (scores.isEmpty()) {
      return labels.contains(label) ? confidence() : 1 - confidence();
    }
    double sum = 0;
    for (Map.Entry<String, Double> each : scores.entrySet()) {
      if (labels.contains(each.getKey())) {
        sum += each.getValue();
      }
    }
    return Math.max(0, Math.min(1, sum));
  }
}
