package dev.plumbline.policy;

import org.jspecify.annotations.Nullable;

/**
 * How a model's numbers become a decision.
 *
 * @param task null takes what the model's own files say
 * @param threshold of a number, or of a label's probability; NaN when the policy has none
 * @param above label of a number that reaches the threshold
 * @param below label of a number that does not; of several labels, when none reaches it
 */
public record AnswerPolicy(
    @Nullable PredictionTask task, double threshold, String above, String below) {

  /** A label of several counts as given from this probability on, unless the policy says other. */
  public static final double EVEN = 0.5;

  public static final String ABOVE = "above";
  public static final String BELOW = "below";
  public static final String NONE = "none";

  /** A policy that says nothing of it. */
  public static final AnswerPolicy UNDECLARED = new AnswerPolicy(null, Double.NaN, ABOVE, NONE);

  /** Whether scores are numbers that must not be taken for probabilities. */
  public boolean givesNumbers() {
    return task == PredictionTask.REGRESSION;
  }

  /** The same for a model whose own files say its task. */
  public AnswerPolicy or(PredictionTask ofModel) {
    return task == null ? new AnswerPolicy(ofModel, threshold, above, below) : this;
  }
}
